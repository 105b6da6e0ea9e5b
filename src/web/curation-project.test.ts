/** What a curator would notice of a project's desk: a value without its teller, a decision that cannot be taken back. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { testSheet } from '#match/testing.ts';
import { ana, type ReviewSite, reviewSite } from './curation-testing.ts';

const own = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };

describe('a project on the curators’ desk', () => {
  let desk: ReviewSite;
  let id: string;
  beforeEach(async () => {
    desk = await reviewSite();
    await desk.desk.decide({ kind: 'same', sheets: ['a/1', 'b/1'] }, { author: 'Ana Curatrice' });
    id = await homeOf('a/1');
  });
  afterEach(() => desk?.close());

  const homeOf = async (sheet: string): Promise<string> =>
    (
      await desk.database.db
        .selectFrom('project_sheet')
        .select('project')
        .where('sheet', '=', sheet)
        .executeTakeFirstOrThrow()
    ).project;
  const get = async (path = `/curation/projets/${id}`) => {
    const answer = await desk.site.request(path);
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' '),
    };
  };
  const post = (
    fields: Record<string, string>,
    path = `/curation/projets/${id}`,
    headers: Record<string, string> = own,
  ) => desk.site.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  /** Decides, follows to the page, undoes with its button, and follows again. */
  const decided = async (fields: Record<string, string>) => {
    const answer = await post(fields);
    assert.equal(answer.status, 303, JSON.stringify(fields));
    return get(answer.headers.get('location')!);
  };
  const undoLatest = async () => {
    const { decisions } = await desk.desk.history({ most: 1 });
    const answer = await post({ decision: decisions[0]!.id }, `/curation/projets/${id}/annuler`);
    assert.equal(answer.status, 303);
    return get(answer.headers.get('location')!);
  };
  const standing = async () => (await desk.desk.project(id))!.project;

  test('it says who says what of each field, and hides what is held back', async () => {
    const { status, headers, body } = await get();
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'private, no-store');
    for (const words of [
      'Décider : Le Bocal partagé',
      'Une épicerie solidaire où chacun paie',
      'Une épicerie où chacun paie',
      'le plus ancien',
      'bonjour@bocal.example',
      'Sortir de ce projet',
      'un seul projet',
    ])
      assert.ok(body.includes(words), words);
    assert.ok(!body.includes('jeanne.secret'));
    assert.ok(!body.includes('<script>alert'));
    const english = await get(`/en/curation/projets/${id}`);
    assert.match(english.body, /Take out of this project/);
    assert.match(english.body, new RegExp(`action="/en/curation/projets/${id}"`));
  });

  test('a sheet leaves, and comes back with one button', async () => {
    const after = await decided({ act: 'split', sheet: 'b/1', reason: 'Deux équipes.' });
    assert.match(after.body, /Décidé : la fiche sort de ce projet/);
    assert.match(after.body, /Deux équipes\./);
    assert.notEqual(await homeOf('b/1'), await homeOf('a/1'));
    const again = await post({ act: 'split', sheet: 'b/1' });
    assert.equal(again.status, 409);
    assert.match(await again.text(), /n’est plus dans ce projet/);
    await undoLatest();
    assert.equal(await homeOf('b/1'), await homeOf('a/1'));
  });

  test('a value is chosen, another is written, and each is taken back alone', async () => {
    const before = await standing();
    const chosen = await decided({ act: 'choose', field: 'startYear', sheet: 'b/1' });
    assert.match(chosen.body, /décidé par une personne/);
    assert.equal((await standing()).startYear, 2019);
    const hostile = '<img src=x onerror=alert(1)>"\'&';
    const written = await decided({ act: 'set', field: 'title', value: hostile, reason: hostile });
    assert.ok(!written.body.includes('<img src=x'), 'what is written is text');
    assert.equal((await standing()).title, hostile);
    await undoLatest();
    assert.equal((await standing()).title, before.title);
    assert.equal((await standing()).startYear, 2019);
  });

  test('a theme is written as it is called, not by its code', async () => {
    await decided({ act: 'set', field: 'themes', value: 'Alimentation , lien social', reason: 'Les deux.' });
    assert.deepEqual((await standing()).themes, ['alimentation', 'lien-social']);
    await decided({ act: 'set', field: 'kind', value: 'Projet', reason: 'C’en est un.' });
    assert.equal((await standing()).kind, 'projet');
  });

  test('a project is hidden and shown again; its desk stays', async () => {
    const hidden = await decided({ act: 'hide', reason: 'Il n’existe pas.' });
    assert.match(hidden.body, /Ce projet est masqué/);
    assert.equal((await get(`/projets/${id}`)).status, 410);
    const shown = await decided({ act: 'unhide' });
    assert.match(shown.body, /de nouveau visible/);
    assert.equal((await get(`/projets/${id}`)).status, 301);
    assert.equal((await post({ act: 'unhide' })).status, 409);
  });

  test('a partner vouches with a reason, never without', async () => {
    const bare = await post({ act: 'endorse', source: 'c', reason: '  ' });
    assert.equal(bare.status, 409);
    assert.match(await bare.text(), /Il faut une raison/);
    await decided({ act: 'endorse', source: 'c', reason: 'Nous y étions.' });
    assert.deepEqual(
      (await standing()).endorsements?.map(({ source }) => source),
      ['c'],
    );
    assert.equal((await post({ act: 'endorse', source: 'nobody', reason: 'Oui' })).status, 409);
  });

  test('an address that leads elsewhere leads to the desk of the project as it stands', async () => {
    const other = await homeOf('c/9');
    await desk.desk.decide({ kind: 'same', sheets: ['a/1', 'c/9'] }, { author: 'Ana' });
    const now = await homeOf('c/9');
    const gone = [id, other].find((one) => one !== now)!;
    const moved = await get(`/curation/projets/${gone}?fait=undone`);
    assert.equal(moved.status, 302);
    assert.equal(moved.headers.get('location'), `/curation/projets/${now}?fait=undone`);
    for (const nowhere of ['zzzzzzzzzz', '%00', '..%2F..', 'x'.repeat(3_000), '%F0%9F%90%9D'])
      assert.equal((await get(`/curation/projets/${nowhere}`)).status, 404, nowhere);
    assert.equal((await post({ act: 'hide' }, '/curation/projets/zzzzzzzzzz')).status, 404);
  });

  test('who followed a merge, or a title, finds the former address again once it is undone', async () => {
    const other = await homeOf('c/9');
    const own = (await get(`/projets/${other}`)).headers.get('location')!;
    assert.equal((await get(own)).status, 200);
    await desk.desk.decide({ kind: 'same', sheets: ['a/1', 'c/9'] }, { author: 'Ana' });
    const now = await homeOf('c/9');
    for (const path of [`/projets/x-${now === id ? other : id}`, `/projets/autre-titre-${now}`]) {
      const { status, headers } = await get(path);
      assert.equal(status, 301);
      assert.equal(headers.get('cache-control'), 'public, no-cache', 'kept by a browser it would lead in circles');
    }
    await undoLatest();
    assert.equal((await get(own)).status, 200);
  });

  test('a sheet that its partner withdrew is told as gone, and the decision about it waits', async () => {
    await desk.matcher.change([testSheet('b/1', 'Le Bocal partagé', '44109')], { live: false, at: 3 });
    const { body } = await get();
    assert.match(body, /retirée par le partenaire/);
    assert.match(body, /attend le retour d’une fiche/);
    await desk.matcher.change([testSheet('a/1', 'Le Bocal partagé', '44109')], { live: false, at: 4 });
    assert.match((await get()).body, /Aucun partenaire ne raconte plus ce projet/);
  });

  test('bad forms decide nothing; nobody, a member and another site stay outside', async () => {
    const { total } = await desk.desk.history({ most: 0 });
    for (const fields of [
      {},
      { act: 'bless' },
      { act: 'split' },
      { act: 'split', sheet: 'c/9' },
      { act: 'choose', sheet: 'a/1', field: 'constructor' },
      { act: 'choose', sheet: 'a/1', field: 'lessons' },
      { act: 'set', field: 'body', value: '<b>', reason: 'R' },
      { act: 'set', field: 'startYear', value: 'bientôt', reason: 'R' },
      { act: 'set', field: 'title', value: 'T\u0000', reason: 'R' },
      { act: 'set', field: 'themes', value: 'nulle-part', reason: 'R' },
      { act: 'hide', reason: 'x'.repeat(3_000) },
    ] as Record<string, string>[])
      assert.equal((await post(fields)).status, 409, JSON.stringify(fields));
    assert.equal((await post({ decision: 'zzz' }, `/curation/projets/${id}/annuler`)).status, 409);
    const elsewhere = { ...own, 'Sec-Fetch-Site': 'cross-site' };
    assert.equal((await post({ act: 'hide' }, `/curation/projets/${id}`, elsewhere)).status, 403);
    for (const [visitor, refused] of [
      [undefined, 401],
      [{ ...ana, role: 'member' as const }, 403],
    ] as const) {
      desk.visitor.is = visitor;
      assert.equal((await get()).status, refused);
      assert.equal((await post({ act: 'hide' })).status, refused);
      assert.equal((await post({ decision: 'x' }, `/curation/projets/${id}/annuler`)).status, refused);
    }
    assert.equal((await desk.desk.history({ most: 0 })).total, total);
  });
});
