/** For tests: a site on which people open communities and gather projects, and the curator who reads what they write. */
import { type PeopledSite, peopledSite } from './testing-people.ts';

/** What is laid over the peopled site. */
type Options = NonNullable<Parameters<typeof peopledSite>[0]>['rooms'];

export async function circlesHouse(rooms: Options = {}) {
  const house = await peopledSite({ rooms: { proxies: 1, ...rooms } });
  let networks = 0;
  const idOf = async (name: string) =>
    (
      await house.db
        .selectFrom('person')
        .select('id')
        .where('mail', '=', `${name}@exemple.fr`)
        .executeTakeFirstOrThrow()
    ).id;
  const signedIn = async (name: string) => {
    const person = house.browser(`203.0.113.${++networks}`);
    await person.signIn(`${name}@exemple.fr`);
    await person.post('/compte', { nom: name, langue: 'fr' });
    return person;
  };
  const curator = await signedIn('curatrice');
  await house.setRole('curatrice@exemple.fr', 'curator');
  const by = await idOf('curatrice');
  const { moderation } = house.people.doors;
  /** The matter of this kind that waits and tells of the id at the end of the path. */
  const waiting = async (path: string, kind = 'community') => {
    const id = path.split('/').at(-1)!;
    return (await moderation.list({ most: 100, kind })).find((one) => JSON.stringify(one).includes(id));
  };
  const decide = async (path: string, verdict: 'accept' | 'ask' | 'refuse', kind = 'community') => {
    const matter = await waiting(path, kind);
    if (matter === undefined) throw new Error(`nothing of ${path} waits as ${kind}`);
    const outcome = await moderation.decide(matter.id, { verdict, by, sentence: 'Bienvenue à vous.' });
    if (outcome.is === 'refused') throw new Error(outcome.why);
    return matter.id;
  };
  const found = async (person: Visitor, more: Record<string, string> = {}) => {
    const answer = await person.post('/communautes/nouvelle', fields(more));
    if (answer.status !== 303) throw new Error(await answer.text());
    return answer.headers.get('location')!;
  };
  return {
    ...house,
    curator,
    by,
    idOf,
    signedIn,
    waiting,
    decide,
    found,
    async opened(person: Visitor, more: Record<string, string> = {}) {
      const path = await found(person, more);
      await decide(path, 'accept');
      return path;
    },
  };
}

export type CirclesHouse = Awaited<ReturnType<typeof circlesHouse>>;
export type Visitor = ReturnType<PeopledSite['browser']>;

/** The form of a community, filled in. */
export const fields = (more: Record<string, string> = {}) => ({
  ...{
    nom: 'Jardins du Nord',
    phrase: 'Ceux qui jardinent ensemble',
    texte: 'Depuis 2020.',
    rejoindre: 'open',
    ecrire: 'members',
  },
  ...{ recherche: 'https://carrefour.exemple/recherche?q=jardin&territoire=departement-59&page=3', ...more },
});

/** An answer with its words, spaces that do not break made plain. */
export const read = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer;
  return { status, headers, body: (await (await answer).text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};

export const say = (person: Visitor, path: string, faire: string, more: Record<string, string> = {}) =>
  person.post(path, { faire, ...more });

/** Makes a collection; gives its id. */
export const collect = async (person: Visitor, titre: string, texte = ''): Promise<string> => {
  const made = await person.post('/compte/carnets', { titre, texte });
  return /carnets\/(\w{10})/.exec(made.headers.get('location') ?? '')![1]!;
};
