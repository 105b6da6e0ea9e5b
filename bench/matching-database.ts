/**
 * What one change costs in a database of many sheets: the first load made as a whole rebuild would leave it, then one
 * sheet changed, then a thousand new ones, each in one transaction as a run does it; and what the database was asked.
 */

import { parseArgs } from 'node:util';
import { deflateSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { testDatabase } from '#db/testing.ts';
import { sha256, shortId } from '#lib/hash.ts';
import { affectedSheets } from '#match/affected.ts';
import { blockKeys } from '#match/block-keys.ts';
import { clusterAndAsk } from '#match/cluster.ts';
import { linkKeys } from '#match/link-keys.ts';
import { mergeSheets, projectHash } from '#match/merge.ts';
import { rebuildProjects } from '#match/rebuild.ts';
import { relatedProjects } from '#match/related.ts';
import type { Sheet } from '#model/sheet.ts';
import { country } from './matching/country.ts';

const usage = `npm run -s bench -- matching-database --size N [--new M] [--plans] [--json]

  --size N   how many sheets stand in the database (default 100000)
  --new M    how many come at once (default 1000)
  --plans    how the database answers what a change asks of it
`;

const sources = new Map(
  Array.from({ length: 20 }, (_, i) => [`source-${i}`, { attribution: `Partenaire ${i}`, licence: 'LO-2.0' as const }]),
);
const now = new Date('2026-01-01');
const run = '00000000-0000-4000-8000-000000000000';

async function insert(db: Kysely<Tables>, sheets: readonly Sheet[]): Promise<void> {
  for (let at = 0; at < sheets.length; at += 2000) {
    const rows = sheets.slice(at, at + 2000).map((sheet) => ({
      id: sheet.id,
      source: sheet.source,
      body: sheet,
      keys: blockKeys(sheet),
      links: linkKeys(sheet),
    }));
    await sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given(id text, source text, body jsonb, keys text[], links text[])
      ), known as (
        insert into record (id, source, key, payload, hash, withheld, first_seen, last_seen, changed_at, last_run)
        select id, source, id, 'none', 'none', false, ${now}::timestamptz, ${now}, ${now}, ${run} from given
        returning id
      )
      insert into sheet (record, source, body, hash, match_keys, link_keys, live)
      select given.id, source, body, '', keys, links, true from given join known on known.id = given.id`.execute(db);
  }
}

/** The first load, all at once: what `rebuildProjects` would write, batch by batch. */
async function load(db: Kysely<Tables>, sheets: readonly Sheet[]): Promise<void> {
  for (const id of sources.keys())
    await db.insertInto('source').values({ id, manifest: '{}', updated_at: now }).execute();
  await db
    .insertInto('run')
    .values({ id: run, source: 'source-0', origin: 'bench', state: 'done', started_at: now })
    .execute();
  const { id: pack } = await db
    .insertInto('payload_pack')
    .values({ body: deflateSync('[]'), payloads: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('payload').values({ hash: 'none', pack, place: 0, first_seen: now }).execute();
  await insert(db, sheets);
  const { groups, asked } = clusterAndAsk(
    sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) })),
    [],
  );
  for (let at = 0; at < groups.length; at += 2000) {
    const rows = groups.slice(at, at + 2000).map((group) => {
      const founder = group.map(({ id }) => id).sort()[0]!;
      const project = mergeSheets(shortId(founder), group, sources);
      return { id: project.id, body: project, hash: projectHash(project), sheets: group.map(({ id }) => id) };
    });
    await sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as given(id text, body jsonb, hash text, sheets text[])
      ), known as (
        insert into project (id, body, hash, first_seen, updated_at)
        select id, body, hash, ${now}::timestamptz, ${now} from given returning id
      )
      insert into project_sheet (sheet, project)
      select told.sheet, given.id from given join known using (id), unnest(given.sheets) as told(sheet)`.execute(db);
  }
  for (let at = 0; at < asked.length; at += 1000)
    await db
      .insertInto('match_question')
      .values(
        asked
          .slice(at, at + 1000)
          .map(({ a, b, score, reasons }) => ({ one: a, other: b, score, reasons: JSON.stringify(reasons) })),
      )
      .execute();
  await sql`vacuum analyze`.execute(db);
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    new: { type: 'string', default: '1000' },
    plans: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help || !/^\d+$/.test(values.size) || !/^\d+$/.test(values.new)) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const size = Number(values.size);
  const database = await testDatabase();
  const { db } = database;
  try {
    const sheets = country(size + Number(values.new));
    const began = performance.now();
    await load(db, sheets.slice(0, size));
    const loading = Math.round(performance.now() - began);

    const once = async (sheet: Sheet): Promise<{ whole: number; search: number; found: number }> => {
      const start = performance.now();
      const { sheets: found } = await affectedSheets(db, [sheet.id], blockKeys(sheet));
      const search = performance.now() - start;
      const before = performance.now();
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('sheet')
          .set({ body: JSON.stringify({ ...sheet, summary: sha256(sheet.id) }) })
          .where('record', '=', sheet.id)
          .execute();
        await rebuildProjects(trx, { touched: [sheet.id], formerKeys: blockKeys(sheet), sources, now });
      });
      return { whole: performance.now() - before, search, found: found.length };
    };
    for (let i = 0; i < 10; i++) await once(sheets[i]!);
    const tries: Awaited<ReturnType<typeof once>>[] = [];
    // Every so many, of all towns, the largest among them.
    for (let i = 0; i < 100; i++) tries.push(await once(sheets[Math.floor((i * size) / 100)]!));
    const at = (list: number[], share: number): number =>
      Math.round(10 * list.sort((a, b) => a - b)[Math.floor(share * (list.length - 1))]!) / 10;
    const spread = (pick: (one: (typeof tries)[number]) => number) => ({
      median: at(tries.map(pick), 0.5),
      p95: at(tries.map(pick), 0.95),
      most: at(tries.map(pick), 1),
    });

    const fresh = sheets.slice(size);
    const start = performance.now();
    const told = await db.transaction().execute(async (trx) => {
      await insert(trx, fresh);
      return rebuildProjects(trx, { touched: fresh.map(({ id }) => id), formerKeys: [], sources, now });
    });
    const arrival = Math.round(performance.now() - start);
    const shown: number[] = [];
    for (const { id } of await db.selectFrom('project').select('id').limit(100).execute()) {
      const began = performance.now();
      await relatedProjects(db, id, 8);
      shown.push(performance.now() - began);
    }
    const figures = {
      size,
      loading,
      oneChange: spread(({ whole }) => whole),
      itsPartners: spread(({ search }) => search),
      sheetsRead: spread(({ found }) => found),
      new: fresh.length,
      arrival,
      ...told,
      related: { median: at(shown, 0.5), p95: at(shown, 0.95) },
    };
    console.log(values.json ? JSON.stringify(figures) : figures);
    if (values.plans) {
      const keys = blockKeys(sheets[5]!);
      const shownPlan = async (title: string, query: ReturnType<typeof sql>): Promise<void> => {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, costs off) ${query}`.execute(db);
        console.log(`\n${title}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}`);
      };
      await shownPlan(
        'who shares a key',
        sql`select distinct held.record from unnest(${keys}::text[]) as wanted(key)
          cross join lateral (select record from sheet where live and match_keys @> array[wanted.key]) as held`,
      );
      await shownPlan(
        'how many have a key',
        sql`select count(*) from (select 1 from sheet where live and match_keys @> array[${keys[0]!}] limit 502) as held_by`,
      );
      const ids = [sheets[5]!.id];
      await shownPlan(
        'what stood',
        sql`select other as id from match_question where one = any(${ids}::text[])
          union select one from match_question where other = any(${ids}::text[])`,
      );
    }
  } finally {
    await database.close();
  }
}
