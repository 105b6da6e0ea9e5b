/** What somebody who gathers projects would notice: kept, ordered, annotated, shared, printed, taken away; and by nobody else. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load } from 'cheerio';
import { mostCollections } from '#connect/collections/collections.ts';
import { mostItems } from '#connect/collections/items.ts';
import { storeOf } from './testing.ts';
import { inventProjects } from './testing-country.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

const projects = inventProjects();
const [one, two, three, hidden] = projects as [Project, Project, Project, Project];
type Project = (typeof projects)[number];
const former = '0123456789';

let house: PeopledSite;
before(async () => {
  house = await peopledSite({
    rooms: { projects: storeOf(projects, { gone: [hidden.id], moved: { [former]: one.id } }) },
  });
});
after(() => house.close());

type Visitor = ReturnType<PeopledSite['browser']>;
const read = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer;
  return { status, headers, body: (await (await answer).text()).replaceAll(/[\u00a0\u202f]/g, ' ') };
};
const signedIn = async (name: string) => {
  const person = house.browser();
  await person.signIn(`${name}@exemple.fr`);
  return person;
};
const make = async (person: Visitor, titre = 'Un carnet', texte = '') => {
  const answer = await person.post('/compte/carnets', { titre, texte });
  return answer.headers.get('location')!.match(/carnets\/(\w{10})/)![1]!;
};
/** Made public, and read by a curator. */
const publish = async (person: Visitor, id: string) => {
  await edit(person, id, { faire: 'partager', partage: 'public' });
  const { moderation } = house.people.doors;
  const [matter] = await moderation.mattersOf('collection', id);
  // Somebody else than its owner: nobody accepts their own.
  const mail = 'curatrice@exemple.fr';
  await house.db
    .insertInto('person')
    .values({ id: 'curatrice', name: '', mail, mail_verified: true, role: 'curator' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (matter?.state === 'waiting')
    await moderation.decide(matter.id, { verdict: 'accept', by: 'curatrice', sentence: '' });
};
const keep = (person: Visitor, carnet: string, projet: string) =>
  person.post('/compte/carnets/ajouter', { carnet, projet });
const edit = (person: Visitor, id: string, fields: Record<string, string>) =>
  person.post(`/compte/carnets/${id}`, fields);
const titlesAt = async (person: Visitor, path: string) =>
  load((await read(person.get(path))).body)('.card h3')
    .map((_, title) => load(title).text().trim())
    .get();

describe('collections', () => {
  test('a project is kept from its card: asked to sign in, then led back, into a new collection', async () => {
    const results = load((await read(house.browser().get('/recherche'))).body);
    const link = results('.card .keep').first().attr('href')!;
    assert.match(link, /^\/compte\/carnets\/ajouter\?projet=\w{10}$/);
    const stranger = await read(house.browser().get(link));
    assert.equal(stranger.status, 401);
    assert.match(stranger.body, /name="retour" value="\/compte\/carnets\/ajouter\?projet=/);
    const ana = await signedIn('ana');
    const added = await ana.post('/compte/carnets/ajouter', { projet: one.id, titre: 'Pour la mairie', texte: '' });
    const path = added.headers.get('location')!;
    assert.match((await read(ana.get(path))).body, /C’est gardé/);
    assert.match((await read(ana.get(link.replace(/\w{10}$/, one.id)))).body, /il y est déjà/);
    assert.match((await read(ana.get(`/projets/${one.id}`))).headers.get('location') ?? '', /projets/);
  });

  test('an order and notes by buttons; twice is once; what is merged is one, what is hidden is counted', async () => {
    const ana = await signedIn('ana');
    const id = await make(ana, 'Ordre');
    for (const project of [one.id, two.id, hidden.id, three.id, three.id])
      await keep(ana, id, project === hidden.id ? two.id : project);
    // As if it had been hidden, and another merged, after they were kept.
    for (const [project, place] of [[hidden.id, 9] as const, [former, 10] as const])
      await house.db
        .insertInto('collection_item')
        .values({ collection: id, project, note: 'ancienne note', place, added_at: new Date() })
        .execute();
    const own = `/carnets/${id}`;
    const titles = (given: Project[]) => given.map(({ title }) => title.replaceAll("'", '’'));
    assert.deepEqual(await titlesAt(ana, own), titles([one, two, three]));
    assert.match((await read(ana.get(own))).body, /Un projet qui s’y trouvait n’est plus publié/);
    const page = load((await read(ana.get(`/compte/carnets/${id}`))).body);
    const press = async (project: Project, said: string) => {
      const form = page(`#p-${project.id} button:contains("${said}")`).closest('form');
      const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
      await edit(ana, id, { ...fields, faire: form.find('button').attr('value')! });
    };
    await press(three, 'Monter');
    assert.deepEqual(await titlesAt(ana, own), titles([one, three, two]));
    await press(one, 'Descendre');
    assert.equal((await titlesAt(ana, own))[0], titles([three])[0]);
    await edit(ana, id, { projet: `${one.id} ${former}`, note: 'Une seule note', faire: 'noter' });
    const body = (await read(ana.get(own))).body;
    assert.match(body, /Une seule note/);
    assert.doesNotMatch(body, /ancienne note/);
    await edit(ana, id, { projet: one.id, faire: 'retirer' });
    assert.ok(!(await titlesAt(ana, own)).includes(titles([one])[0]!));
  });

  test('private, by its link, public: who reads what, and a new link closes the former', async () => {
    const ana = await signedIn('ana');
    const id = await make(ana, 'À lire', 'Le lead');
    await keep(ana, id, one.id);
    const eve = await signedIn('eve');
    const stranger = house.browser();
    const paths = ['', '/dossier', '/carnet.csv', '/carnet.json', '/carnet.geojson'].map(
      (end) => `/carnets/${id}${end}`,
    );
    const statuses = async (who: Visitor, query = '') => {
      const all = await Promise.all(paths.map(async (path) => (await who.get(path + query)).status));
      return [...new Set(all)];
    };
    assert.deepEqual(await statuses(ana), [200]);
    for (const who of [eve, stranger]) assert.deepEqual(await statuses(who), [404]);
    await edit(ana, id, { faire: 'partager', partage: 'link' });
    const keyOf = async () =>
      new URL(load((await read(ana.get(`/compte/carnets/${id}`))).body)('#lien').attr('value')!).search;
    const first = await keyOf();
    assert.deepEqual(await statuses(stranger), [404]);
    assert.deepEqual(await statuses(stranger, '?cle='), [404]);
    assert.deepEqual(await statuses(stranger, first), [200]);
    const byLink = await stranger.get(`/carnets/${id}${first}`);
    assert.equal(byLink.headers.get('cache-control'), 'private, no-store');
    assert.match(await byLink.text(), /noindex/);
    await edit(ana, id, { faire: 'partager', partage: 'link' });
    assert.deepEqual(await statuses(stranger, first), [404]);
    assert.ok(!(await read(stranger.get('/carnets'))).body.includes('À lire'));
    await publish(ana, id);
    assert.deepEqual(await statuses(stranger), [200]);
    const seen = await read(stranger.get(`/carnets/${id}`));
    assert.equal(seen.headers.get('cache-control'), 'public, no-cache');
    assert.doesNotMatch(seen.body, /noindex|ana@|Modifier ce carnet/);
    assert.match((await read(stranger.get('/en/carnets'))).body, /À lire/);
  });

  test('nobody changes another’s collection, by any form', async () => {
    const ana = await signedIn('ana');
    const id = await make(ana, 'À moi');
    await keep(ana, id, one.id);
    await publish(ana, id);
    const eve = await signedIn('eve');
    assert.equal((await eve.get(`/compte/carnets/${id}`)).status, 404);
    assert.equal((await keep(eve, id, two.id)).status, 400);
    const asked: Record<string, string>[] = [
      { faire: 'decrire', titre: 'À Ève', texte: '' },
      { faire: 'partager', partage: 'private' },
      { faire: 'noter', projet: one.id, note: 'Ève' },
      { faire: 'retirer', projet: one.id },
      { faire: 'ranger', projet: one.id, avant: two.id },
      { faire: 'supprimer' },
    ];
    for (const fields of asked) assert.equal((await edit(eve, id, fields)).status, 404, fields.faire);
    assert.deepEqual((await titlesAt(house.browser(), `/carnets/${id}`)).length, 1);
    assert.match((await read(ana.get(`/carnets/${id}`))).body, /<h1>À moi<\/h1>/);
  });

  test('script in a title, a text, a note is text, everywhere; what is too long or empty is told and kept in the form', async () => {
    const ana = await signedIn('ana');
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const id = await make(ana, evil, evil);
    await keep(ana, id, one.id);
    await edit(ana, id, { faire: 'noter', projet: one.id, note: evil });
    await publish(ana, id);
    for (const path of [
      `/carnets/${id}`,
      `/carnets/${id}/dossier`,
      '/carnets',
      '/compte/carnets',
      `/compte/carnets/${id}`,
    ])
      assert.doesNotMatch((await read(ana.get(path))).body, /<script>alert|<img src=x/, path);
    for (const fields of [
      { titre: '', texte: 'gardé' },
      { titre: 'x'.repeat(121), texte: 'gardé' },
      { titre: '\u0000 \n', texte: 'gardé' },
    ]) {
      const answer = await read(ana.post('/compte/carnets', fields));
      assert.equal(answer.status, 400);
      assert.match(answer.body, /role="alert"[\s\S]*gardé/);
    }
    assert.equal((await edit(ana, id, { faire: 'constructor' })).status, 400);
    assert.equal((await ana.post('/compte/carnets/ajouter', { projet: "' or 1=1", carnet: id })).status, 404);
  });

  test('files: CSV and GeoJSON by the writers of all exports, JSON with the notes', async () => {
    const ana = await signedIn('fil');
    const id = await make(ana, 'Fichiers');
    for (const project of [two, one]) await keep(ana, id, project.id);
    await edit(ana, id, { faire: 'noter', projet: two.id, note: 'À visiter' });
    const csv = await read(ana.get(`/carnets/${id}/carnet.csv`));
    assert.match(csv.headers.get('content-disposition')!, /carrefour-carnet-\w+\.csv/);
    assert.ok(csv.body.indexOf(two.id) < csv.body.indexOf(one.id), 'in its order');
    const geo = JSON.parse((await read(ana.get(`/carnets/${id}/carnet.geojson`))).body);
    assert.equal(geo.projects, 2);
    const json = JSON.parse((await read(ana.get(`/carnets/${id}/carnet.json`))).body);
    assert.deepEqual(
      json.projects.map(({ note, project }: { note: string; project: { id: string } }) => [note, project.id]),
      [
        ['À visiter', two.id],
        ['', one.id],
      ],
    );
    assert.equal((await ana.get(`/carnets/${id}/carnet.exe`)).status, 404);
  });

  test('as a dossier: what is in it, each project with its note, then whose words these are and under which licence', async () => {
    const ana = await signedIn('dora');
    const id = await make(ana, 'Pour le conseil', 'Ce qui existe ailleurs.');
    for (const project of [one, two]) await keep(ana, id, project.id);
    await edit(ana, id, { faire: 'noter', projet: two.id, note: 'Visité en mai.' });
    const dossier = load((await read(ana.get(`/carnets/${id}/dossier`))).body);
    assert.deepEqual(
      dossier('.contents a')
        .map((_, a) => dossier(dossier(a).attr('href')!).length)
        .get(),
      [1, 1],
    );
    assert.match(dossier(`#p-${two.id}`).text(), /Visité en mai/);
    const sources = dossier('.dossier-sources li').toArray();
    const told = new Set([one, two].flatMap(({ tellings }) => tellings.map(({ source }) => source)));
    assert.equal(sources.length, told.size);
    for (const source of sources) assert.match(dossier(source).text(), /Licence Ouverte 2\.0|ODbL|CC/);
    assert.equal(dossier('.dossier-sources a[rel~=license]').length, sources.length);
  });

  test('sent ten times at once: one item; as many as may be, and no more', async () => {
    const kim = await signedIn('kim');
    const id = await make(kim, 'Plein');
    await Promise.all(Array.from({ length: 10 }, () => keep(kim, id, one.id)));
    const count = () => house.db.selectFrom('collection_item').select('project').where('collection', '=', id).execute();
    assert.equal((await count()).length, 1);
    await house.db
      .insertInto('collection_item')
      .values(
        Array.from({ length: mostItems - 1 }, (_, rank) => ({
          ...{
            collection: id,
            project: String(rank).padStart(10, '0'),
            note: '',
            place: rank + 2,
            added_at: new Date(),
          },
        })),
      )
      .execute();
    assert.match((await read(keep(kim, id, two.id))).body, /cinq cents/);
    const { id: person } = await house.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'kim@exemple.fr')
      .executeTakeFirstOrThrow();
    const desk = house.people.doors.collections;
    await Promise.all(Array.from({ length: mostCollections + 5 }, () => desk.create(person, { title: 'x', lead: '' })));
    assert.equal((await desk.mine(person)).length, mostCollections);
  });

  test('an account that goes takes its collections with it, and has them in its data before', async () => {
    const lou = await signedIn('lou');
    const id = await make(lou, 'Adieu');
    await keep(lou, id, one.id);
    const data = JSON.parse((await read(lou.get('/compte/donnees.json'))).body);
    assert.deepEqual(data.collections[0].projects[0].project, one.id);
    await lou.post('/compte/supprimer', { mail: 'lou@exemple.fr' });
    for (const table of ['collection', 'collection_item'] as const)
      assert.equal(
        (
          await house.db
            .selectFrom(table)
            .selectAll()
            .where(table === 'collection' ? 'id' : 'collection', '=', id)
            .execute()
        ).length,
        0,
      );
  });
});
