/** The demonstration catalogues: harvested at the start of the site while nothing real was, taken out once something is. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { latestFile } from '#harvest/input.ts';
import { takeChanges } from '#harvest/take-changes.ts';
import type { Source } from '#model/source.ts';
import { contributionsId } from '#model/telling.ts';
import { type DescribeRooms, describeRecords } from './describe-records.ts';
import { runSource } from './run-source.ts';

export interface DemonstrationRooms extends DescribeRooms {
  sources: ReadonlyMap<string, Source>;
}

export interface Screen {
  say(text: string): void;
  progress(text: string, share?: number): void;
}

/** `auto`: while no partner's catalogue has been harvested; what people told here alone does not end it. */
export type DemonstrationWish = 'auto' | 'on' | 'off';

/** Gives whether the site shows the demonstration. What is shown or not is as wished when this returns. */
export async function demonstrate(
  rooms: DemonstrationRooms,
  wish: DemonstrationWish,
  screen: Screen,
  signal: AbortSignal,
): Promise<boolean> {
  const demonstration = [...rooms.sources.values()].filter((source) => source.demonstration);
  const ids = new Set(demonstration.map(({ id }) => id));
  const harvested = await harvestedSources(rooms.db);
  const real = harvested.some((id) => !ids.has(id) && id !== contributionsId);
  const shown = demonstration.length > 0 && (wish === 'on' || (wish === 'auto' && !real));
  if (shown) {
    if (!harvested.some((id) => ids.has(id))) screen.say('Harvesting the demonstration catalogues…');
    for (const source of demonstration) await harvestOne(rooms, source, screen, signal);
  } else {
    let out = 0;
    for (const source of demonstration) out += await takeOut(rooms, source, screen, signal);
    if (out > 0)
      screen.say(
        `${wish === 'off' ? 'DEMONSTRATION is off' : 'Real catalogues are here'}: the ${out} invented records of the ` +
          'demonstration are taken out, with its communities and collections (DEMONSTRATION=on brings them back).',
      );
  }
  return shown;
}

/**
 * Nothing is read twice for nothing: an unchanged catalogue takes a fraction of a second, and a first start that was
 * killed goes on where it was.
 */
async function harvestOne(
  rooms: DemonstrationRooms,
  source: Source,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const path = latestFile(source.folder, source.files);
  if (path === undefined) {
    screen.say(`${source.id}: its file is missing from ${source.folder}`);
    return;
  }
  const { harvest } = await runSource(rooms, source, { kind: 'file', path }, { say: screen.progress, signal });
  if (harvest.new + harvest.changed > 0) screen.say(`  ${source.name.fr}: ${harvest.records} records`);
  if (harvest.state !== 'done') screen.say(`  ${source.name.fr}: ${harvest.failure ?? harvest.state}`);
}

/** As if its partner had taken everything back: records stay, their sheets are shown no more. Gives how many those were. */
async function takeOut(
  rooms: DemonstrationRooms,
  source: Source,
  screen: Screen,
  signal: AbortSignal,
): Promise<number> {
  const rows = await rooms.db
    .selectFrom('record')
    .select('key')
    .where('source', '=', source.id)
    .where('gone_since', 'is', null)
    .execute();
  const gone = rows.flatMap(({ key }) => key ?? []);
  if (gone.length === 0) return 0;
  const changes = { rows: [], gone, origin: 'the demonstration ends' };
  if ((await takeChanges(rooms.db, source, changes, rooms.now)) === undefined) return 0;
  await describeRecords(rooms, source, { say: screen.progress, signal });
  return gone.length;
}

async function harvestedSources(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('record').select('source').distinct().execute();
  return rows.map(({ source }) => source);
}
