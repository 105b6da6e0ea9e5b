/** For tests: sheets written into a real database as a run would write them. */
import { deflateSync } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Sheet, sheetSchema } from '#model/sheet.ts';
import { blockKeys } from './block-keys.ts';
import { linkKeys } from './link-keys.ts';
import type { TellingSource } from './merge.ts';
import { type Rebuilt, rebuildProjects } from './rebuild.ts';

const run = '00000000-0000-4000-8000-000000000000';
const start = Date.UTC(2026, 0, 1);

export const testSources: ReadonlyMap<string, TellingSource> = new Map(
  ['a', 'b', 'c'].map((id) => [id, { attribution: `Partenaire ${id}`, licence: 'LO-2.0' as const }]),
);

/** A sheet in one commune; `id` is `<source>/<key>`. */
export function testSheet(id: string, title: string, commune: string, more: Partial<Sheet> = {}): Sheet {
  return sheetSchema.parse({
    id,
    source: id.split('/')[0],
    kind: 'projet',
    title,
    licence: 'LO-2.0',
    sites: [{ commune, city: 'Nantes', precision: 'commune' }],
    ...more,
  });
}

export interface TestMatcher {
  /** Writes the sheets (live), or takes them out (not live), and rebuilds; `at` orders the arrivals, in days. */
  change(sheets: readonly Sheet[], options?: { live?: boolean; at?: number }): Promise<Rebuilt>;
  /** Rebuilds as if these sheets were touched, after a decision. */
  rebuild(touched: readonly string[], at?: number): Promise<Rebuilt>;
  /** Ids of the shown projects, by the sheets they stand on. */
  projects(): Promise<Record<string, string[]>>;
}

export async function testMatcher(db: Kysely<Tables>): Promise<TestMatcher> {
  for (const id of testSources.keys())
    await db
      .insertInto('source')
      .values({ id, manifest: '{}', updated_at: new Date(start) })
      .execute();
  await db
    .insertInto('run')
    .values({ id: run, source: 'a', origin: 'test', state: 'done', started_at: new Date(start) })
    .execute();
  const { id: pack } = await db
    .insertInto('payload_pack')
    .values({ body: deflateSync('[]'), payloads: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('payload')
    .values({ hash: 'none', pack, place: 0, first_seen: new Date(start) })
    .execute();

  const rebuild = (touched: readonly string[], formerKeys: readonly string[], at: number): Promise<Rebuilt> =>
    db
      .transaction()
      .execute((trx) =>
        rebuildProjects(trx, { touched, formerKeys, sources: testSources, now: new Date(start + at * 86_400_000) }),
      );

  return {
    async change(sheets, { live = true, at = 0 } = {}) {
      const seen = new Date(start + at * 86_400_000);
      const former: string[] = [];
      for (const sheet of sheets) {
        const before = await db
          .selectFrom('sheet')
          .select('match_keys')
          .where('record', '=', sheet.id)
          .executeTakeFirst();
        former.push(...(before?.match_keys ?? []));
        const record = {
          id: sheet.id,
          source: sheet.source,
          key: sheet.id,
          payload: 'none',
          hash: 'none',
          withheld: false,
        };
        await db
          .insertInto('record')
          .values({ ...record, first_seen: seen, last_seen: seen, changed_at: seen, last_run: run })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const row = {
          source: sheet.source,
          body: JSON.stringify(sheet),
          hash: '',
          match_keys: live ? blockKeys(sheet) : [],
          link_keys: live ? linkKeys(sheet) : [],
          live,
        };
        await db
          .insertInto('sheet')
          .values({ record: sheet.id, ...row })
          .onConflict((conflict) => conflict.column('record').doUpdateSet(row))
          .execute();
      }
      return rebuild(
        sheets.map(({ id }) => id),
        former,
        at,
      );
    },
    rebuild: (touched, at = 0) => rebuild(touched, [], at),
    async projects() {
      const rows = await db
        .selectFrom('project')
        .select(['id', 'body'])
        .where('hidden', '=', false)
        .orderBy('id')
        .execute();
      return Object.fromEntries(rows.map(({ id, body }) => [id, body.tellings.map(({ sheet }) => sheet).sort()]));
    },
  };
}
