/**
 * `/recherche/carte?…&cadre=`: the clusters of a search inside a frame, for the interactive map, so many across as
 * `colonnes` says; with `fiches=1`, the first projects that stand in it, for a marker whose projects stand at one place.
 */
import type { Handler } from 'hono';
import { type Criteria, defaultPageSize, readCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import { openPart } from '#publish/exportable.ts';
import { pageCache } from '../headers.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Desk } from '../site.ts';
import { kindOf, placeOf } from '../view/card.tsx';
import { boxOf } from '../view/map.tsx';

/** Cells across the frame, where it is not said how many have room. */
const columns = 9;
const mostColumns = 24;
/** Projects told by the card of one place; the list has them all. */
const told = 8;
const world: [number, number, number, number] = [-180, -85, 180, 85];

export const mapRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const search = new URL(c.req.url).searchParams;
    const { criteria } = readCriteria(search);
    if (search.get('fiches') === '1') return c.json(await cardsOf(desk, criteria), 200, { 'Cache-Control': pageCache });
    const box = criteria.box ?? world;
    const answer = await rooms.engine.search({
      criteria: { ...criteria, box: undefined, page: 1, pageSize: 0 },
      maps: [{ box, columns: readColumns(search.get('colonnes')) }],
    });
    const clusters = answer.clusters.flat();
    const ids = clusters.flatMap(({ id }) => id ?? []);
    const projects = new Map((await rooms.projects.load(ids)).map((project) => [project.id, project]));
    c.header('Cache-Control', pageCache);
    return c.json({
      total: answer.total,
      clusters: clusters.map((cluster) => {
        const project = cluster.id === undefined ? undefined : projects.get(cluster.id);
        const near = rooms.territories.communeAt(cluster)?.name ?? '';
        return {
          lat: cluster.lat,
          lon: cluster.lon,
          count: cluster.count,
          box: boxOf(cluster),
          label:
            cluster.id === undefined
              ? voice.words.map.cluster(cluster.count, voice.number(cluster.count), near)
              : voice.words.map.one(near),
          written: voice.number(cluster.count),
          ...(project === undefined ? {} : { card: cardOf(desk, project) }),
        };
      }),
    });
  };

const readColumns = (said: string | null) =>
  /^\d{1,3}$/.test(said ?? '') ? Math.min(mostColumns, Math.max(1, Number(said))) : columns;

async function cardsOf(desk: Desk, criteria: Criteria) {
  const { rooms, voice } = desk;
  const { total, hits } = await rooms.engine.search({ criteria: { ...criteria, page: 1, pageSize: told } });
  const projects = await rooms.projects.load(hits.map(({ id }) => id));
  return {
    total,
    clusters: [],
    cards: projects.map((project) => cardOf(desk, project)),
    results: searchPath(voice, changed(criteria, { pageSize: defaultPageSize })),
  };
}

/** Other sites ask for it too, so that a closed catalogue's project is its title and the way to its page. */
const cardOf = ({ rooms, voice }: Desk, project: Project) => {
  const said = openPart(project, rooms.sources);
  return {
    title: voice.set(said.title),
    kicker: [kindOf(voice, said), placeOf(voice, rooms.territories, said)].filter(Boolean).join(' · '),
    summary: voice.set(said.summary),
    href: voice.path(`/projets/${projectPath(project)}`),
  };
};
