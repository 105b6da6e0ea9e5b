/** The pages that people read most go without the sheet of forms and desks: nothing in them may be drawn by it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { load } from 'cheerio';
import { projectPath } from '#model/project.ts';
import { storeOf } from './testing.ts';
import { inventProjects } from './testing-country.ts';
import { type PeopledSite, peopledSite } from './testing-people.ts';

const projects = inventProjects();
/** A project that a partner vouches for, whose catalogue has been corrected. */
const vouched = {
  ...projects[0]!,
  endorsements: [
    { source: projects[0]!.sources[0]!, reason: 'Nous y étions.', at: '2026-05-03' },
    { source: projects[0]!.sources[0]!, reason: 'Nous y retournons.', at: '2026-05-04' },
  ],
};

let house: PeopledSite;
before(async () => {
  house = await peopledSite({ rooms: { projects: storeOf([vouched, ...projects.slice(1)]) } });
});
after(() => house.close());

const body = async (path: string) => (await house.browser().get(path)).text();
const sheetsOf = (page: string) =>
  [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!);

/** The selectors of a sheet, one by one, without what no parsed page can answer (hover, focus, what is before). */
function selectorsOf(css: string): string[] {
  const flat = css.replace(/@(media|supports)[^{]+\{/g, '').replace(/@[a-z-]+[^{]*\{[^}]*\}/g, '');
  return [...flat.matchAll(/(?:^|[{}])([^{}]+)\{/g)]
    .flatMap(([, group]) => group!.split(/,(?![^(]*\))/))
    .map((one) =>
      one
        .replace(/::[a-z-]+/g, '')
        .replace(/:(hover|focus-visible|focus-within|focus|active|target|checked|invalid|open)/g, '')
        .trim(),
    )
    .filter((one) => one !== '' && one !== ':root');
}

const readers = [
  '/',
  '/en',
  '/recherche',
  '/recherche?q=jardin&expliquer=1',
  '/recherche?q=jardin&theme=energie&lieu=fablab',
  '/recherche?ou=saint-denis',
  `/projets/${projectPath(vouched)}`,
  `/projets/${projectPath(projects[4]!)}`,
  '/territoires',
  '/territoires/region-32',
  '/territoires/commune-15014',
  '/themes',
  '/themes/alimentation',
  '/lieux',
  '/lieux/jardin-partage',
  '/partenaires',
  '/partenaires/reseau-reemploi',
];

test('a page that is read comes with one sheet, and the other would change nothing in it', async () => {
  const [, desk] = sheetsOf(await body('/connexion'));
  assert.ok(desk !== undefined, 'a page with a form has both');
  const selectors = selectorsOf(await body(desk));
  assert.ok(selectors.length > 200, `${selectors.length} selectors were read`);
  for (const path of readers) {
    const page = await body(path);
    assert.equal(sheetsOf(page).length, 1, path);
    const $ = load(page);
    assert.deepEqual(
      selectors.filter((selector) => $(selector).length > 0),
      [],
      path,
    );
  }
});

test('both sheets are there where something is filled in or decided, and each once', async () => {
  for (const path of ['/connexion', '/observatoire', '/design', '/contribuer', '/alertes/suivre?q=jardin']) {
    const sheets = sheetsOf(await body(path));
    assert.equal(new Set(sheets).size, 2, path);
    for (const sheet of sheets) assert.ok((await body(sheet)).length > 1000, sheet);
  }
});
