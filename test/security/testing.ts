/** For these tests: the whole site over a real database, and Zélie, who has used everything that keeps something of a person. */
import { randomUUID } from 'node:crypto';
import { createApi } from '#api/api.ts';
import { workFor } from '#connect/spam/testing.ts';
import { projectStore } from '#match/project-store.ts';
import { review } from '#match/review.ts';
import { testMatcher, testSources } from '#match/testing.ts';
import { projectPath } from '#model/project.ts';
import { testManifest } from '#model/testing.ts';
import { contributionDesk } from '#pipeline/contributions/desk.ts';
import { contributionsSource } from '#pipeline/contributions/source.ts';
import { copyBytes } from '#pipeline/inquiries/picture-copies.ts';
import { runDesk } from '#pipeline/run-desk.ts';
import { catalogueFigures } from '#publish/catalogue-figures.ts';
import { problemCounts, sheetsToMend } from '#publish/sheets-to-mend.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { waitingSheets } from '#web/curation-testing.ts';
import type { Rooms } from '#web/rooms.ts';
import { emptyDesk } from '#web/testing.ts';
import { places } from '#web/testing-country.ts';
import { peopledSite } from '#web/testing-people.ts';
import { aTelling } from '#web/testing-telling.ts';

export const baseUrl = 'http://127.0.0.1:3000';

/** Nothing else in the invented country is called like that. */
export const zelie = { name: 'Zélie Quatrelle', mail: 'zelie@quatrelle.example', phone: '06 87 65 43 21' };
/** Her name, her address or her phone, however they are written, folded, encoded or cut. */
export const ofZelie = /z[eé]lie|z%C3%A9lie|quatrelle|87[\s.%+-]*(?:20)?65[\s.%+-]*(?:20)?43[\s.%+-]*(?:20)?21/i;
/** What she writes, wherever something is to be written. */
export const herWords = `Je suis ${zelie.name}, écrivez à ${zelie.mail} ou appelez le ${zelie.phone}.`;

const manifests = new Map(['a', 'b', 'c'].map((id) => [id, testManifest({ id, introductions: true })]));

