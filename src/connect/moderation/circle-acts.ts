/**
 * What curators let stand of what circles write, and what they took off, act by act. Everybody reads what the latest act
 * says: the words that were accepted, or nothing once a report was. An act that is undone is gone, and it alone: what
 * came before or after stays as it was decided. The caller holds the circle.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { AdmittedTelling, AdmittedWords } from '#db/tables-of-people.ts';

/** A need or a meeting has no words here: its community was admitted, and reports take it off. */
export type Thing = { what: 'community' | 'collection' | 'need' | 'meeting'; id: string };

const tables = {
  community: 'community',
  collection: 'collection',
  need: 'community_need',
  meeting: 'community_meeting',
} as const;

interface Act {
  /** The matter that was decided: by it the act is undone. */
  matter: string;
  now: Date;
}

/** A curator accepts what a circle says. */
export async function admit(
  tx: Kysely<Tables>,
  thing: { what: 'community'; id: string } | { what: 'collection'; id: string },
  words: AdmittedTelling | AdmittedWords,
  { matter, now }: Act,
): Promise<void> {
  const { what, id } = thing;
  await tx
    .insertInto('circle_act')
    .values({ matter, [what]: id, words: JSON.stringify(words), at: now })
    .execute();
  await settle(tx, thing);
}

/** A curator accepts a report. What is gone meanwhile is off without it. */
export async function takeOff(tx: Kysely<Tables>, thing: Thing, { matter, now }: Act): Promise<void> {
  await sql`
    insert into circle_act (matter, ${sql.ref(thing.what)}, at)
    select ${matter}::uuid, id, ${now} from ${sql.table(tables[thing.what])} where id = ${thing.id}`.execute(tx);
  await settle(tx, thing);
}

/** Undoes what was done by a matter. False when nothing is left of it. */
export async function takeBack(tx: Kysely<Tables>, matter: string): Promise<boolean> {
  const act = await tx.deleteFrom('circle_act').where('matter', '=', matter).returningAll().executeTakeFirst();
  if (act === undefined) return false;
  for (const what of Object.keys(tables) as Thing['what'][]) {
    const id = act[what];
    if (id !== null) await settle(tx, { what, id });
  }
  return true;
}

/** The latest, and the latest words that were accepted, whether a report took them off or not. */
export async function latestActs(db: Kysely<Tables>, { what, id }: Thing) {
  const of = db.selectFrom('circle_act').select(['seq', 'matter', 'words', 'at']).where(what, '=', id);
  const latest = await of.orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const accepted = await of.where('words', 'is not', null).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return { latest, accepted, takenOffAt: latest?.words === null ? latest.at : undefined };
}

/** For whoever would accept it anew: that a report took it off, and when. */
export const takenOffFact = ({ takenOffAt }: { takenOffAt: Date | undefined }) =>
  takenOffAt === undefined ? [] : [{ name: 'takenOff', value: takenOffAt.toISOString().slice(0, 10) }];

/** Changes the words of every act of a circle: what is taken away comes back with no undoing. */
export async function changeAdmitted<Words extends AdmittedTelling | AdmittedWords>(
  tx: Kysely<Tables>,
  thing: Thing & { what: 'community' | 'collection' },
  change: (words: Words) => Words,
): Promise<void> {
  const acts = await tx
    .selectFrom('circle_act')
    .select(['seq', 'words'])
    .where(thing.what, '=', thing.id)
    .where('words', 'is not', null)
    .execute();
  for (const { seq, words } of acts) {
    const changed = JSON.stringify(change(words as Words));
    if (changed !== JSON.stringify(words))
      await tx.updateTable('circle_act').set({ words: changed }).where('seq', '=', seq).execute();
  }
  await settle(tx, thing);
}

/** Words that nothing brings back: later ones were accepted, by a decision too old to be undone. */
export async function forgetOldActs(db: Kysely<Tables>): Promise<void> {
  await sql`
    delete from circle_act old using circle_act later
    where later.seq > old.seq and later.matter is null and later.words is not null
      and (later.community = old.community or later.collection = old.collection)`.execute(db);
}

/** Writes down, where it is read, what the acts that are left say. */
async function settle(tx: Kysely<Tables>, { what, id }: Thing): Promise<void> {
  if (what === 'collection')
    await sql`
      update collection set admitted =
        (select words from circle_act where circle_act.collection = ${id} order by seq desc limit 1)
      where id = ${id}`.execute(tx);
  else if (what === 'community') {
    await sql`
      update community set removed_at =
        (select case when words is null then at end from circle_act where community = ${id} order by seq desc limit 1)
      where id = ${id}`.execute(tx);
    // One that is not open says what its admins write: it is read whole before it opens.
    await sql`
      update community
      set name = words ->> 'name', lead = words ->> 'lead', about = words ->> 'about', criteria = words ->> 'criteria'
      from (select words from circle_act where community = ${id} and words is not null order by seq desc limit 1) said
      where community.id = ${id} and community.state = 'open'`.execute(tx);
  } else
    await sql`
      update ${sql.table(tables[what])} set removed_at =
        (select min(at) from circle_act where ${sql.ref(what)} = ${id}::uuid)
      where id = ${id}::uuid`.execute(tx);
}
