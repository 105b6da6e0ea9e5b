/** axe finds nothing, nothing runs off a narrow screen, in two languages, two themes and at several widths. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { projectPath } from '#model/project.ts';
import { launchChromium } from './chromium.ts';
import { type InventedServer, serveInventedSite } from './invented-server.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('every page, as axe and narrow screens see it', () => {
  let browser: Browser;
  let server: InventedServer;
  before(async () => {
    server = await serveInventedSite();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const pages: [name: string, path: () => string, status?: number][] = [
    ['home', () => '/'],
    ['search', () => '/recherche?q=jardin&theme=alimentation'],
    ['project', () => `/projets/${projectPath(server.projects[0]!)}`],
    ['home in English', () => '/en'],
    ['search in English', () => '/en/recherche?territoire=departement-59'],
    ['project in English', () => `/en/projets/${projectPath(server.projects[4]!)}`],
    ['criteria', () => '/recherche?territoire=commune-44109#criteres'],
    ['map', () => '/recherche#carte'],
    ['nothing found', () => '/recherche?q=jardin&theme=energie&lieu=fablab'],
    ['several places', () => '/recherche?ou=saint-denis'],
    ['territories', () => '/territoires'],
    ['a région', () => '/territoires/region-32'],
    ['a commune in English', () => '/en/territoires/commune-44109'],
    ['a territory without data', () => '/territoires/commune-15014'],
    ['partners', () => '/partenaires'],
    ['a partner', () => '/partenaires/reseau-reemploi'],
    ['a partner in English', () => '/en/partenaires/tiers-lieux-ouest'],
    ['themes', () => '/themes'],
    ['a theme', () => '/themes/alimentation'],
    ['kinds of place in English', () => '/en/lieux'],
    ['a kind of place in English', () => '/en/lieux/jardin-partage'],
    ['about', () => '/a-propos'],
    ['contribute in English', () => '/en/contribuer'],
    ['open data', () => '/donnees-ouvertes'],
    ['open data in English', () => '/en/donnees-ouvertes'],
    ['design', () => '/design'],
    ['design in English', () => '/en/design'],
    ['beyond the last page', () => '/recherche?q=jardin&page=90'],
    ['site map', () => '/plan-du-site'],
    ['legal notice', () => '/mentions-legales'],
    ['personal data in English', () => '/en/donnees-personnelles'],
    ['accessibility', () => '/accessibilite'],
    ['not found', () => '/projets/nulle-part-0123456789', 404],
  ];

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1280]) {
      test(`${colorScheme}, ${width} px: no violation, no sideways scroll, nothing in the console`, async () => {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
          bypassCSP: true,
        });
        try {
          const page = await context.newPage();
          const complaints: string[] = [];
          page.on('console', (message) => {
            if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
          });
          page.on('pageerror', (error) => complaints.push(error.message));
          for (const [name, path, status = 200] of pages) {
            const answer = await page.goto(server.base + path());
            assert.equal(answer?.status(), status, name);
            await page.addScriptTag({ path: axePath });
            const violations = (await page.evaluate(
              `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
                violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, any }) => html.slice(0, 140) + ' ' + (any[0]?.message ?? '')).slice(0, 3).join(' | ')))`,
            )) as string[];
            assert.deepEqual(violations, [], `${name}, ${colorScheme}, ${width} px`);
            const beyond = await page.evaluate(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            assert.equal(beyond, 0, `${name} at ${width} px is wider than the screen`);
          }
          assert.deepEqual(complaints, []);
        } finally {
          await context.close();
        }
      });
    }
});