/** Sources a, b and c, their sheets and projects; whoever signs in; every room open, and the API beside. */
export async function wholeSite() {
  const engine = createMemoryEngine();
  const held: { reachable: Map<string, { mail: string; person: string }>; titles: Map<string, string> } = {
    reachable: new Map(),
    titles: new Map(),
  };
  const house = await peopledSite({
    baseUrl,
    async over({ db }) {
      const sources = new Map([[contributionsSource.id, contributionsSource]]);
      const decisions = review({ db, sources: async () => sources, now: () => new Date() });
      const rooms = { db, gazetteer: places(), sources, now: () => new Date(), engine, decisions, baseUrl };
      return { rooms: {}, telling: contributionDesk({ ...rooms, log: { error: () => {} } }) };
    },
    introductions: {
      reach: async (id) => {
        const her = held.reachable.get(id);
        return {
          title: held.titles.get(id) ?? id,
          sources: ['a'],
          holders: [
            her === undefined
              ? { mail: 'tenante@bocal.example', via: 'sheet' as const }
              : { ...her, via: 'claimed' as const },
          ],
          lacks: 'no-address' as const,
        };
      },
      nameOf: () => ({ fr: 'Le réseau A', en: 'Network A' }),
    },
    rooms: (db): Partial<Rooms> => ({
      proxies: 1,
      queues: { pairs: async () => 1 },
      projects: projectStore(db),
      pictures: (id, size) => copyBytes(db, id, size),
      review: review({ db, sources: async () => testSources, now: () => new Date() }),
      sources: manifests,
      runs: runDesk({ db, log: { error: () => {} }, describeSoon: async () => undefined }),
      catalogueFigures: (source) => catalogueFigures(db, source),
      toMend: { sheets: (asked) => sheetsToMend(db, asked), problems: (source) => problemCounts(db, source) },
    }),
  });
  const { db } = house;
  const matcher = await testMatcher(db);
  for (const [id, manifest] of manifests)
    await db
      .updateTable('source')
      .set({ manifest: JSON.stringify(manifest) })
      .where('id', '=', id)
      .execute();
  await matcher.change(waitingSheets());
  const api = createApi({
    ...{ engine, projects: projectStore(db), sources: manifests, territories: places() },
    personOf: house.people.doors.accounts.personOf,
    review: review({ db, sources: async () => testSources, now: () => new Date() }),
    words: emptyDesk,
    freshness: async () => new Map(),
    turns: async () => new Map(),
    ...{
      baseUrl,
      now: () => new Date(),
      log: { error: (fields, message) => house.complaints.push({ fields, message }) },
    },
  });
  /** The project in which a sheet stands. */
  const projectOf = async (sheet: string) => {
    const { body } = await db
      .selectFrom('project_sheet')
      .innerJoin('project', 'project.id', 'project_sheet.project')
      .select('project.body')
      .where('project_sheet.sheet', '=', sheet)
      .executeTakeFirstOrThrow();
    held.titles.set(body.id, body.title);
    return { id: body.id, path: projectPath(body) };
  };
  const personId = async (mail: string) =>
    (await db.selectFrom('person').select('id').where('mail', '=', mail).executeTakeFirstOrThrow()).id;
  let network = 0;
  return {
    ...house,
    api,
    matcher,
    projectOf,
    personId,
    sources: manifests,
    projects: projectStore(db),
    /** A word on which project is which, by somebody. */
    review: review({ db, sources: async () => testSources, now: () => new Date() }),
    /** On a network of its own, so that nobody's tries are counted against another's. */
    visitor: () => house.browser(`203.0.113.${++network}`),
    /** Signed in, with a role, speaking for a catalogue if one is named. */
    async signedIn(mail: string, { role, source }: { role?: 'curator' | 'administrator'; source?: string } = {}) {
      const browser = house.browser(`203.0.113.${++network}`);
      await browser.signIn(mail);
      if (role !== undefined) await house.setRole(mail, role);
      if (source !== undefined)
        await db
          .insertInto('person_partner')
          .values({ person: await personId(mail), source, role: 'editor' })
          .execute();
      return browser;
    },
    /** What is written to the project goes to this person. */
    answersFor: (project: string, mail: string, person: string) => held.reachable.set(project, { mail, person }),
    async close() {
      await engine.close();
      await house.close();
    },
    anew: () => db.deleteFrom('rate_limit').execute(),
  };
}

export type WholeSite = Awaited<ReturnType<typeof wholeSite>>;
type Browser = ReturnType<WholeSite['visitor']>;

const done = (answer: Response, what: string): Response => {
  if (answer.status >= 400) throw new Error(`${what}: ${answer.status}`);
  return answer;
};

