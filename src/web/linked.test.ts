/** Linked projects are shown with the reason, in both languages, and nothing stands where there are none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectPath } from '#model/project.ts';
import { inventedSite } from './testing.ts';

test('the page names what is linked to a project and why; a hostile title stays text', async () => {
  const related = [
    { id: '0123456789', title: 'La Bulle <b>', why: ['address' as const, 'site' as const] },
    { id: '1123456789', title: 'Radio Ressac', why: ['holder' as const] },
  ];
  const { site, projects } = await inventedSite({ related });
  const path = `/projets/${projectPath(projects[0]!)}`;
  const french = await (await site.request(path)).text();
  assert.match(french, /Projets liés/);
  assert.match(french, /href="\/projets\/la-bulle-b-0123456789">La Bulle &lt;b&gt;<\/a>/);
  assert.match(french, /\(à la même adresse, sur le même site web\)/);
  const english = await (await site.request(`/en${path}`)).text();
  assert.match(english, /href="\/en\/projets\/radio-ressac-1123456789"/);
  assert.match(english, /\(run by the same holder\)/);
});

test('without links there is no such chapter', async () => {
  const { site, projects } = await inventedSite();
  assert.doesNotMatch(await (await site.request(`/projets/${projectPath(projects[0]!)}`)).text(), /Projets liés/);
});
