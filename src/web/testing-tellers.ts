/** For tests: people who tell projects over the site, and the curator who reads them. */

import { workFor } from '#connect/spam/testing.ts';
import { noCriteria } from '#model/criteria.ts';
import { aTelling, type TellingHouse } from './testing-telling.ts';

export type Teller = ReturnType<TellingHouse['browser']>;

export const bodyOf = async (answer: Response) => (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
export const read = async (browser: Teller, path: string) => bodyOf(await browser.get(path));
export const stampOf = (page: string) => /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '';

/** Fills the form in and saves it; gives the address of what was begun. */
export async function begin(browser: Teller, fields: Record<string, string> = {}) {
  const stamp = stampOf(await read(browser, '/contribuer/projet'));
  const saved = await browser.post('/contribuer/projet', { ...aTelling, stamp, ...fields });
  const own = new URL(saved.headers.get('location') ?? '/', 'http://x').pathname;
  return { saved, own, id: own.split('/').at(-1)! };
}

export async function send(browser: Teller, path: string, more: Record<string, string> = {}) {
  const stamp = stampOf(await read(browser, `${path}/apercu`));
  return browser.post(`${path}/envoyer`, { stamp, work: workFor(stamp), ...more });
}

/** The people of a house: a curator, and as many others as are needed, each from a network of their own. */
export async function tellersOf(house: TellingHouse) {
  const curator = house.browser('203.0.113.9');
  await curator.signIn('cura@exemple.fr');
  await house.setRole('cura@exemple.fr', 'curator');
  let networks = 30;
  const matterOf = async (id: string) => (await house.people.doors.moderation.mattersOf('contribution', id))[0];
  return {
    curator,
    somebody: () => house.browser(`198.51.100.${networks++}`),
    matterOf,
    async accept(id: string) {
      const matter = await matterOf(id);
      return curator.post(`/curation/moderation/${matter!.id}`, { verdict: 'accept', phrase: 'Merci !' });
    },
    lastMail: (to: string) =>
      house.db
        .selectFrom('mail')
        .selectAll()
        .where('recipient', '=', to)
        .orderBy('created_at', 'desc')
        .executeTakeFirst(),
    /** What the site holds of a contribution, and whether it shows it. */
    sheetOf: (id: string) =>
      house.db
        .selectFrom('sheet')
        .select(['body', 'live'])
        .where('record', '=', `contributions/${id}`)
        .executeTakeFirstOrThrow(),
    /** The project on whose page a contribution stands; undefined: on none. */
    projectOf: async (id: string) =>
      (
        await house.db
          .selectFrom('project_sheet')
          .select('project')
          .where('sheet', '=', `contributions/${id}`)
          .executeTakeFirst()
      )?.project,
    /** The search, as soon as it says so: within seconds. */
    async found(words: string): Promise<string | undefined> {
      for (let n = 0; n < 100; n++) {
        await house.live.catchUp();
        const { hits } = await house.live.engine.search({ criteria: { ...noCriteria, q: words } });
        if (hits[0] !== undefined) return hits[0].id;
      }
      return undefined;
    },
  };
}

export type Tellers = Awaited<ReturnType<typeof tellersOf>>;
