/** What a curator would notice: a pair told wrongly, an answer that does not hold, a door open to anybody. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { columns } from '#match/agreement.ts';
import { ana, type ReviewSite, reviewSite } from './curation-testing.ts';
import { voices } from './text/language.ts';
import { sayReason } from './view/reason.ts';

const own = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };

describe('the queue of pairs', () => {
  let desk: ReviewSite;
  beforeEach(async () => {
    desk = await reviewSite();
  });
  afterEach(() => desk?.close());

  const get = async (path = '/curation/doublons') => {
    const answer = await desk.site.request(path);
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' '),
    };
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = own) =>
    desk.site.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  const answer = (a: string, b: string, verdict: string, more: Record<string, string> = {}) =>
    post('/curation/doublons', { a, b, verdict, ...more });

  test('a pair stands side by side, with why it is asked and what differs in words', async () => {
    const { status, headers, body } = await get('/curation/doublons?a=a%2F1&b=b%2F1');
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'private, no-store');
    for (const words of [
      '2 paires attendent',
      'à la même adresse',
      'une seule dit « antenne »',
      '<mark>antenne des Halles</mark>',
      'pareil',
      'différent',
      'une seule le dit',
      'Association Le Bocal',
      'https://a.example/fiche/1',
    ])
      assert.ok(body.includes(words), words);
    assert.ok(!body.includes('jeanne.secret'), 'a contact that is held back is held back here too');
    assert.ok(!body.includes('<script>alert'), 'a partner’s text is text');
  });

  test('it speaks English, with its own keys', async () => {
    const { body } = await get('/en/curation/doublons');
    assert.match(body, /One project or two\?/);
    assert.match(body, /only one is “antenne”/);
    assert.match(body, /action="\/en\/curation\/doublons"/);
    assert.match(body, /data-key="s"/);
  });

  test('an answer that cannot be read decides nothing, says so, and keeps the pair and the reason', async () => {
    const unread: Record<string, string>[] = [
      { a: 'a/1', b: 'b/1', verdict: 'perhaps', reason: 'J’y étais hier.' },
      { a: 'a/1', b: 'b/1', verdict: 'same', reason: `J’y étais hier. ${'x'.repeat(500)}` },
    ];
    for (const fields of unread) {
      const answered = await post('/curation/doublons', fields);
      assert.equal(answered.status, 400);
      const body = await answered.text();
      assert.match(body, /role="alert"[\s\S]*n’a pas pu être lu[\s\S]*rien n’a été décidé/);
      assert.match(body, /value="a\/1"/);
      assert.match(body, /J’y étais hier\./);
    }
    assert.equal((await post('/curation/doublons', {})).status, 400);
    assert.match((await get()).body, /2 paires attendent/);
  });

  test('an answer is taken, told, shown in the history with its reason, and undone with one button', async () => {
    const taken = await answer('a/1', 'b/1', 'same', { reason: 'J’y étais hier.' });
    assert.equal(taken.status, 303);
    const next = await get(taken.headers.get('location')!);
    assert.match(next.body, /Décidé : un seul projet\./);
    assert.match(next.body, /1 paire attend/);
    assert.match(next.body, /1 décision aujourd’hui/);
    assert.match(next.body, /J’y étais hier\./);
    assert.match(next.body, /Ana Curatrice, le 3 mai 2026/);
    assert.deepEqual(
      Object.values(await desk.matcher.projects()).filter((sheets) => sheets.length > 1),
      [['a/1', 'b/1']],
    );
    const { decisions } = await desk.desk.history({ most: 1 });
    const undone = await post('/curation/doublons/annuler', { decision: decisions[0]!.id });
    assert.equal(undone.status, 303);
    const back = await get(undone.headers.get('location')!);
    assert.match(back.body, /La décision est annulée/);
    assert.match(back.body, /2 paires attendent/);
    assert.match(back.body, /annulée par Ana Curatrice/);
  });

  test('what is put off comes last, and the queue can be emptied', async () => {
    await answer('a/1', 'b/1', 'later');
    assert.match((await get()).body, /value="a\/2"/);
    await answer('a/2', 'c/2', 'not-same');
    assert.match((await get()).body, /1 paire attend<\/b>, dont 1 remise à plus tard/);
    await answer('b/1', 'a/1', 'not-same');
    assert.match((await get()).body, /Rien n’attend : chaque paire a trouvé sa réponse/);
  });

  test('a contradiction is refused on the page, with the words that stand against it and their undoing', async () => {
    await answer('a/1', 'c/9', 'not-same');
    await answer('b/1', 'c/9', 'same');
    const refused = await answer('a/1', 'b/1', 'same');
    assert.equal(refused.status, 409);
    const body = await refused.text();
    assert.match(body, /La décision n’a pas été prise/);
    assert.equal(body.match(/Annuler\u00a0: «/g)!.length >= 2, true);
    assert.match(body, /value="a\/1"/, 'the same pair is still asked');
  });

  test('answered twice, by two curators, or after it is gone: a sentence, and nothing is lost', async () => {
    await answer('a/1', 'b/1', 'same');
    const again = await answer('a/1', 'b/1', 'same');
    assert.match((await get(again.headers.get('location')!)).body, /C’était déjà décidé/);
    const { decisions } = await desk.desk.history({ most: 1 });
    await post('/curation/doublons/annuler', { decision: decisions[0]!.id });
    const twice = await post('/curation/doublons/annuler', { decision: decisions[0]!.id });
    assert.equal(twice.status, 409);
    assert.match(await twice.text(), /Ana Curatrice l’a déjà annulée/);
  });

  test('a decision that gave way to a later one is told as replaced, not as undone', async () => {
    await answer('a/1', 'b/1', 'same');
    await answer('a/1', 'b/1', 'not-same');
    const { body } = await get();
    assert.match(body, /remplacée par une décision de Ana Curatrice le 3 mai 2026/);
    assert.ok(!body.includes('annulée par'));
  });

  test('bad forms change nothing and break nothing', async () => {
    for (const fields of [
      {},
      { a: 'a/1', b: 'b/1', verdict: 'perhaps' },
      { a: '', b: '', verdict: 'same' },
      { a: 'a/1', b: 'x'.repeat(3_000), verdict: 'same' },
    ] as Record<string, string>[])
      assert.equal((await post('/curation/doublons', fields)).status, 400);
    assert.equal((await answer('a/1', 'a/1', 'same')).status, 409);
    assert.equal((await answer('a/1', "z/9'; drop table decision; --", 'same')).status, 409);
    assert.equal((await post('/curation/doublons/annuler', { decision: 'zzz' })).status, 409);
    assert.equal((await post('/curation/doublons', { a: 'x'.repeat(100_000) })).status, 413);
    assert.equal((await get('/curation/doublons?fait=zzz&decision=%22%3E&remplace=-4&a=%00&b=')).status, 200);
    assert.equal((await desk.desk.history({ most: 0 })).total, 0);
  });

  test('a pair that nobody knows is not said to be put off, and what no database keeps breaks nothing', async () => {
    assert.equal((await answer('a/1', 'z/9', 'later')).status, 409);
    for (const [a, b, verdict, reason] of [
      ['a/1', 'b/1', 'same', 'Vu\u0000'],
      ['a/1', 'b/\u0000', 'same', ''],
      ['a/1', 'b/\u0000', 'later', ''],
    ] as const)
      assert.equal((await answer(a, b, verdict, { reason })).status, 400);
    assert.equal((await post('/curation/doublons/annuler', { decision: '\u0000' })).status, 409);
    assert.equal((await desk.desk.history({ most: 0 })).total, 0);
    assert.equal((await desk.desk.queue(1)).putOff, 0);
  });

  test('who asks for a pair that waits no longer is told so, and shown the next', async () => {
    await answer('a/1', 'b/1', 'not-same');
    const { body } = await get('/curation/doublons?a=a%2F1&b=b%2F1');
    assert.match(body, /Cette paire n’attend plus : voici la suivante/);
    assert.match(body, /value="a\/2"/);
  });

  test('each finding stands with what it weighs, in words', async () => {
    const { body } = await get('/curation/doublons?a=a%2F1&b=b%2F1');
    assert.match(body, /Ce que pèse chaque indice/);
    assert.match(body, /<th scope="row">à la même adresse<\/th><td[^>]*>\+\d+,\d/);
    assert.match(body, /avant d’avoir rien vu/);
    assert.match(body, /en tout/);
  });

  test('nobody, a member, and another site’s form stay outside', async () => {
    const elsewhere = {
      'Sec-Fetch-Site': 'cross-site',
      Origin: 'https://ailleurs.example',
      'Content-Type': own['Content-Type'],
    };
    const sent = await post('/curation/doublons', { a: 'a/1', b: 'b/1', verdict: 'same' }, elsewhere);
    assert.equal(sent.status, 403);
    for (const [visitor, refused] of [
      [undefined, 401],
      [{ ...ana, role: 'member' as const }, 403],
    ] as const) {
      desk.visitor.is = visitor;
      for (const path of ['/curation/doublons', '/en/curation/doublons']) {
        const { status, body } = await get(path);
        assert.equal(status, refused);
        assert.ok(!body.includes('Bocal'));
      }
      assert.equal((await answer('a/1', 'b/1', 'same')).status, refused);
      assert.equal((await post('/curation/doublons/annuler', { decision: 'x' })).status, refused);
    }
    assert.equal((await desk.desk.history({ most: 0 })).total, 0);
  });
});

test('whatever matching can find of a pair is said in French', () => {
  const { reasons } = voices.fr.words.curation;
  for (const says of Object.values(columns).flat()) assert.ok(Object.hasOwn(reasons, says), says);
});

test('a reason is said in French, word for word or by its pattern; one that has no words yet is marked as English', () => {
  const words = voices.fr.words;
  assert.deepEqual(sayReason(words, 'the same web page'), { text: 'la même page web' });
  assert.match(sayReason(words, 'only one is “bus”').text, /bus/);
  assert.match(sayReason(words, 'one is a fablab, the other a mairie').text, /fablab.*mairie/);
  assert.deepEqual(sayReason(words, 'constructor'), { text: 'constructor', lang: 'en' });
});
