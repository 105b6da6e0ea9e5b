/**
 * What was accepted becomes records, sheets and projects. Each step can be done again: what a kill left is written by
 * the next call, and what is written already is not written twice.
 */
import { type Kysely, sql } from 'kysely';
import { forgottenVersion } from '#connect/contributions/contribution.ts';
import type { Tables } from '#db/tables.ts';
import { repack } from '#harvest/repack.ts';
import { withSourceLock } from '#harvest/run-lock.ts';
import { takeChanges } from '#harvest/take-changes.ts';
import type { DecisionStore } from '#match/decisions.ts';
import { contributionsId } from '#model/telling.ts';
import { type DescribeRooms, describeRecords } from '../describe-records.ts';
import { contributionsSource, rowOf } from './source.ts';

export interface WriteRooms extends DescribeRooms {
  decisions: Pick<DecisionStore, 'decide'>;
  /** The public address of the site, without a slash at its end. */
  baseUrl: string;
  log: { error(fields: object, message: string): void };
}

export interface Written {
  written: number;
  /** Those that were taken out. */
  removed: number;
  /** Put together with a project by its author's or a curator's word. */
  joined: number;
}

const atOnce = 500;

/** Undefined when another writes them at this moment: whoever does takes these too, or the next round does. */
export async function writeAccepted(rooms: WriteRooms): Promise<Written | undefined> {
  const done: Written = { written: 0, removed: 0, joined: 0 };
  for (;;) {
    const waiting = await waitingIn(rooms.db);
    if (waiting.length === 0) break;
    const stays = waiting.filter(({ accepted }) => accepted !== null);
    const gone = waiting.filter(({ accepted }) => accepted === null).map(({ id }) => id);
    const rows = stays.map((one) =>
      rowOf({
        id: one.id,
        telling: one.accepted!,
        language: one.language,
        pictures: one.pictures.map(({ id, alt }) => ({ url: `${rooms.baseUrl}/contribuer/images/${id}.webp`, alt })),
        createdAt: one.created_at,
        updatedAt: one.accepted_at ?? one.created_at,
      }),
    );
    const report = await takeChanges(rooms.db, contributionsSource, { rows, gone, origin: 'contributions' }, rooms.now);
    if (report === undefined) return undefined;
    await describeWaiting(rooms);
    for (const { id, tells_of } of stays) if (tells_of !== null && (await join(rooms, id, tells_of))) done.joined++;
    const left = waiting.filter(({ accepted_hash }) => accepted_hash === forgottenVersion);
    await forgetVersions(
      rooms.db,
      left.map(({ id }) => `${contributionsId}/${id}`),
    );
    await markWritten(rooms, waiting);
    done.written += stays.length;
    done.removed += gone.length;
    if (waiting.length < atOnce) break;
  }
  return done;
}

/** Sheets that vocabularies or a killed run left to be described again. */
export async function describeWaiting(rooms: WriteRooms): Promise<void> {
  const sources = new Map(rooms.sources).set(contributionsId, contributionsSource);
  await describeRecords({ ...rooms, sources }, contributionsSource, { say: () => {} });
}

async function waitingIn(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('contribution')
    .select([
      'id',
      'accepted',
      'accepted_hash',
      'accepted_at',
      'language',
      'accepted_tells_of as tells_of',
      'created_at',
    ])
    .where('accepted_hash', 'is not', null)
    .where(sql<boolean>`accepted_hash is distinct from written_as`)
    .orderBy('accepted_at')
    .limit(atOnce)
    .execute();
  const ids = rows.map(({ id }) => id);
  const pictures =
    ids.length === 0
      ? []
      : await db
          .selectFrom('contribution_picture')
          .select(['id', 'alt', 'contribution'])
          .where('contribution', 'in', ids)
          .where('is_accepted', '=', true)
          .orderBy('position')
          .execute();
  const byId = Map.groupBy(pictures, ({ contribution }) => contribution);
  return rows.map((row) => ({ ...row, pictures: byId.get(row.id) ?? [] }));
}

/** Only where nothing newer was accepted meanwhile: that waits for the next turn of the loop. */
async function markWritten(
  { db, now }: WriteRooms,
  written: readonly { id: string; accepted_hash: string | null }[],
): Promise<void> {
  await sql`
    update contribution set written_as = done.hash, written_at = ${now()}, record = ${`${contributionsId}/`} || done.id
    from unnest(${written.map(({ id }) => id)}::uuid[], ${written.map(({ accepted_hash }) => accepted_hash)}::text[])
      as done(id, hash)
    where contribution.id = done.id and contribution.accepted_hash = done.hash`.execute(db);
}

/** Of what somebody left behind, the former versions of the record go: their name stood in them. */
async function forgetVersions(db: Kysely<Tables>, records: readonly string[]): Promise<void> {
  if (records.length === 0) return;
  await withSourceLock(db, contributionsId, async (connection) => {
    // Together: a payload whose versions are gone is found by nobody the next time.
    await connection.transaction().execute(async (trx) => {
      const { rows } = await sql<{ payload: string }>`
        delete from record_version using record
        where record.id = record_version.record and record.id = any(${records}::text[])
          and record_version.payload <> record.payload
        returning record_version.payload`.execute(trx);
      await sql`
        delete from payload where hash = any(${rows.map(({ payload }) => payload)}::text[])
          and not exists (select from record where record.payload = payload.hash)
          and not exists (select from record_version where record_version.payload = payload.hash)`.execute(trx);
    });
    await repack(connection);
  });
}

/** A word of a person, by which the telling stands on the page of a project that was there; refused, it keeps its own. */
async function join({ db, decisions, log }: WriteRooms, id: string, project: string): Promise<boolean> {
  const sheet = `${contributionsId}/${id}`;
  const other = await db
    .selectFrom('project_sheet')
    .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
    .select('project_sheet.sheet')
    .where((eb) =>
      eb.or([
        eb('project_sheet.project', '=', project),
        eb(
          'project_sheet.project',
          'in',
          eb.selectFrom('project_redirect').select('to_id').where('from_id', '=', project),
        ),
      ]),
    )
    .where('project_sheet.sheet', '<>', sheet)
    .where('live', '=', true)
    .orderBy('project_sheet.sheet')
    .executeTakeFirst();
  if (other === undefined) return false;
  const decided = await decisions.decide(
    { kind: 'same', sheets: [sheet, other.sheet] },
    { author: 'contribution', reason: 'Its author said so, and a curator accepted it.' },
  );
  if (decided.is === 'refused')
    log.error({ contribution: id, refusal: decided.refusal }, 'a telling keeps a page of its own');
  return decided.is === 'done';
}
