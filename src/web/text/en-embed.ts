/** Maps embedded in other sites, in English. */
import type { embed as french } from './fr-embed.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const embed: typeof french = {
  name: (inside, site) => `${inside}, ${site}`,
  toldBy: (names) => `Told by ${names}`,
  see: (n, written) =>
    n === 0
      ? 'Search the Carrefour'
      : n === 1
        ? 'See this project on the Carrefour'
        : `See the ${written} projects on the Carrefour`,
  sources: 'Data:',
  none: 'No partner has declared a project here.',
  maps: 'Outlines: IGN. Brought together by the Carrefour des innovations sociales.',
  fallback: 'See these projects on the Carrefour des innovations sociales',
  link: 'Embeddable map',
  try: {
    title: 'Embed a map',
    lead: 'A map and a list of projects in your site, always up to date: choose, look, copy the code. No key, no tracker, nothing from third parties.',
    what: 'The projects',
    q: 'Words',
    where: 'Where',
    whereHint: 'A commune, a group of communes, a département or a région.',
    theme: 'Theme',
    placeKind: 'Kind of place',
    any: 'All',
    others: 'Other criteria kept:',
    drop: 'Start afresh',
    looks: 'Appearance',
    parts: { label: 'Show', tout: 'the map and the list', carte: 'the map alone', liste: 'the list alone' },
    aspect: { label: 'Light or dark', auto: 'that of the browser', clair: 'light', sombre: 'dark' },
    accent: 'Colour',
    accentHint:
      'Six hexadecimal digits, such as 7a1fa2. Without one: the violet of the Carrefour. Text on it stays readable.',
    height: 'Height, in pixels',
    show: 'See the result',
    result: 'The result',
    found: (n, written) => (n === 0 ? 'No project matches: change a criterion.' : `${written} project${s(n)}.`),
    preview: 'Preview',
    component: 'As a component',
    componentLead:
      'The lightest: a script of a few kilobytes, in any page. Without scripts, or where the page forbids them, the link stays.',
    frame: 'As a frame',
    frameLead:
      'For publishing tools that do not accept scripts. Many can also do it by themselves from the address of a search (oEmbed).',
    copy: 'Copy the code',
    copied: 'Code copied.',
    unknown: (text) => `No place is called “${text}”.`,
    several: (text) => `Several places match “${text}”:`,
    terms:
      'The partners that tell of the projects are named under the map with their licence: leave that visible. Sheets whose licence does not allow it are not shown outside the Carrefour.',
  },
};
