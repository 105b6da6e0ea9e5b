/**
 * Letters to an address that somebody has merely typed: to sign in, to confirm an alert, a correction, a message, a
 * project, a claim. One count for all of them together, since they all arrive in the one mailbox, of somebody who may
 * have asked for nothing. Beside it each form has its own, by the hour (docs/mail.md).
 */
import { type CountRooms, createAllowance, type Limit } from '../accounts/limits.ts';

const day = 24 * 3600;

export const limits = {
  /** From one network to one address: so that one visitor cannot use up what an address may be sent. */
  pair: { name: 'typed-pair', times: 8, within: day },
  network: { name: 'typed-network', times: 100, within: day },
  address: { name: 'typed-address', times: 20, within: day },
} as const satisfies Record<string, Limit>;

/** Whether one more may go: `mail` as `readMailAddress` writes it, `network` that of the visitor who typed it. */
export type MayWriteTo = (mail: string, network: string) => Promise<boolean>;

export function lettersToTyped(rooms: CountRooms): MayWriteTo {
  const pair = createAllowance(rooms, limits.pair);
  const ofNetwork = createAllowance(rooms, limits.network);
  const ofAddress = createAllowance(rooms, limits.address);
  return async (mail, network) =>
    (await pair(`${network} ${mail}`)) && (await ofNetwork(network)) && (await ofAddress(mail));
}
