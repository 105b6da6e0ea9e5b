/** Everything that waits or comes round, declared once. pg-boss comes with it: for those programs alone that ask for it. */
import type { Secret } from '#lib/keyed.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import type { SourceReport } from '#pipeline/run-source.ts';
import { tellPartner } from '#pipeline/tell-partner.ts';
import { alertTurns } from './alert-turns.ts';
import { type DescribeTurns, type DescribeTurnsRooms, describeTurns } from './describe-turns.ts';
import { type HarvestLimits, type HarvestRooms, type HarvestTurns, harvestTurns } from './harvest-turns.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { type NightlyRooms, nightly } from './nightly.ts';

export interface TurnRooms extends DescribeTurnsRooms, Pick<NightlyRooms, 'outside' | 'keepDays' | 'tell'> {
  /** The address of the database as it is now: it may be started again elsewhere. */
  url(): string;
  guest: HarvestRooms['guest'];
  secret: Secret;
  baseUrl: string;
  harvests: HarvestLimits;
  /** A report in the words of a person. */
  linesOf(report: SourceReport): string[];
}

export function declareTurns(rooms: TurnRooms): {
  jobs: Jobs;
  sources: HarvestTurns;
  describeSoon: DescribeTurns['describeSoon'];
} {
  const { db, url, gazetteer, loadSources, guest, secret, baseUrl, now, say, tell } = rooms;
  const jobs = createJobs({ url, say });
  const known = () => knownSources(db, loadSources().sources);
  const common = { db, gazetteer, loadSources, now, say };
  const sources = harvestTurns(
    jobs,
    {
      ...common,
      guest,
      tell: (report) => rooms.linesOf(report).forEach(tell),
      tellPartner: async (source, trouble) => {
        await tellPartner({ db, baseUrl, now }, source, trouble);
      },
    },
    rooms.harvests,
  );
  const { describeSoon } = describeTurns(jobs, common);
  nightly(jobs, { db, gazetteer, sources: known, outside: rooms.outside, now, keepDays: rooms.keepDays, say, tell });
  const showing = async () => ({ baseUrl, sources: await known(), territories: gazetteer() });
  alertTurns(jobs, { db, secret, baseUrl, now, showing, tell });
  return { jobs, sources, describeSoon };
}
