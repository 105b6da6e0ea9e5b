/** The law: everybody reads what was last accepted, where no report took it off since. Kept by nothing but what was done. */
import { pathOfReported, type Reported } from '../../reports/report-circles.ts';
import type { Act, Circle, CollectionWords, CommunityWords, Gathered, Which } from './circle.ts';

export const standing = <Words>(acts: readonly Act<Words>[]): Words | undefined => acts.at(-1)?.words;

function communityShown({ community }: Circle): CommunityWords | undefined {
  return community.gone || community.state !== 'open' ? undefined : standing(community.acts);
}

function collectionShown(circle: Circle, which: Which): CollectionWords | undefined {
  const { gone, isPublic, acts } = circle.gathered[which];
  if (gone || !isPublic || (which === 'shared' && communityShown(circle) === undefined)) return undefined;
  return standing(acts);
}

/** What everybody is to read, in the form in which `shown` reads it. */
export function expected(circle: Circle) {
  const community = communityShown(circle);
  const announced = circle.announced.filter(({ acts }) => acts.length === 0);
  return {
    own: collectionShown(circle, 'own'),
    shared: collectionShown(circle, 'shared'),
    community,
    announced: community && announced.map(({ title }) => title).sort(),
  };
}

/** What its writers took away is gone from whatever was accepted. */
export function forgetTakenAway({ says, acts }: Gathered): void {
  for (const { words } of acts) {
    if (words === undefined) continue;
    if (says.lead === '') words.lead = '';
    for (const project of Object.keys(words.notes)) if (says.notes[project] === undefined) delete words.notes[project];
  }
}

/** All that can be reported, with what was accepted about it. */
export function things({ gathered, community, announced }: Circle): { reported: Reported; acts: Act<unknown>[] }[] {
  return [
    ...[gathered.own, gathered.shared].flatMap(({ id, gone, acts }) =>
      gone ? [] : [{ reported: { what: 'collection' as const, id }, acts }],
    ),
    ...(community.gone ? [] : [{ reported: { what: 'community' as const, id: community.id }, acts: community.acts }]),
    ...announced.map(({ what, id, acts }) => ({ reported: { what, id, community: community.id }, acts })),
  ];
}

export const thingAt = (circle: Circle, path: string) =>
  things(circle).find(({ reported }) => pathOfReported(reported) === path);

/** By its rank, which may be greater than there are. */
export const picked = <T>(list: readonly T[], rank: number): T | undefined => list[rank % Math.max(1, list.length)];
