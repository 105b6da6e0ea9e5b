/** The demonstration catalogues: harvested at the start of the site while nothing real was. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { latestFile } from '#harvest/input.ts';
import type { Source } from '#model/source.ts';
import type { DescribeRooms } from './describe-records.ts';
import { runSource } from './run-source.ts';

export interface DemonstrationRooms extends DescribeRooms {
  sources: ReadonlyMap<string, Source>;
}

/**
 * Harvests every demonstration source, unless a real one has records. Nothing is read twice for nothing: an unchanged
 * catalogue takes a fraction of a second, and a first start that was killed goes on where it was. Gives whether the site
 * shows the demonstration.
 */
export async function harvestDemonstration(
  rooms: DemonstrationRooms,
  screen: { say(text: string): void; progress(text: string, share?: number): void },
  signal: AbortSignal,
): Promise<boolean> {
  const demonstration = [...rooms.sources.values()].filter((source) => source.demonstration);
  const ids = new Set(demonstration.map(({ id }) => id));
  const harvested = await harvestedSources(rooms.db);
  if (demonstration.length === 0 || harvested.some((id) => !ids.has(id))) return false;
  if (harvested.length === 0) screen.say('Harvesting the demonstration catalogues…');
  for (const source of demonstration) {
    signal.throwIfAborted();
    const path = latestFile(source.folder, source.files);
    if (path === undefined) {
      screen.say(`${source.id}: its file is missing from ${source.folder}`);
      continue;
    }
    const { harvest } = await runSource(rooms, source, { kind: 'file', path }, { say: screen.progress, signal });
    if (harvest.new + harvest.changed > 0) screen.say(`  ${source.name.fr}: ${harvest.records} records`);
    if (harvest.state !== 'done') screen.say(`  ${source.name.fr}: ${harvest.failure ?? harvest.state}`);
  }
  return true;
}

async function harvestedSources(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('record').select('source').distinct().execute();
  return rows.map(({ source }) => source);
}
