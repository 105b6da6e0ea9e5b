import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { exportProjects } from './export.ts';
import { exportablePart, licenceOf, openPart } from './exportable.ts';
import { testProject, testSources } from './testing.ts';

const by = (project: Project, source: string) => project.tellings.find((one) => one.source === source)!.sheet;

function toldByBoth(): Project {
  const project = testProject({
    title: 'Titre du catalogue fermé',
    summary: 'Résumé ouvert',
    body: 'Texte du catalogue fermé',
    themes: ['alimentation'],
    results: 'De source inconnue',
    toldBy: ['ouvert', 'ferme'],
  });
  project.provenance = {
    title: { sheets: [by(project, 'ferme')], rule: 'best-described' },
    summary: { sheets: [by(project, 'ouvert')], rule: 'best-described' },
    body: { sheets: [by(project, 'ferme')], rule: 'longest' },
    themes: { sheets: [by(project, 'ouvert'), by(project, 'ferme')], rule: 'union' },
  };
  return project;
}

test('of a project that an open and a closed catalogue tell, only what the open one says leaves', () => {
  const part = exportablePart(toldByBoth(), testSources)!;
  assert.equal(part.title, 'Titre du catalogue fermé, selon ouvert', 'the open catalogue’s own title');
  assert.equal(part.summary, 'Résumé ouvert');
  assert.equal(part.body, '');
  assert.deepEqual(part.themes, [], 'a list to which a closed catalogue gave');
  assert.equal(part.results, '', 'nobody can say whose it is');
  assert.deepEqual(part.sources, ['ouvert']);
  assert.ok(!JSON.stringify(part).includes('ferme/'), 'no trace of the closed sheet');
});

test('an answer says what open catalogues tell, and cites a closed one by title, address and licence', () => {
  const part = openPart(toldByBoth(), testSources);
  assert.equal(part.summary, 'Résumé ouvert');
  assert.deepEqual([part.body, part.themes, part.results], ['', [], '']);
  assert.equal(part.title, 'Titre du catalogue fermé, selon ouvert');
  assert.deepEqual(part.sources, ['ouvert', 'ferme'], 'whoever tells of it is named');
  assert.deepEqual(
    part.tellings.map(({ licence }) => licence),
    ['LO-2.0', 'closed'],
  );

  const closed = testProject({ title: 'Gardé ici', summary: 'Un texte', themes: ['habitat'], toldBy: ['ferme'] });
  closed.provenance = { summary: { sheets: [by(closed, 'ferme')], rule: 'best-described' } };
  const cited = openPart(closed, testSources);
  assert.deepEqual([cited.title, cited.summary, cited.themes, cited.provenance], ['Gardé ici', '', [], {}]);
  assert.deepEqual(cited.tellings, closed.tellings);
});

test('an answer says all that open catalogues tell, though no one licence serves them', () => {
  const project = testProject({ title: 'Le Bocal', summary: 'Sous ODbL', toldBy: ['partage', 'demo'] });
  project.tellings[1]!.licence = 'CC-BY-SA-4.0';
  assert.equal(openPart(project, testSources), project);
});

test('a project told only by closed catalogues does not leave, and the exporter is told', async () => {
  const closed = testProject({ title: 'Gardé ici', toldBy: ['ferme'] });
  const open = testProject({ title: 'Partagé', toldBy: ['partage'] });
  const leftOut: string[] = [];
  let text = '';
  for await (const piece of exportProjects({
    engine: { every: async () => [closed.id, open.id] },
    projects: { load: async (ids) => [closed, open].filter(({ id }) => ids.includes(id)) },
    sources: testSources,
    baseUrl: 'https://carrefour.example',
    language: 'fr',
    criteria: noCriteria,
    format: 'jsonl',
    onLeftOut: (id) => leftOut.push(id),
  }))
    text += piece;
  assert.deepEqual(leftOut, [closed.id]);
  assert.deepEqual(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id),
    [open.id],
  );
});

test('a licence that we don’t know promises nothing: what it covers stays', () => {
  const project = testProject({ title: 'Le Bocal' });
  project.tellings[0]!.licence = 'WTFPL';
  assert.equal(exportablePart(project, testSources), undefined);
});

test('a project that all its catalogues share leaves whole', () => {
  const project = testProject({ title: 'Le Bocal', toldBy: ['ouvert', 'partage'] });
  assert.equal(exportablePart(project, testSources), project);
});

test('two catalogues whose licences exclude one another: one part leaves, under its own licence', () => {
  const project = testProject({
    title: 'Le Bocal',
    summary: 'Résumé sous ODbL',
    body: 'Texte sous CC BY-SA',
    themes: ['alimentation'],
    needed: 'Écrit par une curatrice',
    toldBy: ['partage', 'demo', 'ouvert'],
  });
  const [odbl, bySa, open] = project.tellings;
  bySa!.licence = 'CC-BY-SA-4.0';
  project.provenance = {
    title: { sheets: [odbl!.sheet], rule: 'best-described' },
    summary: { sheets: [odbl!.sheet], rule: 'best-described' },
    body: { sheets: [bySa!.sheet], rule: 'longest' },
    themes: { sheets: [odbl!.sheet, open!.sheet], rule: 'union' },
    needed: { sheets: [], rule: 'set' },
  };
  const part = exportablePart(project, testSources)!;
  assert.deepEqual([part.summary, part.body, part.themes], ['Résumé sous ODbL', '', ['alimentation']]);
  assert.equal(part.needed, 'Écrit par une curatrice');
  assert.deepEqual(part.sources, ['partage', 'ouvert']);
  assert.equal(licenceOf(project, testSources), undefined);
  assert.equal(licenceOf(part, testSources), 'ODbL-1.0');
});

test('whoever vouches for a project and keeps its own telling here leaves no word in a file', () => {
  const project = testProject({ title: 'Le Bocal', toldBy: ['ouvert', 'ferme'] });
  project.endorsements = ['ouvert', 'ferme'].map((source) => ({ source, reason: 'Vu', at: '2026-05-01' }));
  assert.deepEqual(
    exportablePart(project, testSources)!.endorsements?.map(({ source }) => source),
    ['ouvert'],
  );
});
