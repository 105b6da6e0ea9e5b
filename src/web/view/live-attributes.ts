/** What the interactive map is told by its element: where to ask, what to show, what to say. */
import { boundsOf, writeArea } from '#model/area.ts';
import { type Criteria, noCriteria, writeCriteria } from '#model/criteria.ts';
import type { DrawnMap } from '../search/ask.ts';
import type { Voice } from '../text/language.ts';
import type { Tiles } from '../tiles.ts';
import type { Country } from './country.ts';

interface LiveMapOf {
  voice: Voice;
  country: Country;
  criteria: Criteria;
  map: DrawnMap;
}

/** The parameters that the interactive map sends on to ask for clusters: the frame is its own. */
const mapQuery = (criteria: Criteria) =>
  writeCriteria({ ...noCriteria, ...criteria, box: undefined, page: 1, sort: 'pertinence' })
    .toString()
    .replaceAll('%2C', ',');

/** For every interactive map, an embedded one too. `clusters` is the path that answers for them; `more` is said besides. */
export function liveAttributes(
  { voice, country, criteria, map }: LiveMapOf,
  clusters: string,
  more: Record<string, string> = {},
) {
  const { live, liveLoading: loading, liveFailed: failed, go, close, all, zoomIn, zoomOut } = voice.words.map;
  const { area, territories } = criteria;
  const around = area === undefined ? map.around : boundsOf(area);
  return {
    class: 'sheet',
    clusters: `${clusters}?${mapQuery(criteria)}`,
    ground: '/carte/fond.json',
    outlines: territories.length === 0 ? undefined : `/carte/contours.json?territoire=${territories.join(',')}`,
    zone: area && writeArea(area),
    box: around?.join(','),
    frames: JSON.stringify(
      country.frames.map(({ name, box: degrees }) => ({
        name,
        box: degrees.map((one) => Math.round(one * 100) / 100),
      })),
    ),
    says: JSON.stringify({ live, loading, failed, go, close, all, zoomIn, zoomOut, ...more }),
  };
}

/** What the map says besides, where it searches and is drawn on. */
const saysSearching = [
  'searches',
  'here',
  'follow',
  'draw',
  'drawHow',
  'drawKeys',
  'drawCount',
  'drawWrong',
  'drawPlace',
  'drawUndo',
  'drawDone',
  'drawCancel',
  'around',
] as const satisfies readonly (keyof Voice['words']['map'])[];

/** The same on the page of results: it searches where one looks. */
export function searchingAttributes(shown: LiveMapOf, tiles: Tiles | undefined) {
  const { voice, criteria } = shown;
  const words = voice.words.map;
  const more = Object.fromEntries(saysSearching.map((name) => [name, words[name]]));
  return {
    ...liveAttributes(shown, voice.path('/recherche/carte'), more),
    search: `${voice.path('/recherche')}?${mapQuery(criteria)}`,
    tiles: tiles?.url,
    'tiles-kind': tiles?.kind,
    credit: tiles?.attribution,
  };
}
