/** PostgreSQL full text, all in one statement: words, filters, disjunctive counts, places and map cells. */
import { Client } from 'pg';
import { testDatabase } from '#db/testing.ts';
import { tokens } from '#lib/text/tokens.ts';
import { facetNames } from '#model/criteria.ts';
import type { MapRequest, SearchDocument } from '#search/engine.ts';
import type { Contender } from './measure.ts';

const batch = 2_000;

export async function postgres(documents: readonly SearchDocument[]): Promise<Contender> {
  const database = await testDatabase({ migrated: false });
  const client = new Client(database.config);
  await client.connect();
  const columns = facetNames.map((name) => `"${name}" text[] not null default '{}'`).join(', ');
  await client.query(`create table sheet (id text, title text, words tsvector, worth real, year int,
    territories text[], lats float8[], lons float8[], ${columns})`);
  for (let from = 0; from < documents.length; from += batch) await put(client, documents.slice(from, from + batch));
  await client.query('create index on sheet using gin (words)');
  await client.query('vacuum analyze sheet');
  return {
    name: 'postgres',
    inProcess: false,
    lacks: 'BM25, synonyms, typos; distances of the sphere from a formula, no index of places',
    async ask(criteria, facets, map) {
      const values: unknown[] = [];
      const given = (value: unknown) => `$${values.push(value)}`;
      const typed = tokens(criteria.q);
      const query = typed.map((word, i) => `'${word}'${i + 1 === typed.length ? ':*' : ''}`).join(' & ');
      const words = typed.length === 0 ? undefined : `to_tsquery('french', ${given(query)})`;
      const where = words === undefined ? ['true'] : [`words @@ ${words}`];
      const { territories, yearFrom, near, box } = criteria;
      if (territories.length > 0) where.push(`territories && ${given(territories)}::text[]`);
      if (yearFrom !== undefined) where.push(`year >= ${given(yearFrom)}`);
      const at = (test: string) => `exists (select from unnest(lats, lons) as point (lat, lon) where ${test})`;
      if (box !== undefined) {
        const [west, south, east, north] = box.map((side) => given(side));
        where.push(at(`lat between ${south} and ${north} and lon between ${west} and ${east}`));
      }
      if (near !== undefined) {
        const [lat, lon, km] = [given(near.lat), given(near.lon), given(near.radiusKm)];
        where.push(
          at(`abs(lat - ${lat}) <= ${km} / 110.0 and 12742 * asin(sqrt(power(sin(radians(lat - ${lat}) / 2), 2)
            + cos(radians(${lat})) * cos(radians(lat)) * power(sin(radians(lon - ${lon}) / 2), 2))) <= ${km}`),
        );
      }
      const chosen = facetNames.filter((name) => (criteria.chosen[name]?.length ?? 0) > 0);
      const fails = new Map(
        chosen.map((name) => [name, `(not "${name}" && ${given(criteria.chosen[name])}::text[])::int`]),
      );
      const sum = [...fails.values()].join(' + ') || '0';
      where.push(`${sum} <= 1`);
      const counts = facets.map(
        (name) => `'${name}', (select json_object_agg(value, n) from
          (select value, count(*) as n from found, unnest("${name}") as value
           where fails = 0 ${fails.has(name) ? `or fails_${chosen.indexOf(name)} = 1` : ''} group by value) as one)`,
      );
      // What is not asked for costs it nothing.
      const columns = facets.length === 0 ? '' : `${facetNames.map((name) => `"${name}"`).join(', ')}, `;
      const { rows } = await client.query({
        text: `with found as materialized (
          select id, ${columns}${map === undefined ? '' : 'lats, lons, '}${sum} as fails
            ${[...fails.values()].map((fail, i) => `, ${fail} as fails_${i}`).join('')},
            ${words === undefined ? 'worth' : `ts_rank(words, ${words}, 1)`} as rank
          from sheet where ${where.join(' and ')})
        select (select count(*) from found where fails = 0) as total,
          (select json_agg(id) from (select id from found where fails = 0 order by rank desc, id
            limit ${criteria.pageSize}) as best) as hits,
          json_build_object(${counts.join(', ')}) as facets${map === undefined ? '' : `, ${cellsOf(map)} as cells`}`,
        values,
      });
      return rows[0];
    },
    async close() {
      await client.end();
      await database.close();
    },
  };
}

function cellsOf({ box: [west, south, east, north], columns }: MapRequest): string {
  const width = (east - west) / columns;
  return `(select json_agg(cell) from (select floor((lat - ${south}) / ${width}), floor((lon - ${west}) / ${width}),
     count(*), avg(lat), avg(lon) from found, unnest(lats, lons) as point (lat, lon)
     where fails = 0 and lat between ${south} and ${north} and lon between ${west} and ${east}
     group by 1, 2) as cell)`;
}

async function put(client: Client, documents: readonly SearchDocument[]): Promise<void> {
  const rows = documents.map((document) => ({
    ...document.facets,
    ...Object.fromEntries(facetNames.map((name) => [name, document.facets[name] ?? []])),
    id: document.id,
    title: document.title,
    b: `${document.summary} ${document.organisations}`,
    c: `${document.body} ${document.keywords}`,
    worth: document.quality,
    year: document.startYear ?? null,
    territories: document.territories,
    lats: document.points.map(({ lat }) => lat),
    lons: document.points.map(({ lon }) => lon),
  }));
  const names = facetNames.map((name) => `"${name}"`).join(', ');
  const types = facetNames.map((name) => `"${name}" text[]`).join(', ');
  await client.query(
    `insert into sheet (id, title, words, worth, year, territories, lats, lons, ${names})
    select id, title, setweight(to_tsvector('french', title), 'A') || setweight(to_tsvector('french', b), 'B')
      || setweight(to_tsvector('french', c), 'C'), worth, year, territories, lats, lons, ${names}
    from jsonb_to_recordset($1) as one (id text, title text, b text, c text, worth real, year int,
      territories text[], lats float8[], lons float8[], ${types})`,
    [JSON.stringify(rows)],
  );
}
