/** What people add themselves, as a source like any other: its manifest, and a telling as a row of it. */
import type { Row } from '#model/record.ts';
import { manifestSchema, type Source } from '#model/source.ts';
import { contributionsId, type Telling } from '#model/telling.ts';

export const contributionsSource: Source = {
  ...manifestSchema.parse({
    id: contributionsId,
    name: { fr: 'Contributions au Carrefour', en: 'Contributions to the Carrefour' },
    organisation: {
      name: 'Carrefour des innovations sociales',
      about: {
        fr: 'Des projets racontés ici même par celles et ceux qui les portent, relus avant de paraître.',
        en: 'Projects told on this very site by those who hold them, read by a person before they appear.',
      },
    },
    licence: 'LO-2.0',
    attribution: 'Contributions au Carrefour des innovations sociales',
    format: { type: 'json' },
    key: ['id'],
    uncounted: ['updated'],
    map: {
      kind: { constant: 'projet' },
      title: 'title',
      summary: 'summary',
      body: 'body',
      themes: { from: 'themes[]', otherwise: 'keep' },
      audiences: { from: 'audiences[]', otherwise: 'keep' },
      stage: { from: 'stage', otherwise: 'keep' },
      startYear: 'startYear',
      holder: { name: 'holder', kind: { from: 'holderKind', otherwise: 'keep' } },
      sites: [{ address: 'address', postcode: 'postcode', city: 'city' }],
      links: [{ url: 'website' }, { url: 'otherLink' }],
      images: [{ url: 'images[].url', label: 'images[].alt' }],
      mails: 'contact',
      results: 'results',
      needed: 'needed',
      attribution: 'attribution',
      language: 'language',
      createdAt: 'created',
      updatedAt: 'updated',
    },
  }),
  folder: '',
};

export interface RowOf {
  id: string;
  telling: Telling;
  language: 'fr' | 'en';
  pictures: readonly { url: string; alt: string }[];
  createdAt: Date;
  updatedAt: Date;
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** The record's row: what the person wrote, word for word, without what is the form's own. */
export function rowOf({ id, telling, language, pictures, createdAt, updatedAt }: RowOf): Row {
  const { licence: _, ...said } = telling;
  const attribution = said.attribution === '' ? undefined : said.attribution;
  return { id, ...said, attribution, language, images: pictures, created: day(createdAt), updated: day(updatedAt) };
}
