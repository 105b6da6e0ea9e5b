/** What a curator and a partner would notice of runs: a word that does not hold, a diff that lies, a door open to anybody. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { harvestSource } from '#harvest/run.ts';
import type { Person } from '#model/person.ts';
import { testSource } from '#model/testing.ts';
import { ana, type ReviewSite, reviewSite } from './curation-testing.ts';

const own = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };

describe('the runs', () => {
  let desk: ReviewSite;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'carrefour-runs-'));
    desk = await reviewSite();
  });
  afterEach(async () => {
    await desk?.close();
    rmSync(folder, { recursive: true });
  });

  let day = Date.UTC(2026, 3, 1);
  const harvest = (content: string, more: object = {}) => {
    const path = join(folder, 'catalogue.csv');
    writeFileSync(path, content);
    return harvestSource({
      db: desk.database.db,
      source: testSource({ id: 'lues', key: ['id'], map: { title: 'nom' }, ...more }, folder),
      input: { kind: 'file', path },
      now: () => new Date((day += 3_600_000)),
    });
  };
  const rows = (count: number, from = 1) =>
    Array.from({ length: count }, (_, n) => `${n + from},projet ${n + from}\n`).join('');
  /** A good run of thirty, then one that lost all but two, changed one, and holds a row that is refused. */
  const hold = async () => {
    await harvest(`id,nom,ville\n${rows(30).replaceAll('\n', ',Nantes\n')}`);
    return (await harvest('id,nom\n1,PROJET <b>un</b>\n2,projet 2\n,sans identifiant\n99,neuf\n')).run!;
  };

  const get = async (path: string) => {
    const answer = await desk.site.request(path);
    const body = (await answer.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
    return { status: answer.status, cache: answer.headers.get('cache-control'), body };
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = own) =>
    desk.site.request(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  const word = (run: string, act: 'appliquer' | 'refuser', raison = 'Le catalogue a bien rétréci.') =>
    post(`/curation/moissons/${run}/${act}`, { raison });

  test('a held run is told whole: why, what was read, columns, each change, each refused line', async () => {
    const run = await hold();
    const list = await get('/curation/moissons');
    assert.equal(list.status, 200);
    assert.equal(list.cache, 'private, no-store');
    assert.ok(list.body.includes(`/curation/moissons/${run}`));
    const { status, cache, body } = await get(`/curation/moissons/${run}`);
    assert.equal(status, 200);
    assert.equal(cache, 'private, no-store');
    for (const words of [
      '28 fiches sur 30 ont disparu (93,3 %, alors qu’on en attend au plus 50 %)',
      'La colonne « ville » n’est plus là',
      '28 disparues',
      '… et 8 autres.',
      '1 nouvelle',
      '<del>projet 1</del>',
      '<ins>PROJET &lt;b&gt;un&lt;/b&gt;</ins>',
      'Ligne 4',
      'Rien n’identifie la fiche : « id » ne contient rien.',
      'catalogue.csv',
      'Appliquer cette lecture',
      'Refuser cette lecture',
    ])
      assert.ok(body.includes(words), words);
    assert.ok(!body.includes(folder), 'where a file lies on the machine is not told');
    const more = await get(`/curation/moissons/${run}?plus=1`);
    assert.ok(!more.body.includes('autres.'));
    const english = await get(`/en/curation/moissons/${run}`);
    assert.match(english.body, /28 of 30 items are no longer there/);
    assert.match(english.body, /The column “ville” is no longer there/);
  });

  test('applied, it is done and told, its sheets are asked for, and a second word comes too late', async () => {
    const run = await hold();
    const taken = await word(run, 'appliquer');
    assert.equal(taken.status, 303);
    const { body } = await get(taken.headers.get('location')!);
    assert.match(body, /C’est appliqué/);
    assert.match(body, /Appliquée par Ana Curatrice, le/);
    assert.match(body, /Le catalogue a bien rétréci\./);
    assert.ok(!body.includes('Appliquer cette lecture'));
    assert.deepEqual(desk.described, ['lues']);
    const again = await word(run, 'refuser', 'Non.');
    assert.equal(again.status, 409);
    assert.match(await again.text(), /Quelqu’un d’autre a décidé avant vous/);
    assert.match((await get('/curation/moissons')).body, /Aucune lecture n’attend/);
  });

  test('refused, nothing changes; applied after a newer run, the page says that it is too late', async () => {
    const refused = await hold();
    assert.match((await get((await word(refused, 'refuser')).headers.get('location')!)).body, /y reste/);
    const late = (await harvest('id,nom\n1,un\n')).run!;
    await harvest(`id,nom\n${rows(30)}`);
    const answer = await word(late, 'appliquer');
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /C’est trop tard/);
    assert.deepEqual(desk.described, []);
    assert.match((await get(`/curation/moissons/${late}?fait=applied`)).body, /n’a plus d’objet/);
    assert.doesNotMatch((await get(`/curation/moissons/${late}?fait=applied`)).body, /C’est appliqué/);
  });

  test('without a reason, on a run that is none, too long, or from another site, nothing is decided', async () => {
    const run = await hold();
    const empty = await word(run, 'appliquer', '   ');
    assert.equal(empty.status, 409);
    assert.match(await empty.text(), /Il faut une raison/);
    assert.equal((await word('3f2b0c1d-0000-4000-8000-00000000abcd', 'appliquer')).status, 404);
    assert.equal((await word("x'; drop table run; --", 'refuser')).status, 404);
    assert.equal((await word(run, 'refuser', 'x'.repeat(70_000))).status, 413);
    const elsewhere = { ...own, 'Sec-Fetch-Site': 'cross-site', Origin: 'https://ailleurs.example' };
    assert.equal((await post(`/curation/moissons/${run}/appliquer`, { raison: 'a' }, elsewhere)).status, 403);
    assert.equal((await get(`/curation/moissons/${run.slice(0, 8)}`)).status, 404);
    assert.equal((await get('/curation/moissons?source=%27%22')).status, 200);
    assert.match((await get(`/curation/moissons/${run}`)).body, /Appliquer cette lecture/);
  });

  test('every run stands in the history, of all catalogues or of one, each with its diff', async () => {
    await hold();
    const broken = (await harvest('id,nom\n')).run!;
    const { body } = await get('/curation/moissons?source=lues');
    assert.equal(body.match(/\/curation\/moissons\/[0-9a-f-]{36}/g)!.length, 4, 'one waits, and three of the past');
    assert.match(body, /échouée/);
    assert.match((await get(`/curation/moissons/${broken}`)).body, /Le catalogue est vide/);
    assert.match((await get('/curation/moissons?source=inconnu')).body, /Aucune lecture encore/);
  });

  test('who speaks for a catalogue sees its runs, what was refused and why; nobody else does', async () => {
    const run = await hold();
    const partner: Person = { ...ana, id: 'p-bao', role: 'member', partners: [{ source: 'lues', role: 'editor' }] };
    const path = '/partenaires/lues/moissons';
    desk.visitor.is = partner;
    const { status, cache, body } = await get(path);
    assert.equal(status, 200);
    assert.equal(cache, 'private, no-store');
    assert.match(body, /attend qu’une personne du Carrefour la regarde/);
    assert.match(body, /Rien n’identifie la fiche/);
    assert.ok(!body.includes('Appliquer cette lecture'));
    assert.match((await get(`${path}/${run}`)).body, /28 disparues/);
    assert.match((await get(`/en${path}`)).body, /waiting for a curator/);
    assert.equal((await word(run, 'appliquer')).status, 403, 'a partner does not decide on its own');
    assert.equal((await get('/partenaires/a/moissons')).status, 403);
    assert.equal((await get('/curation/moissons')).status, 403);
    const other = { ...partner, partners: [{ source: 'jamais-lues', role: 'admin' as const }] };
    desk.visitor.is = other;
    assert.equal((await get(path)).status, 403);
    assert.equal((await get(`/partenaires/jamais-lues/moissons/${run}`)).status, 404, 'by another’s address neither');
    assert.match((await get('/partenaires/jamais-lues/moissons')).body, /pas encore été lu/);
    desk.visitor.is = undefined;
    assert.equal((await get(path)).status, 401);
    assert.equal((await get(`/curation/moissons/${run}`)).status, 401);
  });
});
