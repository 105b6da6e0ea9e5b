/**
 * Letters to an address that somebody has merely typed, and that may be somebody else's. What confirms a form (an alert,
 * a correction, a message, a project, a claim) has one count for all of them together, since they all arrive in the one
 * mailbox. Links to sign in have their own (`accounts/link-asks.ts`): what others have sent in somebody's name must not
 * keep them out. Beside it each form has its own, by the hour (docs/mail.md).
 */
import { type Allowance, type CountRooms, createAllowance, type Limit, refusedBy } from '../accounts/limits.ts';

const day = 24 * 3600;

export const limits = {
  /** From one network to one address: so that one visitor cannot use up what an address may be sent. */
  pair: { name: 'typed-pair', times: 8, within: day },
  network: { name: 'typed-network', times: 100, within: day },
  address: { name: 'typed-address', times: 20, within: day },
  /** Past that, so that nobody is shut out by what a few networks have asked for in their name: one for a network. */
  pairThen: { name: 'typed-pair-then', times: 1, within: day },
  addressThen: { name: 'typed-address-then', times: 1, within: 1800 },
} as const satisfies Record<string, Limit>;

/**
 * Whether one more may go: `mail` as `readMailAddress` writes it, `network` that of the visitor who typed it. Asked last,
 * when nothing else stands against the letter: what is counted goes.
 */
export type MayWriteTo = (mail: string, network: string) => Promise<boolean>;

export function lettersToTyped(rooms: CountRooms): MayWriteTo {
  const pair = createAllowance(rooms, limits.pair);
  const ofNetwork = createAllowance(rooms, limits.network);
  const ofAddress = createAllowance(rooms, limits.address);
  const pairThen = createAllowance(rooms, limits.pairThen);
  const addressThen = createAllowance(rooms, limits.addressThen);
  return async (mail, network) => {
    const ofPair = `${network} ${mail}`;
    const refused = await refusedBy(rooms.db, [
      [pair, ofPair],
      [ofNetwork, network],
      [ofAddress, mail],
    ]);
    if (refused !== ofAddress) return refused === undefined;
    return (
      (await refusedBy(rooms.db, [
        [pair, ofPair],
        [pairThen, ofPair],
        [ofNetwork, network],
        [addressThen, mail],
      ])) === undefined
    );
  };
}

/** Whether a curator's answer may go to an address that was typed: it counts for the address alone, when it goes. */
export const answersToTyped = (rooms: CountRooms): Allowance => createAllowance(rooms, limits.address);
