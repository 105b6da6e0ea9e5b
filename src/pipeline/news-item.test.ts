/** What a mail says of a project whose catalogue keeps it here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testProject, testSources } from '#publish/testing.ts';
import { newsItem } from './news-item.ts';

const site = { city: 'Nantes', commune: '44109', precision: 'commune' as const, territories: [], how: [] };
const item = newsItem({
  baseUrl: 'https://carrefour.example',
  sources: testSources,
  territories: { territory: () => undefined },
});

test('a mail says of a closed catalogue’s project its title and who tells it: no place, no words', () => {
  const kept = testProject({ title: 'Gardé ici', summary: 'Un texte', toldBy: ['ferme'], sites: [site] });
  const { title, kicker, text } = item(kept, 'fr');
  assert.deepEqual([title, kicker, text], ['Gardé ici', undefined, undefined]);
  const open = testProject({ title: 'Ouvert', summary: 'Un texte', toldBy: ['ouvert'], sites: [site] });
  assert.deepEqual([item(open, 'fr').kicker, item(open, 'fr').text], ['Nantes', 'Un texte']);
});
