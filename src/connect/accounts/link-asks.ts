/**
 * How often a link to sign in is sent. Whoever types an address may be anybody: an address is not to be flooded, and
 * nobody is to be kept from signing in by what others have asked for in their name. Both hold, because a link works for
 * whoever reads the mailbox, by whomever it was asked for. So what an address may be sent is never used up: past the
 * count of the day, one more goes as often as the one before it has lapsed, and until then that one still works.
 */
import { type CountRooms, createAllowance, either, forgetCount, type Limit, refusedBy } from './limits.ts';

const day = 24 * 3600;

export const linkLimits = {
  /** Asked from one network for one address; past what a day holds, one an hour. */
  pairHour: { name: 'link-pair', times: 5, within: 3600 },
  pairDay: { name: 'typed-link-pair', times: 8, within: day },
  pairThen: { name: 'typed-link-pair-then', times: 1, within: 3600 },
  network: { name: 'link-network', times: 30, within: 3600 },
  /** For one address, from anywhere; past what a day holds, one whenever the one before has lapsed (`linkLife`). */
  addressDay: { name: 'typed-link-address', times: 12, within: day },
  addressThen: { name: 'typed-link-address-then', times: 1, within: 600 },
} as const satisfies Record<string, Limit>;

/** `waits`: one that went a moment ago still works, and nothing is sent. */
export type MayAskLink = 'send' | 'waits' | 'too-many';

export interface LinkAsks {
  /** `mail` as `readMailAddress` writes it. */
  ask(mail: string, network: string): Promise<MayAskLink>;
  /** Its owner has used the link: none waits any more. */
  used(mail: string): Promise<void>;
  /** Of what a network may ask for, whatever way in it is. */
  network(network: string): Promise<boolean>;
}

export function createLinkAsks(rooms: CountRooms): LinkAsks {
  const pairHour = createAllowance(rooms, linkLimits.pairHour);
  const ofPair = either(createAllowance(rooms, linkLimits.pairDay), createAllowance(rooms, linkLimits.pairThen));
  const ofNetwork = createAllowance(rooms, linkLimits.network);
  const ofAddress = either(
    createAllowance(rooms, linkLimits.addressDay),
    createAllowance(rooms, linkLimits.addressThen),
  );
  return {
    async ask(mail, network) {
      const pair = `${network} ${mail}`;
      const by = await refusedBy(rooms.db, [
        [pairHour, pair],
        [ofPair, pair],
        [ofNetwork, network],
        [ofAddress, mail],
      ]);
      return by === undefined ? 'send' : by === ofAddress ? 'waits' : 'too-many';
    },
    used: (mail) => forgetCount(rooms, linkLimits.addressThen, mail),
    network: (network) => ofNetwork(network),
  };
}
