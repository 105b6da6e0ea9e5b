/** What waits, what matters first; and what was said of each matter. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { MatterState } from '#model/matter.ts';
import { type Matter, matterFrom, type SaidOfMatter } from './matter.ts';

/** In SQL: whether a matter comes from somebody with an account. */
const hasAccount =
  'exists (select from matter_author where matter_author.matter = matter.id and matter_author.person is not null)';

export interface Which {
  state?: MatterState | 'decided';
  kind?: string | undefined;
  source?: string | undefined;
  project?: string | undefined;
  /** At most. */
  most: number;
  from?: number;
}

/** Of what speaks of one thing, what is read before what: the gravest, then who is known, then as they came. */
const firstOfOneThing = sql`suspect, weight desc, ${sql.raw(hasAccount)} desc, created_at, id`;

/**
 * A thing of which many speak takes as many places as they are: each but the first steps back behind one more day of
 * others' waiting. So a hundred that say little keep none that says something grave from being read with the first, and
 * none of them keeps other things waiting.
 */
const place = sql<number>`rank - row_number() over (partition by coalesce(about, id::text) order by ${firstOfOneThing})`;

/** Those that wait: what is not suspected, then what weighs and has waited most. Others: the latest first. */
export async function listMatters(db: Kysely<Tables>, which: Which): Promise<Matter[]> {
  const { state = 'waiting', most, from = 0 } = which;
  let query = filtered(db, which).selectAll();
  query =
    state === 'waiting'
      ? query.orderBy('suspect').orderBy(place, 'desc').orderBy('id')
      : query.orderBy('changed_at', 'desc').orderBy('id');
  return (await query.limit(most).offset(from).execute()).map(matterFrom);
}

export async function countMatters(db: Kysely<Tables>, which: Omit<Which, 'most' | 'from'>): Promise<number> {
  const { n } = await filtered(db, which)
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** How many wait of each kind, those of the kind that weighs most first. */
export async function countByKind(db: Kysely<Tables>): Promise<{ kind: string; n: number }[]> {
  const rows = await filtered(db, {})
    .select(['kind', ({ fn }) => fn.countAll<string>().as('n')])
    .groupBy('kind')
    .orderBy(({ fn }) => fn.max('rank'), 'desc')
    .orderBy('kind')
    .execute();
  return rows.map(({ kind, n }) => ({ kind, n: Number(n) }));
}

function filtered(db: Kysely<Tables>, { state = 'waiting', kind, source, project }: Omit<Which, 'most' | 'from'>) {
  let query = db.selectFrom('matter');
  query =
    state === 'decided'
      ? query.where('state', 'in', ['accepted', 'refused', 'withdrawn'])
      : query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (source !== undefined) query = query.where('source', '=', source);
  if (project !== undefined) query = query.where('project', '=', project);
  return query;
}

/** What else waits about the same thing, whoever says it: the gravest first; and how many there are. */
export async function othersAbout(
  db: Kysely<Tables>,
  { id, about }: Pick<Matter, 'id' | 'about'>,
  most: number,
): Promise<{ matters: Matter[]; total: number }> {
  if (about === null) return { matters: [], total: 0 };
  const others = db
    .selectFrom('matter')
    .where('state', '=', 'waiting')
    .where('about', '=', about)
    .where('id', '<>', id);
  const rows = await others.selectAll().orderBy(firstOfOneThing).limit(most).execute();
  const { n } = await others.select(({ fn }) => fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  return { matters: rows.map(matterFrom), total: Number(n) };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function oneMatter(db: Kysely<Tables>, id: string): Promise<Matter | undefined> {
  if (!uuid.test(id)) return undefined;
  const row = await db.selectFrom('matter').selectAll().where('id', '=', id).executeTakeFirst();
  return row && matterFrom(row);
}

/** The matters of one thing, the latest first: the open one, and those that were decided before. */
export async function mattersOf(db: Kysely<Tables>, kind: string, subject: string): Promise<Matter[]> {
  const rows = await db
    .selectFrom('matter')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(matterFrom);
}

/** Everything that was said of a matter, first things first. */
export async function historyOf(db: Kysely<Tables>, matter: string): Promise<SaidOfMatter[]> {
  const rows = await db
    .selectFrom('matter_word')
    .leftJoin('person', 'person.id', 'matter_word.person')
    .select(['what', 'sentence', 'said_at', 'person.name'])
    .where('matter', '=', matter)
    .orderBy('seq')
    .execute();
  return rows.map(({ what, sentence, said_at, name }) => ({ what, by: name || undefined, sentence, at: said_at }));
}

/**
 * How the earlier matters of an author ended. Suspicion and trust are drawn from it: of an address, only from what its
 * owner is known to have sent, since anybody may type it.
 */
export async function reputation(
  db: Kysely<Tables>,
  author: { person: string } | { hash: string },
): Promise<{ accepted: number; refused: number; waiting: number }> {
  const rows = await db
    .selectFrom('matter_author')
    .innerJoin('matter', 'matter.id', 'matter_author.matter')
    .select(['state', ({ fn }) => fn.countAll<string>().as('n')])
    .where((eb) =>
      'person' in author
        ? eb('person', '=', author.person)
        : eb.and([eb('author_hash', '=', author.hash), eb('is_proven', '=', true)]),
    )
    .groupBy('state')
    .execute();
  const of = (...states: MatterState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + Number(n), 0);
  return { accepted: of('accepted'), refused: of('refused'), waiting: of('waiting', 'asked') };
}
