/** Telling a project, as its author, curators, visitors and those who mean harm would notice it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { payloadsWith } from '#harvest/read-payloads.ts';
import { noCriteria } from '#model/criteria.ts';
import { aTelling, photograph, type TellingHouse, tellingHouse, workFor } from './testing-telling.ts';

type Browser = ReturnType<TellingHouse['browser']>;

describe('telling a project', () => {
  let house: TellingHouse;
  let curator: Browser;
  let networks = 30;
  before(async () => {
    house = await tellingHouse();
    curator = house.browser('203.0.113.9');
    await curator.signIn('cura@exemple.fr');
    await house.setRole('cura@exemple.fr', 'curator');
  });
  after(() => house?.close());

  /** Somebody new, from a network of their own. */
  const somebody = () => house.browser(`198.51.100.${networks++}`);
  const bodyOf = async (answer: Response) => (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
  const read = async (browser: Browser, path: string) => bodyOf(await browser.get(path));
  const stampOf = (page: string) => /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const own = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' };

  /** Fills the form in and saves it; gives the address of what was begun. */
  async function begin(browser: Browser, fields: Record<string, string> = {}, prefix = '') {
    const stamp = stampOf(await read(browser, `${prefix}/contribuer/projet`));
    const saved = await browser.post(`${prefix}/contribuer/projet`, { ...aTelling, stamp, ...fields });
    const to = new URL(saved.headers.get('location') ?? '/', 'http://x').pathname;
    return { saved, own: to, id: to.split('/').at(-1)! };
  }
  async function send(browser: Browser, path: string, more: Record<string, string> = {}) {
    const stamp = stampOf(await read(browser, `${path}/apercu`));
    return browser.post(`${path}/envoyer`, { stamp, work: workFor(stamp), ...more });
  }
  const lastMail = async (to: string) =>
    house.db
      .selectFrom('mail')
      .selectAll()
      .where('recipient', '=', to)
      .orderBy('created_at', 'desc')
      .executeTakeFirst();
  const matterOf = async (id: string) => (await house.people.doors.moderation.mattersOf('contribution', id))[0];
  const accept = async (id: string) => {
    const matter = await matterOf(id);
    return curator.post(`/curation/moderation/${matter!.id}`, { verdict: 'accept', phrase: 'Merci !' });
  };
  /** The search, as soon as it says so: within seconds. */
  async function found(words: string): Promise<string | undefined> {
    for (let n = 0; n < 100; n++) {
      await house.live.catchUp();
      const { hits } = await house.live.engine.search({ criteria: { ...noCriteria, q: words } });
      if (hits[0] !== undefined) return hits[0].id;
    }
    return undefined;
  }

  test('without an account: told, proven by a letter, read by a curator, found in the search, its author named', async () => {
    const zoe = somebody();
    const { saved, own: path, id } = await begin(zoe);
    assert.equal(saved.status, 303);
    const form = await read(zoe, path);
    assert.match(form, /Nantes/);
    assert.match(form, /Rien de semblable ici/);
    assert.match(form, /Alimentation/);
    const preview = await read(zoe, `${path}/apercu`);
    assert.match(preview, /<h1[^>]*>La Cantine des Voisins<\/h1>/);
    const sent = await send(zoe, path, { mail: 'Zoe@Exemple.fr' });
    assert.match(await bodyOf(sent), /zoe@exemple\.fr/);
    assert.equal(await matterOf(id), undefined, 'nothing waits before the address is proven');
    const letter = await lastMail('zoe@exemple.fr');
    const link = new URL(/https?:\/\/\S+confirmer\S+/.exec(letter!.text)![0]);
    const elsewhere = somebody();
    const opened = await read(elsewhere, link.pathname + link.search);
    assert.equal(await matterOf(id), undefined, 'opening the link sends nothing');
    const stamp = stampOf(opened);
    const fields = { recit: id, preuve: link.searchParams.get('preuve')!, stamp, work: workFor(stamp) };
    const confirmed = await elsewhere.post('/contribuer/confirmer', fields);
    assert.equal(confirmed.status, 303);
    assert.equal((await matterOf(id))?.state, 'waiting');
    assert.match(await read(curator, '/curation/moderation'), /La Cantine des Voisins/);
    assert.equal((await accept(id)).status, 303);
    const project = await found('cantine voisins invendus');
    assert.ok(project);
    const page = await read(somebody(), `/projets/la-cantine-des-voisins-${project}`);
    assert.match(page, /Zoé de La Tablée/);
    assert.match(page, /Licence Ouverte 2\.0/);
    assert.match((await lastMail('zoe@exemple.fr'))!.text, /Merci\s!/);
    assert.match(await read(elsewhere, `${path}/apercu`), /C’est en ligne/);
  });

  test('what is like a project that is there is shown while it is told, and joins its page when accepted', async () => {
    const ines = somebody();
    await ines.signIn('ines@exemple.fr');
    const { own: path, id } = await begin(ines, {
      title: 'Recyclerie du Canal',
      summary: 'Réparer et revendre des vélos et des meubles, avec les gens du quartier.',
      address: '',
      website: 'https://autre.example/',
      body: 'Nous sommes bénévoles à la recyclerie et racontons ce que nous y faisons chaque samedi.',
    });
    const form = await read(ines, path);
    assert.match(form, /Est-ce l’un de ceux-ci/);
    const [, project] = /name="raconte" value="([0-9a-z]+)"/.exec(form)!;
    await ines.post(path, { raconte: project!, apres: 'apercu' });
    assert.match(await read(ines, `${path}/apercu`), /rejoindra la page « La Recyclerie du Canal »/);
    assert.equal((await send(ines, path)).status, 303);
    assert.equal((await matterOf(id))?.project, project);
    const decided = await read(curator, `/curation/moderation/${(await matterOf(id))!.id}`);
    assert.match(decided, /Raconte le projet/);
    await accept(id);
    const stands = await house.db
      .selectFrom('project_sheet')
      .select('project')
      .where('sheet', '=', `contributions/${id}`)
      .executeTakeFirst();
    assert.equal(stands?.project, project);
  });

  test('changed later by the same person, it is a new version of the same record at the same address', async () => {
    const author = somebody();
    await author.signIn('paul@exemple.fr');
    const { own: path, id } = await begin(author, {
      title: 'Le Four de Kerdour',
      city: 'Brest',
      postcode: '29200',
      address: '',
    });
    await send(author, path);
    await accept(id);
    const record = () =>
      house.db
        .selectFrom('project_sheet')
        .select('project')
        .where('sheet', '=', `contributions/${id}`)
        .executeTakeFirst();
    const before = await record();
    assert.ok(before);
    await author.post(path, {
      ...aTelling,
      title: 'Le Four de Kerdour',
      city: 'Brest',
      postcode: '29200',
      address: '',
      summary: 'Un four à pain banal, rallumé chaque vendredi par le quartier.',
    });
    const stands = await house.db
      .selectFrom('sheet')
      .select('body')
      .where('record', '=', `contributions/${id}`)
      .executeTakeFirst();
    assert.match(stands!.body.summary, /cantine/, 'nothing changes online before it is read');
    await send(author, path);
    const matter = await read(curator, `/curation/moderation/${(await matterOf(id))!.id}`);
    assert.match(matter, /<del>/);
    await accept(id);
    const after = await house.db
      .selectFrom('sheet')
      .select('body')
      .where('record', '=', `contributions/${id}`)
      .executeTakeFirst();
    assert.match(after!.body.summary, /four à pain/i);
    assert.deepEqual(await record(), before);
    const versions = await house.db
      .selectFrom('record_version')
      .select('payload')
      .where('record', '=', `contributions/${id}`)
      .execute();
    assert.equal(versions.length, 2);
    // Taken off the site by its author: gone from the page, not from the history.
    assert.equal((await author.post(`${path}/effacer`, {})).status, 200);
    await house.desk.write();
    const sheet = await house.db
      .selectFrom('sheet')
      .select('live')
      .where('record', '=', `contributions/${id}`)
      .executeTakeFirst();
    assert.equal(sheet?.live, false);
  });

  test('a question, its answer, a refusal and its undoing are seen by the author', async () => {
    const author = somebody();
    await author.signIn('lea@exemple.fr');
    const { own: path, id } = await begin(author, { title: 'Les Ateliers du Bourg' });
    await send(author, path);
    const { id: matter } = (await matterOf(id))!;
    await curator.post(`/curation/moderation/${matter}`, { verdict: 'ask', phrase: 'Pour qui est-ce ?' });
    assert.match(await read(author, `${path}/apercu`), /Pour qui est-ce/);
    await author.post(path, {
      ...aTelling,
      title: 'Les Ateliers du Bourg',
      summary: 'Pour les jeunes du bourg, des ateliers chaque mercredi.',
    });
    await send(author, path);
    assert.equal((await matterOf(id))?.state, 'waiting');
    await curator.post(`/curation/moderation/${matter}`, { verdict: 'refuse', phrase: 'Pas encore.' });
    assert.match(await read(author, `${path}/apercu`), /pas été retenu/);
    await curator.post(`/curation/moderation/${matter}/annuler`, {});
    assert.match(await read(author, `${path}/apercu`), /Envoyé/);
    await curator.post(`/curation/moderation/${matter}`, { verdict: 'accept', phrase: '' });
    assert.equal((await curator.post(`/curation/moderation/${matter}/annuler`, {})).status, 303);
    const sheet = await house.db
      .selectFrom('sheet')
      .select('live')
      .where('record', '=', `contributions/${id}`)
      .executeTakeFirst();
    assert.equal(sheet?.live, false);
  });

  test('only its author opens it: not a stranger, not another account, not with a key that is wrong', async () => {
    const author = somebody();
    const { own: path, id } = await begin(author);
    const other = somebody();
    await other.signIn('autre@exemple.fr');
    for (const stranger of [somebody(), other]) {
      for (const way of [path, `${path}/apercu`, `${path}?cle=faux`, `${path}?cle=`])
        assert.equal((await stranger.get(way)).status, 404, way);
      for (const act of ['', '/envoyer', '/effacer'])
        assert.equal((await stranger.post(path + act, { ...aTelling, title: 'volé', raconte: 'aucun' })).status, 404);
    }
    assert.equal((await author.get(path)).status, 200);
    const kept = await house.db
      .selectFrom('contribution')
      .select('draft')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(kept.draft.title, aTelling.title);
    assert.equal((await somebody().get('/contribuer/confirmer?recit=x&preuve=y')).status, 410);
    assert.equal((await somebody().get(`/contribuer/confirmer?recit=${id}&preuve=faux`)).status, 410);
  });

  test('a form sent twice at once begins one, sends one, and one letter goes', async () => {
    const author = somebody();
    await author.signIn('deux@exemple.fr');
    const stamp = stampOf(await read(author, '/contribuer/projet'));
    const twice = await Promise.all(
      [1, 2, 3].map(() => author.post('/contribuer/projet', { ...aTelling, title: 'Une seule fois', stamp })),
    );
    const places = new Set(twice.map((one) => one.headers.get('location')));
    assert.equal(places.size, 1);
    const path = new URL([...places][0]!, 'http://x').pathname;
    const sends = stampOf(await read(author, `${path}/apercu`));
    const work = workFor(sends);
    await Promise.all([1, 2, 3].map(() => author.post(`${path}/envoyer`, { stamp: sends, work })));
    const id = path.split('/').at(-1)!;
    const matters = await house.people.doors.moderation.mattersOf('contribution', id);
    assert.equal(matters.length, 1);
    assert.deepEqual(
      (await house.people.doors.moderation.history(matters[0]!.id)).map(({ what }) => what),
      ['raised'],
    );
  });

  test('what is written is text in every place: form, preview, queue, public page', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}';
    const author = somebody();
    await author.signIn('evil@exemple.fr');
    const fields = Object.fromEntries(
      [
        'title',
        'summary',
        'body',
        'holder',
        'address',
        'attribution',
        'results',
        'needed',
        'contact',
        'startYear',
        'stage',
        'themes',
        'audiences',
        'pictureAlt',
        'otherLink',
      ].map((name) => [name, `${evil} ${name} Un jardin partagé avec les voisins`]),
    );
    const { own: path, id } = await begin(author, {
      ...fields,
      website: 'javascript:alert(4)',
      city: 'Nantes',
      postcode: '44000',
    });
    await send(author, path);
    const pages = [
      await read(author, path),
      await read(author, `${path}/apercu`),
      await read(author, `/en${path}/apercu`),
      await read(curator, `/curation/moderation/${(await matterOf(id))!.id}`),
      await read(author, '/contribuer/projet'),
    ];
    await accept(id);
    const row = await house.db
      .selectFrom('project_sheet')
      .select('project')
      .where('sheet', '=', `contributions/${id}`)
      .executeTakeFirstOrThrow();
    const to = (await author.get(`/projets/${row.project}`)).headers.get('location');
    pages.push(await read(author, to ?? `/projets/${row.project}`));
    for (const [at, page] of pages.entries()) {
      assert.ok(!/<script>alert|<img src=x|href="javascript:/i.test(page), `page ${at}`);
    }
  });

  test('a header is never begun by what is typed: name, address', async () => {
    const author = somebody();
    const { own: path } = await begin(author, { title: 'Un titre\r\nBcc: victime@exemple.fr\u2028X-Evil: 1' });
    for (const mail of [
      'a@exemple.fr\r\nBcc: b@exemple.fr',
      'a@exemple.fr,b@exemple.fr',
      '<a@exemple.fr>',
      'a b@exemple.fr',
      '',
    ])
      assert.equal((await send(author, path, { mail })).status, 400, JSON.stringify(mail));
    await send(author, path, { mail: 'a@exemple.fr' });
    const letter = await lastMail('a@exemple.fr');
    assert.ok(!/[\r\n]/.test(letter!.subject));
    assert.equal(Object.keys(letter!.headers).length, 0);
  });

  test('letters to one address, and from one network, are few', async () => {
    const author = somebody();
    const { own: path } = await begin(author);
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push((await send(author, path, { mail: 'cible@exemple.fr' })).status);
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 400, 400]);
  });

  test('what looks unwanted is held back with its reasons, and not dropped', async () => {
    const bot = somebody();
    const { own: path, id } = await begin(bot, {
      title: 'CASINO BITCOIN',
      body: 'Gagnez de l’argent avec le casino en ligne http://a.example http://b.example http://c.example http://d.example [url=x]',
    });
    await bot.signIn('bot@exemple.fr');
    const sent = await bot.post(`${path}/envoyer`, { stamp: 'faux', adresse2: 'http://spam.example' });
    assert.equal(sent.status, 303);
    const matter = (await matterOf(id))!;
    assert.equal(matter.suspect, true);
    const reasons = matter.suspicions.map(({ reason }) => reason);
    for (const reason of ['trap-filled', 'no-work', 'too-fast', 'many-links', 'unwanted-words', 'markup'] as const)
      assert.ok(reasons.includes(reason), reason);
    assert.match(await read(curator, `/curation/moderation/${matter.id}`), /Peut-être indésirable/);
    const queue = await house.people.doors.moderation.list({ most: 100 });
    assert.equal(queue.at(-1)?.suspect, true);
  });

  test('the small sum serves once', async () => {
    const author = somebody();
    await author.signIn('somme@exemple.fr');
    const first = await begin(author, { title: 'Première' });
    const second = await begin(author, { title: 'Seconde' });
    const stamp = stampOf(await read(author, `${first.own}/apercu`));
    const work = workFor(stamp);
    for (const { own: path } of [first, second]) await author.post(`${path}/envoyer`, { stamp, work });
    const reasons = await Promise.all(
      [first, second].map(async ({ id }) => (await matterOf(id))!.suspicions.map(({ reason }) => reason)),
    );
    assert.ok(!reasons[0]!.includes('no-work'));
    assert.ok(reasons[1]!.includes('no-work'));
  });

  describe('pictures', () => {
    let author: Browser;
    let path: string;
    let id: string;
    before(async () => {
      author = somebody();
      await author.signIn('photo@exemple.fr');
      ({ own: path, id } = await begin(author, { title: 'La Fabrique aux images' }));
    });
    const upload = (bytes: Buffer, name: string, type: string) => {
      const form = new FormData();
      form.set('images', new File([new Uint8Array(bytes)], name, { type }));
      form.set('pictureAlt', 'Une façade');
      const cookie = [...author.jar].map((pair) => pair.join('=')).join('; ');
      return house.site.request(`http://127.0.0.1:3000${path}`, {
        method: 'POST',
        body: form,
        headers: { ...own, cookie },
      });
    };
    const kept = () =>
      house.db
        .selectFrom('contribution_picture')
        .selectAll()
        .where('contribution', '=', id)
        .orderBy('position')
        .execute();

    test('what was taken where and with what is erased; it is served with its size, its type, and nothing else', async () => {
      await upload(await photograph(4000, 3000), '../../etc/passwd\r\nX: 1.jpg', 'image/jpeg');
      const [row] = await kept();
      assert.ok(row);
      assert.deepEqual([row.width, row.height], [1600, 1200]);
      const { format, exif } = await sharp(row.bytes).metadata();
      assert.equal(format, 'webp');
      assert.equal(exif, undefined);
      assert.ok(!row.bytes.includes('SecretCamera'));
      assert.ok(!JSON.stringify({ ...row, bytes: '' }).includes('passwd'));
      const form = await read(author, path);
      assert.ok(form.includes(`src="/contribuer/images/${row.id}.webp" width="1600" height="1200"`));
      const served = await author.get(`/contribuer/images/${row.id}.webp`);
      assert.equal(served.headers.get('content-type'), 'image/webp');
      assert.equal(served.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(served.headers.get('cache-control'), 'private, no-store');
      assert.equal((await author.get('/contribuer/images/..%2f..%2fetc%2fpasswd')).status, 404);
    });

    test('what is no picture, or a trap, is refused with a sentence and nothing is kept', async () => {
      const before = (await kept()).length;
      const svg = Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>',
      );
      const html = Buffer.from('<html><script>alert(1)</script></html>');
      const small = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
        .png()
        .toBuffer();
      const cut = (await photograph()).subarray(0, 900);
      const bomb = await sharp({ create: { width: 16000, height: 16000, channels: 3, background: 'red' } })
        .png({ compressionLevel: 9 })
        .toBuffer();
      for (const [bytes, why] of [
        [svg, 'not-a-picture'],
        [html, 'not-a-picture'],
        [Buffer.from('GIF89a'), 'not-a-picture'],
        [cut, 'not-a-picture'],
        [small, 'too-small'],
        [bomb, 'too-large'],
        [Buffer.alloc(12 * 1024 * 1024 + 1), 'too-large'],
      ] as const) {
        const answer = await upload(bytes, 'photo.jpg', 'image/jpeg');
        assert.equal(answer.headers.get('location'), `${path}?image=${why}`);
      }
      assert.equal((await kept()).length, before);
      assert.match(await read(author, `${path}?image=not-a-picture`), /n’est pas une image/);
    });

    test('a file that is two at once loses the second; the type it claims counts for nothing; there are four at most', async () => {
      const polyglot = Buffer.concat([
        await photograph(),
        Buffer.from('<script>alert(1)</script><?php system($_GET[0]); ?>'),
      ]);
      await upload(polyglot, 'x.php', 'text/html');
      const rows = await kept();
      assert.ok(!rows.at(-1)!.bytes.includes('alert(1)'));
      for (let n = 0; n < 3; n++) await upload(await photograph(), 'x.jpg', 'image/jpeg');
      assert.equal((await kept()).length, 4);
      await author.post(path, { retirer: (await kept())[0]!.id });
      assert.equal((await kept()).length, 3);
    });

    test('accepted, they are everybody’s and stand on the page; too many bytes are refused before they are read', async () => {
      await send(author, path);
      await accept(id);
      const [row] = await kept();
      const served = await somebody().get(`/contribuer/images/${row!.id}.webp`);
      assert.match(served.headers.get('cache-control')!, /immutable/);
      const sheet = await house.db
        .selectFrom('sheet')
        .select('body')
        .where('record', '=', `contributions/${id}`)
        .executeTakeFirstOrThrow();
      assert.equal(sheet.body.images.length, 3);
      const form = new FormData();
      form.set('images', new File([new Uint8Array(27 * 1024 * 1024)], 'x.jpg'));
      const cookie = [...author.jar].map((pair) => pair.join('=')).join('; ');
      const answer = await house.site.request(`http://127.0.0.1:3000${path}`, {
        method: 'POST',
        body: form,
        headers: { ...own, cookie },
      });
      assert.equal(answer.status, 413);
    });
  });

  test('bad input is answered kindly and loses nothing', async () => {
    const author = somebody();
    const { own: path } = await begin(author);
    assert.equal((await author.post(path, { ...aTelling, title: 'a\u0000b' })).status, 400);
    assert.match(await read(author, path), /La Cantine des Voisins/);
    const long = await author.post(path, { ...aTelling, body: 'é'.repeat(200_000), title: 'x'.repeat(5000) });
    assert.equal(long.status, 303);
    const old = await author.post('/contribuer/projet', { ...aTelling, stamp: 'zzz.aaa.bbb' });
    assert.equal(old.status, 400);
    assert.match(await bodyOf(old), /value="La Cantine des Voisins"/);
    const empty = await begin(author, { title: '', summary: '', body: '', city: '', postcode: '', licence: '' });
    assert.match(await read(author, `${empty.own}/apercu`), /Il manque encore/);
    assert.equal((await send(author, empty.own, { mail: 'a@exemple.fr' })).status, 303);
    assert.equal((await author.get('/contribuer/projet/nulle-part')).status, 404);
  });

  test('a person leaves: what was not online is gone, what is online stays without their name', async () => {
    const author = somebody();
    await author.signIn('partir@exemple.fr');
    const online = await begin(author, { title: 'La Maison qui reste', attribution: 'Personne Nommée' });
    await send(author, online.own);
    await accept(online.id);
    const draft = await begin(author, { title: 'Jamais envoyé' });
    const data = await read(author, '/compte/donnees.json');
    assert.match(data, /Jamais envoyé/);
    await author.post('/compte/supprimer', { mail: 'partir@exemple.fr' });
    await house.desk.write();
    const rows = await house.db
      .selectFrom('contribution')
      .select('id')
      .where('id', 'in', [online.id, draft.id])
      .execute();
    assert.deepEqual(
      rows.map(({ id }) => id),
      [online.id],
    );
    const tables = ['contribution', 'matter', 'matter_word', 'sheet', 'project', 'run', 'mail'] as const;
    assert.deepEqual(await payloadsWith(house.db, (text) => text.includes('Personne Nommée')), {
      found: [],
      unread: [],
    });
    for (const table of tables) {
      const kept = JSON.stringify(await house.db.selectFrom(table).selectAll().execute());
      assert.ok(!kept.includes('Personne Nommée'), table);
      assert.ok(!kept.includes('partir@exemple.fr'), table);
    }
  });
});