/** Zélie signs in and uses everything; gives what stands behind the addresses of her pages. */
export async function zelieUsesEverything(house: WholeSite) {
  const { db, people } = house;
  const her = house.visitor();
  await her.signIn(zelie.mail);
  await her.signIn(zelie.mail);
  done(await her.post('/compte', { nom: `${zelie.name} ${zelie.phone}`, langue: 'fr' }), 'her name');
  const id = await house.personId(zelie.mail);
  const [first, second, third] = [
    await house.projectOf('a/1'),
    await house.projectOf('c/9'),
    await house.projectOf('a/2'),
  ] as const;

  done(await her.post('/alertes/suivre?q=quatrelle', { rythme: 'daily' }), 'an alert');
  const kept = done(
    await her.post('/compte/carnets', { titre: `Carnet de ${zelie.name}`, texte: herWords }),
    'a collection',
  );
  const collection = /carnets\/([0-9a-z]{10})/.exec(kept.headers.get('location') ?? '')![1]!;
  done(await her.post('/compte/carnets/ajouter', { projet: first.id, carnet: collection }), 'an item');
  done(await her.post(`/compte/carnets/${collection}`, { faire: 'noter', projet: first.id, note: herWords }), 'a note');

  const correcting = `/projets/${first.path}/corriger`;
  const wrong = { champ: 'other', raison: herWords, source: herWords.slice(0, 400), valeur: herWords };
  done(await her.post(correcting, wrong), 'a correction');
  done(
    await her.post(`/projets/${first.path}/revendiquer`, { par: 'courriel', mail: 'contact@bocal.example' }),
    'a claim by mail',
  );
  done(await her.post(`/projets/${second.path}/revendiquer`, { par: 'parole', message: herWords }), 'a claim by word');
  done(await her.post(`/projets/${third.path}/revendiquer`, { par: 'parole', message: herWords }), 'another claim');
  const claims = await db.selectFrom('claim').selectAll().where('person', '=', id).execute();
  const asked = claims.find(({ project }) => project === second.id)!;
  const settled = claims.find(({ project }) => project === third.id)!;
  await people.doors.claims.settle({
    source: 'a',
    claim: settled.id,
    held: true,
    why: '',
    by: { id: 'somebody' },
    curator: true,
  });
  done(await her.post('/compte/projets', { acte: 'nouvelle', demande: settled.id, nouvelle: herWords }), 'news');
  done(await her.post(`/projets/${first.path}/signaler`, { motif: 'personal', texte: herWords }), 'a report');

  const message = { motif: 'learn', message: herWords, nom: zelie.name, accord: 'oui' };
  const begun = done(await her.post(`/projets/${first.path}/contact`, message), 'an introduction');
  const introduction = /contacts\/([0-9a-f-]{36})/.exec(begun.headers.get('location') ?? '')![1]!;
  house.answersFor(third.id, zelie.mail, id);
  const nina = await house.signedIn('nina@exemple.fr');
  const written = done(
    await nina.post(`/projets/${third.path}/contact`, {
      ...message,
      message: `Chère ${zelie.name}, comment faites-vous ?`,
      nom: 'Nina',
    }),
    'one to her',
  );
  const received = /contacts\/([0-9a-f-]{36})/.exec(written.headers.get('location') ?? '')![1]!;
  done(await her.post(`/contacts/${received}`, { fait: 'write', texte: herWords, nom: zelie.name }), 'her answer');
  done(await her.post(`/contacts/${received}`, { fait: 'agree' }), 'her consent');
  done(await nina.post(`/contacts/${received}`, { fait: 'agree' }), 'the consent of the other');
  const start = '/contribuer/projet';
  const stampIn = async (path: string) =>
    /name="stamp" value="([^"]+)"/.exec(await (await her.get(path)).text())?.[1] ?? '';
  const told = { ...aTelling, body: herWords, holder: zelie.name, attribution: zelie.name, contact: zelie.mail };
  const begin = async (title: string) => {
    const saved = await her.post(start, { ...told, title, stamp: await stampIn(start) });
    return /projet\/([0-9a-f-]{36})/.exec(done(saved, 'a telling').headers.get('location') ?? '')![1]!;
  };
  const draft = await begin('Un brouillon');
  const contribution = await begin('Une cantine');
  const stamp = await stampIn(`${start}/${contribution}/apercu`);
  const sent = await her.post(`${start}/${contribution}/envoyer`, { stamp, work: workFor(stamp) });
  if (!sent.headers.get('location')?.includes('merci')) throw new Error(`the telling was not sent: ${sent.status}`);

  const wishes = {
    nom: 'Jardins du Nord',
    phrase: 'Ensemble',
    texte: 'Depuis 2020.',
    rejoindre: 'open',
    ecrire: 'members',
  };
  const criteria = { recherche: `${baseUrl}/recherche?q=jardin&territoire=departement-59` };
  const founded = done(await her.post('/communautes/nouvelle', { ...wishes, ...criteria }), 'a community');
  const community = founded.headers.get('location')!.split('/').at(-1)!;
  const need = { faire: 'besoin', titre: 'Nous cherchons', mots: 'serre', texte: herWords };
  done(await her.post(`/communautes/${community}`, need), 'a need');
  const dates = { debut: '2031-05-03T10:00', fin: '2031-05-03T12:00' };
  const meeting = { faire: 'rencontre', titre: `Chez ${zelie.name}`, lieu: 'Lille', texte: herWords, ...dates };
  done(await her.post(`/communautes/${community}`, meeting), 'a meeting');

  // In another's community she writes words that stay there without her.
  const theirs = await nina.post('/communautes/nouvelle', { ...wishes, nom: 'Chez Nina', ...criteria });
  const circle = done(theirs, 'another community').headers.get('location')!;
  await db.updateTable('community').set({ state: 'open' }).where('id', '=', circle.split('/').at(-1)!).execute();
  done(await her.post(circle, { faire: 'rejoindre' }), 'her membership');
  done(await her.post(circle, { faire: 'nouvelles', rythme: 'daily' }), 'her news');
  done(await her.post(circle, { ...need, titre: `Besoin de ${zelie.name}` }), 'a need there');
  done(await her.post(circle, { faire: 'nouveau-carnet', titre: `Choix de ${zelie.name}` }), 'a collection there');
  const row = await db.selectFrom('collection').select('id').where('owner', 'is', null).executeTakeFirstOrThrow();
  const shared = `/compte/carnets/${row.id}`;
  done(await her.post('/compte/carnets/ajouter', { projet: first.id, carnet: row.id }), 'an item there');
  done(await her.post(shared, { faire: 'noter', projet: first.id, note: herWords }), 'a note there');
  const described = { faire: 'decrire', titre: `Choix de ${zelie.name}`, texte: herWords };
  done(await her.post(shared, described), 'a presentation there');
  done(await nina.post(shared, { faire: 'partager', partage: 'public' }), 'made public');
  const [read] = await people.doors.moderation.mattersOf('collection', row.id);
  const by = await house.personId('nina@exemple.fr');
  const decided = await people.doors.moderation.decide(read!.id, { verdict: 'accept', by, sentence: '' });
  if (decided.is !== 'decided') throw new Error('her collection was not read');
  const needed = await db
    .selectFrom('community_need')
    .select('id')
    .where('title', 'like', 'Besoin de %')
    .executeTakeFirstOrThrow();
  done(await nina.post(`${circle}/signaler?besoin=${needed.id}`, { texte: 'Cela ne va pas.' }), 'a report on it');

  return {
    draft,
    contribution,
    community,
    her,
    nina,
    id,
    first,
    second,
    third,
    collection,
    introduction,
    received,
    asked: asked.id,
    settled: settled.id,
    correcting,
  };
}

/** As a stranger, before she has an account or when she is signed out. */
export async function zelieUnsigned(house: WholeSite, at: Browser): Promise<void> {
  const { path } = await house.projectOf('c/2');
  done(
    await at.post(`/projets/${path}/signaler`, { motif: 'outdated', texte: herWords, mail: zelie.mail }),
    'a report',
  );
  done(
    await at.post(`/projets/${path}/corriger`, {
      champ: 'other',
      raison: herWords,
      valeur: herWords,
      mail: zelie.mail,
    }),
    'a correction',
  );
  done(
    await at.post(`/projets/${path}/contact`, {
      motif: 'learn',
      message: herWords,
      nom: zelie.name,
      mail: zelie.mail,
      accord: 'oui',
    }),
    'an introduction',
  );
  done(await at.post('/alertes/suivre?q=quatrelle', { mail: zelie.mail, rythme: 'weekly' }), 'an alert');
}

/** A run that was read from a catalogue. */
export async function aRun(house: WholeSite, source: string): Promise<string> {
  const id = randomUUID();
  const at = new Date('2026-05-03T10:00:00Z');
  await house.db
    .insertInto('run')
    .values({ id, source, origin: 'test', state: 'done', started_at: at, ended_at: at })
    .execute();
  return id;
}
