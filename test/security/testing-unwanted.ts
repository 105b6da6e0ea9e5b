/** For these tests: the whole site with a curator and two projects, and what is held back of what people send. */
import { type WholeSite, wholeSite } from './testing.ts';

export type Browser = Awaited<ReturnType<WholeSite['signedIn']>>;
export type GuardedSite = Awaited<ReturnType<typeof guardedSite>>;

/** Fills in what people do not see. */
export const robot = { adresse2: 'https://casino.example' };

export async function guardedSite() {
  const house = await wholeSite();
  const { db } = house;
  const { moderation } = house.people.doors;
  const curator = await house.signedIn('curatrice@exemple.fr', { role: 'curator' });
  return {
    ...house,
    curator,
    first: await house.projectOf('a/1'),
    other: await house.projectOf('c/2'),
    mailsTo: (mail: string) => db.selectFrom('mail').select(['kind', 'text']).where('recipient', '=', mail).execute(),
    /** The latest that waits of a form. */
    heldOf: async (form: string) => (await moderation.list({ kind: `held-${form}`, most: 10 })).at(-1),
    matterOf: async (kind: string, author: string) =>
      db
        .selectFrom('matter')
        .innerJoin('matter_author', 'matter_author.matter', 'matter.id')
        .selectAll('matter')
        .where('kind', '=', kind)
        .where('person', '=', await house.personId(author))
        .executeTakeFirst(),
    say: (matter: string, verdict: string, by = curator) =>
      by.post(`/curation/moderation/${matter}`, { verdict, phrase: 'Merci.' }),
    keptForms: async () => (await db.selectFrom('held_form').select('id').execute()).length,
  };
}
