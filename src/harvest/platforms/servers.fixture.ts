/** Servers that speak as each platform does: invented places in the shape of the true answers. For tests. */
import type { ServerResponse } from 'node:http';

/** Answers a request; undefined is 404. */
export type Server = (url: URL, response: ServerResponse) => unknown;

export interface Spoken {
  /** The address that a person would give, from the host on. */
  path: string;
  /** A server with so many items. */
  server(items: number): Server;
  /** The rows of the first item. */
  becomes: Record<string, unknown>;
  /** Items on a page, when there are pages. */
  step?: number;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const part = <T>(items: T[], start: number, size: number): T[] => items.slice(start, start + size);
const asked = (url: URL, name: string, otherwise: number): number => Number(url.searchParams.get(name) ?? otherwise);

const post = (id: number) => ({
  id,
  date: '2026-03-14T09:30:00',
  modified: '2026-05-02T18:01:12',
  slug: `lieu-${id}`,
  status: 'publish',
  type: 'lieu',
  link: `https://lieux.example/lieu/lieu-${id}/`,
  title: { rendered: `Lieu n&rsquo;${id}` },
  content: { rendered: '<p>Un <strong>jardin</strong> partagé.</p>\n', protected: false },
  acf: { commune: 'Brest' },
  'theme-lieu': [12, 15],
  _links: { self: [{ href: `https://lieux.example/wp-json/wp/v2/lieux/${id}` }] },
  _embedded: {
    author: [{ id: 3, name: 'Une personne', link: 'https://lieux.example/author/une/' }],
    'wp:featuredmedia': [{ id: 40, source_url: `https://lieux.example/photo-${id}.jpg`, alt_text: 'Le jardin' }],
    'wp:term': [
      [
        { id: 12, name: 'Jardin', slug: 'jardin', taxonomy: 'theme-lieu' },
        { id: 15, name: 'Compost', slug: 'compost', taxonomy: 'theme-lieu' },
      ],
      [{ id: 7, name: 'quartier', slug: 'quartier', taxonomy: 'post_tag' }],
    ],
  },
});
const { _links, _embedded, ...firstPost } = post(1);

const element = (id: number) => ({
  id: `e${id}`,
  name: `Épicerie ${id}`,
  geo: { latitude: 48.39, longitude: -4.48 },
  sourceKey: 'Réseau',
  address: { streetAddress: '1 rue du Port', addressLocality: 'Brest', postalCode: '29200', addressCountry: 'FR' },
  createdAt: '2024-01-02T00:00:00+01:00',
  updatedAt: '2026-01-02T00:00:00+01:00',
  status: id === 3 ? -4 : 1,
  categories: ['Alimentation'],
  categoriesFull: [{ id: 4, name: 'Alimentation', description: '', index: 0 }],
  email: 'private',
});
const { email, ...firstElement } = element(1);

export const spoken = {
  wordpress: {
    path: '/wp-json/wp/v2/lieux',
    step: 100,
    server: (items) => (url, response) => {
      if (url.pathname !== '/wp-json/wp/v2/lieux') return undefined;
      const [size, page] = [asked(url, 'per_page', 10), asked(url, 'page', 1)];
      const pages = Math.ceil(items / size);
      response.setHeader('x-wp-total', items);
      response.setHeader('x-wp-totalpages', pages);
      // A WordPress forbids searches to show its data; it does not forbid us to read them.
      response.setHeader('x-robots-tag', 'noindex');
      if (page > pages && items > 0) {
        response.statusCode = 400;
        return { code: 'rest_post_invalid_page_number', message: 'Trop loin.', data: { status: 400 } };
      }
      return part(numbers(items), (page - 1) * size, size).map(post);
    },
    becomes: {
      ...firstPost,
      '@image': { url: 'https://lieux.example/photo-1.jpg', alt: 'Le jardin' },
      '@terms': { 'theme-lieu': ['Jardin', 'Compost'], post_tag: ['quartier'] },
    },
  },
  opendatasoft: {
    path: '/api/explore/v2.1/catalog/datasets/lieux/records?limit=10&where=ouvert',
    server: (items) => (url) => {
      const dataset = '/api/explore/v2.1/catalog/datasets/lieux';
      if (url.pathname === dataset)
        return {
          dataset_id: 'lieux',
          fields: [
            { name: 'num', type: 'int', annotations: { id: [] } },
            { name: 'nom', type: 'text' },
          ],
          metas: { default: { title: 'Les lieux' } },
        };
      if (url.pathname === `${dataset}/records`) return { total_count: items, results: [] };
      if (url.pathname !== `${dataset}/exports/json` || url.searchParams.get('where') !== 'ouvert') return undefined;
      return numbers(items).map((num) => ({ num, nom: `Lieu ${num}`, geo_point_2d: { lon: -4.48, lat: 48.39 } }));
    },
    becomes: { num: 1, nom: 'Lieu 1', geo_point_2d: { lon: -4.48, lat: 48.39 } },
  },
  ckan: {
    path: '/api/3/action/datastore_search?resource_id=r1',
    step: 1000,
    server: (items) => (url) => {
      if (url.pathname !== '/api/3/action/datastore_search' || url.searchParams.get('resource_id') !== 'r1')
        return undefined;
      const records = numbers(items).map((id) => ({ _id: id, id: `L${id}`, nom: `Lieu ${id}`, rank: 0.1 }));
      return {
        help: 'https://donnees.example/api/3/action/help_show?name=datastore_search',
        success: true,
        result: {
          include_total: true,
          resource_id: 'r1',
          fields: [
            { id: '_id', type: 'int' },
            { id: 'id', type: 'text' },
            { id: 'nom', type: 'text' },
          ],
          records: part(records, asked(url, 'offset', 0), asked(url, 'limit', 100)),
          total: items,
        },
      };
    },
    becomes: { id: 'L1', nom: 'Lieu 1' },
  },
  gogocarto: {
    path: '/api/elements.json?categories=4',
    server: (items) => (url) => {
      if (url.pathname !== '/api/elements.json') return undefined;
      const isFull = url.searchParams.get('ontology') !== 'gogocompact';
      const compact = (id: number) => [`e${id}`, [`Épicerie ${id}`], 48.39, -4.48, [4]];
      const wanted = numbers(Math.min(items, asked(url, 'limit', items)));
      return {
        licence: 'ODbL',
        ontology: isFull ? 'gogofull' : 'gogocompact',
        data: wanted.map((id): unknown => (isFull ? element(id) : compact(id))),
      };
    },
    becomes: firstElement,
  },
  communecter: {
    path: '/api/organization/get/key/lieux/limit/50',
    step: 500,
    server: (items) => (url) => {
      if (!/^\/api\/organization\/get\/key\/lieux(\/limit\/50)?$/.test(url.pathname)) return undefined;
      const [limit, index] = [Math.min(500, asked(url, 'limit', 50)), asked(url, 'index', 0)];
      const found = part(numbers(items), index, limit).map((id) => [
        `5a${String(id).padStart(22, '0')}`,
        {
          _id: { $id: `5a${String(id).padStart(22, '0')}` },
          name: `Association ${id}`,
          geo: { '@type': 'GeoCoordinates', latitude: '48.39', longitude: '-4.48' },
          tags: ['jardin'],
          links: { members: { '5b': { type: 'citoyens' } } },
        },
      ]);
      // An empty list is written as PHP writes it.
      const entities = found.length === 0 ? [] : Object.fromEntries(found);
      return {
        meta: { limit, next: `/ph/communecter/data/get/type/organizations/limit/${limit}/index/${index + limit}` },
        entities,
      };
    },
    becomes: {
      '@key': '5a0000000000000000000001',
      name: 'Association 1',
      geo: { '@type': 'GeoCoordinates', latitude: '48.39', longitude: '-4.48' },
      tags: ['jardin'],
    },
  },
  murmurations: {
    path: '/v2/nodes?schema=organizations_schema-v1.0.0',
    step: 100,
    server: (items) => (url, response) => {
      const host = response.req.headers.host!;
      const profile = /^\/profils\/(\d+)\.json$/.exec(url.pathname)?.[1];
      if (profile !== undefined)
        return { linked_schemas: ['organizations_schema-v1.0.0'], name: `Lieu ${profile}`, mission: 'Partager' };
      if (url.pathname !== '/v2/nodes') return undefined;
      const [size, page] = [asked(url, 'page_size', 30), asked(url, 'page', 1)];
      const pages = Math.max(1, Math.ceil(items / size));
      const next = new URL(`http://${host}${url.pathname}${url.search}`);
      next.searchParams.set('page', String(page + 1));
      return {
        data: part(numbers(items), (page - 1) * size, size).map((id) => ({
          geolocation: { lat: 48.39, lon: -4.48 },
          last_updated: 1_770_000_000,
          linked_schemas: ['organizations_schema-v1.0.0'],
          primary_url: `lieu-${id}.example`,
          profile_url: `http://${host}/profils/${id}.json`,
          status: 'posted',
          expires: id === 3 ? 1_700_000_000 : undefined,
        })),
        links: { self: url.href, ...(page < pages && { next: next.href }) },
        meta: { number_of_results: items, total_pages: pages },
      };
    },
    becomes: {
      geolocation: { lat: 48.39, lon: -4.48 },
      last_updated: 1_770_000_000,
      linked_schemas: ['organizations_schema-v1.0.0'],
      primary_url: 'lieu-1.example',
      profile_url: 'http://HOST/profils/1.json',
      status: 'posted',
      detail: { linked_schemas: ['organizations_schema-v1.0.0'], name: 'Lieu 1', mission: 'Partager' },
    },
  },
  airtable: {
    path: '/v0/appLieux/Lieux',
    step: 100,
    server: (items) => (url) => {
      if (url.pathname !== '/v0/appLieux/Lieux') return undefined;
      const size = asked(url, 'pageSize', 100);
      const start = Number(/^itr(\d+)$/.exec(url.searchParams.get('offset') ?? 'itr0')?.[1]);
      const records = numbers(items).map((id) => ({
        id: `rec${String(id).padStart(14, '0')}`,
        createdTime: '2026-01-02T03:04:05.000Z',
        fields: { Nom: `Lieu ${id}`, Thèmes: ['jardin', 'compost'] },
      }));
      return { records: part(records, start, size), ...(start + size < items && { offset: `itr${start + size}` }) };
    },
    becomes: {
      '@id': 'rec00000000000001',
      '@createdTime': '2026-01-02T03:04:05.000Z',
      Nom: 'Lieu 1',
      Thèmes: ['jardin', 'compost'],
    },
  },
  grist: {
    path: '/api/docs/abc/tables/Lieux/records',
    server: (items) => (url) =>
      url.pathname === '/api/docs/abc/tables/Lieux/records'
        ? {
            records: numbers(items).map((id) => ({
              id,
              fields: {
                Nom: `Lieu ${id}`,
                Themes: ['L', 'jardin', 'compost'],
                Ouvert: ['d', 1_704_153_600],
                Calcul: ['E', 'TypeError'],
              },
            })),
          }
        : undefined,
    becomes: { '@id': 1, Nom: 'Lieu 1', Themes: ['jardin', 'compost'], Ouvert: '2024-01-02', Calcul: null },
  },
  baserow: {
    path: '/api/database/rows/table/42/',
    step: 200,
    server: (items) => (url, response) => {
      if (url.pathname !== '/api/database/rows/table/42/') return undefined;
      const [size, page] = [asked(url, 'size', 100), asked(url, 'page', 1)];
      const next = new URL(`http://${response.req.headers.host}${url.pathname}${url.search}`);
      next.searchParams.set('page', String(page + 1));
      return {
        count: items,
        next: page * size < items ? next.href : null,
        previous: null,
        results: part(numbers(items), (page - 1) * size, size).map((id) => ({
          id,
          order: `${id}.00000000000000000000`,
          Nom: `Lieu ${id}`,
          Étape: { id: 5, value: 'installé', color: 'green' },
          Thèmes: [
            { id: 1, value: 'jardin' },
            { id: 2, value: 'compost' },
          ],
        })),
      };
    },
    becomes: { id: 1, Nom: 'Lieu 1', Étape: 'installé', Thèmes: ['jardin', 'compost'] },
  },
} satisfies Record<string, Spoken>;
