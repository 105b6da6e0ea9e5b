import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exportFormats, exportProject } from './export.ts';
import { projectViewSchema } from './project-view.ts';
import { anyProject, testProject, testSources } from './testing.ts';
import { projectUrl, viewProject } from './view-project.ts';

const publication = { sources: testSources, baseUrl: 'https://carrefour.example', language: 'fr' as const };

test('a withheld contact leaves in no form: neither page of the API nor any export', async () => {
  await fc.assert(
    fc.asyncProperty(anyProject, async (project) => {
      const withheld = project.contacts.filter(({ published }) => !published).map(({ value }) => value);
      const texts = [JSON.stringify(viewProject(project, publication))];
      for (const format of exportFormats) texts.push((await exportProject(project, format, publication)) ?? '');
      for (const value of withheld) assert.ok(!texts.some((text) => text.includes(value)), value);
      // Which catalogue gave it these projects don't say: beside a closed one it stays here.
      if (project.sources.includes('ferme')) return;
      for (const { value } of project.contacts.filter(({ published }) => published))
        assert.ok(texts[0]!.includes(value), 'a published one is there');
    }),
  );
});

test('whatever the project, its view is what the schema says, and JSON keeps it as it is', () => {
  fc.assert(
    fc.property(anyProject, fc.constantFrom('fr', 'en'), (project, language) => {
      const view = viewProject(project, { ...publication, language });
      projectViewSchema.parse(view);
      assert.equal(view.url, projectUrl(project, publication.baseUrl), 'the address of its page, whoever named it');
      assert.deepEqual(JSON.parse(JSON.stringify(view)), JSON.parse(JSON.stringify(projectViewSchema.parse(view))));
    }),
  );
});

test('the keys that partners give their sheets stay inside: provenance names catalogues', () => {
  const project = testProject({ title: 'Le Bocal', toldBy: ['ouvert', 'partage'] });
  const sheets = project.tellings.map(({ sheet }) => sheet);
  project.provenance = { summary: { sheets, rule: 'longest' } };
  const view = viewProject(project, publication);
  assert.deepEqual(view.provenance, {
    summary: { sources: ['ouvert', 'partage'], rule: 'longest', licence: 'ODbL-1.0' },
  });
  assert.ok(!JSON.stringify(view).includes('cle-interne'));
});

test('labels follow the language; codes and addresses don’t', () => {
  const project = testProject({ title: 'Le Bocal', themes: ['alimentation'] });
  const french = viewProject(project, publication);
  const english = viewProject(project, { ...publication, language: 'en' });
  assert.deepEqual(french.themes, [{ code: 'alimentation', label: 'Alimentation et agriculture' }]);
  assert.deepEqual(english.themes, [{ code: 'alimentation', label: 'Food and farming' }]);
  assert.equal(french.url, english.url);
  assert.equal(french.url, `https://carrefour.example/projets/le-bocal-${project.id}`);
});

test('each telling says its licence, its attribution, and whether it is invented', () => {
  const view = viewProject(testProject({ title: 'Le Bocal', toldBy: ['partage', 'demo'] }), publication);
  assert.deepEqual(
    view.tellings.map(({ source, licence, attribution, fictitious }) => [source, licence.id, attribution, fictitious]),
    [
      ['partage', 'ODbL-1.0', 'Réseau partage, 2025', false],
      ['demo', 'CC-BY-4.0', 'Réseau demo, 2025', true],
    ],
  );
  assert.equal(view.tellings[0]!.licence.shareAlike, true);
  assert.equal(view.fictitious, true);
});
