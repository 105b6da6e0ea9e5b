/** Partner pages over the invented country. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Hono } from 'hono';
import type { Project } from '#model/project.ts';
import { inventedSite } from './testing.ts';
import { inventedSources } from './testing-country.ts';

describe('the page of a partner', () => {
  let site: Hono;
  let projects: Project[];
  before(async () => {
    ({ site, projects } = await inventedSite());
  });
  const get = async (path: string) => {
    const answer = await site.request(path);
    return { status: answer.status, body: await answer.text() };
  };

  test('it says who, on which terms, how fresh, and how many', async () => {
    for (const { id, name, licence } of inventedSources.values()) {
      const own = projects.filter(({ sources }) => sources.includes(id));
      const { status, body } = await get(`/partenaires/${id}`);
      assert.equal(status, 200);
      assert.ok(body.includes(name.fr));
      assert.match(body, new RegExp(`<b class="big num">${own.length} projets`));
      const shared = own.filter(({ sources }) => sources.length > 1).length;
      assert.ok(body.includes(`${shared} projets sur ${own.length}`), id);
      assert.ok(body.includes(licence === 'ODbL-1.0' ? 'partage à l’identique' : 'rel="license noopener"'));
      assert.ok(body.includes(`/api/v1/projects.csv?partenaire=${id}`));
      assert.match(body, /catalogue fictif de démonstration/);
    }
    assert.match((await get('/partenaires/reseau-reemploi')).body, /2 mai 2026/);
    assert.match((await get('/en/partenaires/fondation-horizon')).body, /not yet/);
  });

  test('it says how its last visit went and when the next one is, and not what only the operator may know', async () => {
    const { body } = await get('/partenaires/reseau-reemploi');
    assert.match(body, /Dernier passage<\/dt><dd>3 mai 2026\u00a0: il n’a pas pu être lu/);
    assert.match(body, /Prochain passage<\/dt><dd>9 mai 2100/);
    assert.doesNotMatch(body, /motdepasse/);
    assert.match((await get('/en/partenaires/reseau-reemploi')).body, /Next visit<\/dt><dd>9 May 2100/);
    assert.doesNotMatch((await get('/partenaires/fondation-horizon')).body, /passage/);
  });

  test('its regions lead to its projects there', async () => {
    const { body } = await get('/partenaires/jardins-en-ville');
    const part = body.split('<h2 id="ou">')[1]!.split('</section>')[0]!;
    const links = [...part.matchAll(/href="([^"]+)".*?aria-hidden="true">(\d+)/g)];
    assert.ok(links.length > 3);
    for (const [, href, said] of links)
      assert.match((await get(href!.replaceAll('&amp;', '&'))).body, new RegExp(`<h1[^>]*>\\s*${said} projet`), href);
  });

  test('the index has each once, in the order of names, and a project leads to those who tell it', async () => {
    const { body } = await get('/partenaires');
    const ids = [...body.matchAll(/href="\/partenaires\/([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, ['reseau-reemploi', 'jardins-en-ville', 'fondation-horizon', 'tiers-lieux-ouest']);
    const project = projects[0]!;
    const answer = await site.request(`/projets/${project.id}`);
    const page = (await get(answer.headers.get('location')!)).body;
    for (const id of project.sources) assert.ok(page.includes(`href="/partenaires/${id}"`), id);
  });

  test('an unknown partner is said', async () => {
    assert.equal((await get('/partenaires/personne')).status, 404);
  });

  test('a closed catalogue is read here and offers no file', async () => {
    const sources = new Map(
      [...inventedSources].map(([id, source]) => [id, { ...source, licence: 'closed' as const }]),
    );
    const answer = await (await inventedSite({ sources })).site.request('/partenaires/reseau-reemploi');
    const body = await answer.text();
    assert.match(body, /À lire ici, pas à reprendre/);
    assert.doesNotMatch(body, /\/api\/v1\/projects\./);
  });
});
