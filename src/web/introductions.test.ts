/** Writing to a holder through the pages, by request: what is shown, refused, and to whom. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { projectPath } from '#model/project.ts';
import { inventProjects } from './testing-country.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

const [project, other, fictitious] = inventProjects();
const path = `/projets/${projectPath(project!)}`;
const form = {
  motif: 'learn',
  message: 'Bonjour, nous voudrions faire la même chose à Nantes.',
  nom: 'Nina <b>gras</b>',
  mail: 'nina@exemple.fr',
  accord: 'oui',
};

describe('writing to a holder on the pages', () => {
  let house: PeopledSite;
  before(async () => {
    house = await peopledSite({
      introductions: {
        reach: async (id) => ({
          title: id === project!.id ? project!.title : other!.title,
          sources: ['reseau-reemploi'],
          holders: id === fictitious!.id ? [] : [{ mail: 'jeanne@bocal.example', via: 'sheet' }],
          lacks: 'invented',
        }),
        nameOf: () => ({ fr: 'Réseau du réemploi', en: 'Reuse network' }),
      },
    });
  });
  after(() => house?.close());

  const linkTo = async (mail: string): Promise<string> => {
    const row = await house.db
      .selectFrom('mail')
      .select('text')
      .where('recipient', '=', mail)
      .where('kind', 'like', 'introduction-%')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return /https?:\/\/[^/]+(\/\S*contacts\/\S+)/.exec(row.text)![1]!;
  };
  const fieldsAt = (link: string) => ({
    at: link.split('?')[0]!,
    cle: new URLSearchParams(link.split('?')[1]).get('cle') ?? '',
  });
  const anew = () => house.db.deleteFrom('rate_limit').execute();

  test('the page of the project leads to the form, or says why nobody can be written to', async () => {
    const { get } = house.browser();
    assert.match(await (await get(path)).text(), new RegExp(`href="${path}/contact"`));
    const none = await (await get(`/projets/${projectPath(fictitious!)}`)).text();
    assert.match(none, /Ce projet est fictif/);
    assert.doesNotMatch(none, /\/contact"/);
    assert.equal((await get(`${path}/contact`)).headers.get('cache-control'), 'private, no-store');
    assert.equal((await get('/projets/nulle-part-0123456789/contact')).status, 404);
    assert.doesNotMatch(await (await get(path)).text(), /jeanne@bocal/);
  });

  test('each thing that is missing is said, nothing typed is lost, and nothing leaves', async () => {
    const { post } = house.browser();
    const cases = [
      [{ motif: 'harm' }, /Dites pourquoi vous écrivez/],
      [{ message: 'court' }, /vingt caractères au moins/],
      [{ message: 'x'.repeat(5001) }, /5\s000 caractères au plus/],
      [{ nom: '\u202e \n' }, /Donnez un nom/],
      [{ mail: 'pas une adresse' }, /la forme attendue/],
      [{ accord: '' }, /cochez la case/],
    ] as const;
    for (const [wrong, said] of cases) {
      const answer = await post(`${path}/contact`, { ...form, ...wrong });
      assert.equal(answer.status, 400);
      const body = await answer.text();
      assert.match(body, said);
      assert.match(body, /aria-invalid="true"/);
      if (!('nom' in wrong)) assert.match(body, /value="Nina &lt;b&gt;gras/);
    }
    assert.equal((await post(`${path}/contact`, { ...form, message: 'x'.repeat(90_000) })).status, 413);
    assert.equal((await house.db.selectFrom('introduction').selectAll().execute()).length, 0);
    assert.equal((await house.db.selectFrom('mail').selectAll().execute()).length, 0);
  });

  test('without an account: a link, then the message leaves; twice pressed, it leaves once', async () => {
    await anew();
    const { post, get } = house.browser();
    const sent = await post(`${path}/contact`, form);
    assert.match(await sent.text(), /nina@exemple\.fr/);
    const mails = await house.db.selectFrom('mail').selectAll().execute();
    assert.deepEqual(
      mails.map(({ recipient }) => recipient),
      ['nina@exemple.fr'],
    );
    assert.ok(
      !mails[0]!.text.includes('la même chose'),
      'words of a stranger are not mailed to an address that is not proven',
    );
    const link = await linkTo('nina@exemple.fr');
    const { at, cle } = fieldsAt(link);
    const opened = await get(link);
    // The address of the page opens it: other sites are told our name alone.
    assert.equal(opened.headers.get('referrer-policy'), 'strict-origin-when-cross-origin');
    assert.match(await opened.text(), /Il n’est pas encore parti/);
    const twice = await Promise.all([post(at, { cle, fait: 'confirm' }), post(at, { cle, fait: 'confirm' })]);
    for (const { status } of twice) assert.equal(status, 303);
    await house.people.sendDue();
    const letters = await house.db
      .selectFrom('mail')
      .selectAll()
      .where('recipient', '=', 'jeanne@bocal.example')
      .execute();
    assert.equal(letters.length, 1);
    assert.match(letters[0]!.subject, /^Nina <b>gras<\/b> vous écrit/);
    assert.doesNotMatch(letters[0]!.html, /<b>gras/);
    const again = await house.browser().post(`${path}/contact`, form);
    assert.equal(again.status, 200, 'asking again sends a link');
    const second = fieldsAt(await linkTo('nina@exemple.fr'));
    assert.match(
      await (await post(second.at, { cle: second.cle, fait: 'confirm' })).text(),
      /déjà une conversation ouverte/,
    );
  });

  test('the holder answers, agrees, closes and asks for no more, on the page alone', async () => {
    const holder = fieldsAt(await linkTo('jeanne@bocal.example'));
    const { post, get } = house.browser();
    const page = `${holder.at}?cle=${holder.cle}`;
    assert.match(await (await get(page)).text(), /Nina &lt;b&gt;gras/);
    assert.match(
      await (await post(holder.at, { cle: holder.cle, fait: 'write', texte: ' ' })).text(),
      /rien à envoyer/,
    );
    await post(holder.at, { cle: holder.cle, fait: 'write', texte: 'Avec plaisir !', nom: 'Jeanne' });
    const mail = await house.db
      .selectFrom('mail')
      .select('text')
      .where('kind', '=', 'introduction-message')
      .executeTakeFirstOrThrow();
    assert.match(mail.text, /Jeanne vous écrit[\s\S]*Avec plaisir/);
    await post(holder.at, { cle: holder.cle, fait: 'agree' });
    assert.match(await (await get(page)).text(), /Vous l’acceptez/);
    await post(holder.at, { cle: holder.cle, fait: 'close', 'plus-rien': 'oui' });
    assert.match(await (await get(page)).text(), /Vous l’avez fermée/);
    assert.match(await (await get(`${path}/contact`)).text(), /ne souhaite pas recevoir/);
    assert.match(await (await post(`${path}/contact`, form)).text(), /ne souhaite pas recevoir/);
    await house.db.deleteFrom('introduction_address').execute();
  });

  test('signed in, it leaves at once; the account lists it; another account sees nothing of it', async () => {
    await anew();
    const nina = house.browser();
    await nina.signIn('nina-compte@exemple.fr');
    const sent = await nina.post(`${path}/contact`, { ...form, mail: 'quelquun-dautre@exemple.fr' });
    assert.equal(sent.status, 303);
    const at = sent.headers.get('location')!.split('?')[0]!;
    assert.match(await (await nina.get(sent.headers.get('location')!)).text(), /Votre message est parti/);
    assert.match(await (await nina.get('/compte/contacts')).text(), new RegExp(at));
    assert.match(await (await nina.get('/en/compte/contacts')).text(), /waiting for an answer/);
    const stranger = house.browser();
    await stranger.signIn('autre@exemple.fr');
    await house.setRole('autre@exemple.fr', 'administrator');
    for (const one of [stranger, house.browser()]) {
      assert.equal((await one.get(at)).status, 404);
      assert.equal((await one.post(at, { fait: 'close' })).status, 404);
      assert.equal((await one.post(at, { fait: 'agree', cle: 'x'.repeat(32) })).status, 404);
    }
    assert.match(await (await nina.get(at)).text(), /Nous attendons la réponse/);
    const own = (await (await nina.get('/compte/donnees.json')).json()) as {
      introductions: { conversations: object[] };
    };
    assert.equal(own.introductions.conversations.length, 1);
  });

  test('limits: five first messages a day for a person, five for a holder, three links an hour', async () => {
    await anew();
    const { post } = house.browser();
    for (let n = 0; n < 3; n++)
      assert.equal(
        (await post(`${path}/contact`, { ...form, message: `Bonjour, encore moi, ${n}.`, mail: 'trop@exemple.fr' }))
          .status,
        200,
      );
    assert.equal((await post(`${path}/contact`, { ...form, mail: 'trop@exemple.fr' })).status, 429);
    await anew();
    let refused = 0;
    for (let n = 0; n < 6; n++) {
      const mail = `p${n}@exemple.fr`;
      await post(`${path}/contact`, { ...form, message: `${form.message} ${n}`, mail });
      const { at, cle } = fieldsAt(await linkTo(mail));
      const answer = await post(at, { cle, fait: 'confirm' });
      if (/reçu beaucoup de messages/.test(await answer.text())) refused++;
    }
    assert.equal(refused, 1);
  });

  test('reported: a curator reads the words and decides; others may not', async () => {
    const holder = fieldsAt(await linkTo('jeanne@bocal.example'));
    const { post } = house.browser();
    assert.match(
      await (await post(holder.at, { cle: holder.cle, fait: 'report', raison: '' })).text(),
      /Dites ce qui ne va pas/,
    );
    await post(holder.at, { cle: holder.cle, fait: 'report', raison: 'Du harcèlement <script>' });
    const member = house.browser();
    await member.signIn('membre@exemple.fr');
    const former = (await member.get('/curation/signalements')).headers.get('location')!;
    assert.equal((await member.get(former)).status, 403);
    const curator = house.browser();
    await curator.signIn('curatrice@exemple.fr');
    await house.setRole('curatrice@exemple.fr', 'curator');
    const page = await (await curator.get(former)).text();
    assert.match(page, /Signalé par le porteur[\s\S]*Du harcèlement &lt;script&gt;[\s\S]*La personne qui écrit/);
    assert.doesNotMatch(page, /exemple\.fr|bocal\.example/);
    assert.doesNotMatch(page, /value="ask"/, 'who reported has no way to answer');
    const action = /action="(\/curation\/moderation\/[0-9a-f-]{36})[^"]*"/.exec(page)![1]!;
    const bars = () =>
      house.db.selectFrom('introduction_address').select('what').where('what', '=', 'barred').execute();
    assert.equal((await curator.post(action, { verdict: 'ask', phrase: 'Pourquoi ?' })).status, 409);
    assert.equal((await curator.post(action, { verdict: 'accept', phrase: 'Merci de l’avoir dit.' })).status, 303);
    assert.equal((await bars()).length, 1);
    assert.equal((await curator.post(action, { verdict: 'refuse', phrase: 'Non.' })).status, 409, 'decided');
    await curator.post(`${action}/annuler`, {});
    assert.equal((await bars()).length, 0, 'the word taken back');
    await curator.post(action, { verdict: 'accept', phrase: 'Merci de l’avoir dit.' });
    assert.equal((await bars()).length, 1);
    const matter = await house.db.selectFrom('matter').selectAll().where('kind', '=', 'introduction-report').execute();
    assert.doesNotMatch(JSON.stringify(matter), /harcèlement/, 'the queue keeps no copy of the words');
  });

  test('a partner’s people see the weekly figures and may have them by mail; others may not', async () => {
    const editor = house.browser();
    await editor.signIn('edite@exemple.fr');
    const at = '/partenaires/reseau-reemploi/contacts';
    assert.equal((await editor.get(at)).status, 403);
    const { id } = await house.db
      .selectFrom('person')
      .select('id')
      .where('mail', '=', 'edite@exemple.fr')
      .executeTakeFirstOrThrow();
    await house.db
      .insertInto('person_partner')
      .values({ person: id, source: 'reseau-reemploi', role: 'editor' })
      .execute();
    assert.match(await (await editor.get(at)).text(), /En douze semaines, \S+ personnes ont écrit/);
    await editor.post(at, { recevoir: 'oui' });
    assert.match(await (await editor.get(at)).text(), /Ne plus les recevoir/);
    assert.match(await (await editor.get('/compte')).text(), /\/partenaires\/reseau-reemploi\/contacts/);
    await editor.post(at, { recevoir: 'non' });
    assert.equal((await house.db.selectFrom('introduction_weekly').selectAll().execute()).length, 0);
  });
});
