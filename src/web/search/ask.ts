/** One search page: what the address asks, what the engine answers, which projects are shown. */
import { type Criteria, facetNames } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { Hit, MapCluster, MapRequest, SearchAnswer, SearchEngine, SearchRequest } from '#search/engine.ts';
import type { Rooms } from '../rooms.ts';
import type { Country, DrawnFrame } from '../view/country.ts';
import { framesOf } from '../view/drawn-area.tsx';
import { extentOf } from './territory-surroundings.ts';

export const shownLevels = ['region', 'departement'] as const;
/** Past these, what holds only some of the words is seldom what was meant. */
const nearbyShown = 6;

export interface FoundProject {
  project: Project;
  hit: Hit;
}

export interface Results {
  criteria: Criteria;
  answer: SearchAnswer;
  cards: FoundProject[];
  /** Projects that hold only some of the words: shown apart, in no count. */
  nearby: FoundProject[];
  map: DrawnMap;
}

/** What the server draws: one frame enlarged, or the whole country with every inset. */
export interface DrawnMap {
  /** In the units of the drawn country: x, y, width, height. */
  view: [number, number, number, number];
  /** The only frame to draw; undefined draws all. */
  frame: string | undefined;
  /** What it was drawn around, in degrees, when it is one frame. */
  around?: Box;
  clusters: { cluster: MapCluster; x: number; y: number }[];
  withoutPoint: number;
}

export async function askResults(
  rooms: Pick<Rooms, 'engine' | 'projects' | 'territories' | 'outlines'> & { country: Country },
  criteria: Criteria,
): Promise<Results> {
  const places = criteria.territories.flatMap((id) => rooms.territories.territory(id) ?? []);
  const { answer, map } = await searchWithMap(
    rooms,
    { criteria, facets: facetNames, countTerritories: shownLevels, nearby: nearbyShown },
    undefined,
    places.map((place) => extentOf(rooms, place)).filter((extent) => extent !== undefined),
  );
  const nearbyHits = answer.nearby ?? [];
  const projects = await rooms.projects.load([...answer.hits, ...nearbyHits].map((hit) => hit.id));
  const byId = new Map(projects.map((project) => [project.id, project]));
  const found = (hits: readonly Hit[]) =>
    hits.flatMap((hit): FoundProject[] => {
      const project = byId.get(hit.id);
      return project === undefined ? [] : [{ project, hit }];
    });
  return { criteria, answer, cards: found(answer.hits), nearby: found(nearbyHits), map };
}

/** Room for the markers of the coasts, in the units of the map. */
const margin = 14;
/** How many clusters fit across the mainland, and across a near view, so that the land is still seen; insets have one. */
const columns = { whole: 7, near: 7 };

/**
 * A search and its map, of one answer: the map's frames are asked with it, or once more when what was found decides them.
 * `extent`, in degrees, is what to show whatever was found: a territory's extent. `whole` is shown beside what was found.
 */
export async function searchWithMap(
  { engine, country }: { engine: SearchEngine; country: Country },
  request: Omit<SearchRequest, 'maps'>,
  extent?: Box,
  whole: readonly Box[] = [],
): Promise<{ answer: SearchAnswer; map: DrawnMap }> {
  const { criteria } = request;
  const known = extent ?? criteria.box ?? areaBox(criteria, country);
  if (known !== undefined || !isPlaced(criteria)) {
    const sight = sightOf(country, criteria, known, extent === undefined ? 7 : 54);
    const answer = await engine.search({ ...request, maps: sight.maps });
    return { answer, map: drawn(country, sight, answer) };
  }
  const answer = await engine.search({ ...request, maps: [] });
  const sight = sightOf(country, criteria, answer.bounds && boxOfAll([answer.bounds, ...whole]), 7);
  const again = await engine.search({ criteria: { ...criteria, page: 1, pageSize: 0 }, maps: sight.maps });
  return { answer, map: drawn(country, sight, again) };
}

/** What of the country is drawn, and the map to ask for each of its frames. */
interface Sight {
  around?: Box;
  view: DrawnMap['view'] | undefined;
  frames: DrawnFrame[];
  maps: MapRequest[];
}

function sightOf(country: Country, criteria: Criteria, box: Box | undefined, closest: number): Sight {
  const view = box && viewOf(box, country, closest);
  if (view === undefined) {
    const frames = [...country.frames];
    const maps = frames.map((frame, at) => ({ box: frame.box, columns: at === 0 ? columns.whole : 1 }));
    return { view: undefined, frames, maps };
  }
  const frame = country.frames.find(({ id }) => id === view.frame)!;
  const asked = criteria.box ?? boxAround(view.box, frame);
  return { around: view.box, view: view.view, frames: [frame], maps: [{ box: asked, columns: columns.near }] };
}

function drawn(
  country: Country,
  { around, view, frames }: Sight,
  { clusters, withoutPoint = 0 }: SearchAnswer,
): DrawnMap {
  const placed = frames.flatMap((frame, f) =>
    (clusters[f] ?? []).flatMap((cluster) => {
      const at = country.project(cluster.lat, cluster.lon);
      return at === undefined || at.frame !== frame.id ? [] : [{ cluster, x: at.x, y: at.y }];
    }),
  );
  return {
    view: view ?? [-margin, -margin, country.width + 2 * margin, country.height + 2 * margin],
    frame: view && frames[0]!.id,
    around,
    clusters: placed,
    withoutPoint,
  };
}

/** The least box that holds them all. */
const boxOfAll = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map(([west]) => west)),
  Math.min(...boxes.map(([, south]) => south)),
  Math.max(...boxes.map(([, , east]) => east)),
  Math.max(...boxes.map(([, , , north]) => north)),
];

/** What of one frame a drawn area covers; undefined when it meets several, or none. */
function areaBox({ area }: Criteria, country: Country): Box | undefined {
  const [part, ...others] = area === undefined ? [] : framesOf(area, country);
  return others.length > 0 ? undefined : part?.box;
}

const isPlaced = (criteria: Criteria) => criteria.territories.length > 0 || criteria.near !== undefined;

export type Box = [number, number, number, number];

/** The part of the drawing that shows a box of degrees, when it lies in one frame: at least the `closest`th part of it. */
function viewOf(box: Box, country: Country, closest: number) {
  const [west, south, east, north] = box;
  const low = country.project(south, west) ?? country.project((south + north) / 2, (west + east) / 2);
  const high = country.project(north, east) ?? low;
  if (low === undefined || high === undefined || low.frame !== high.frame) return undefined;
  const frame = country.frames.find((candidate) => candidate.id === low.frame)!;
  const ratio = country.width / country.height;
  // One site alone still has its surroundings; a margin of a fifth, because a window may cut the view.
  const least = Math.min(frame.width, frame.height) / closest;
  const centreX = (low.x + high.x) / 2;
  const centreY = (low.y + high.y) / 2;
  let width = Math.max(Math.abs(high.x - low.x) * 1.6, least);
  let height = Math.max(Math.abs(high.y - low.y) * 1.6, least);
  if (width / height < ratio) width = height * ratio;
  else height = width / ratio;
  if (width >= frame.width && frame.id === country.frames[0]!.id) return undefined;
  return { frame: frame.id, box, view: [centreX - width / 2, centreY - height / 2, width, height] as DrawnMap['view'] };
}

/** The box itself with some room, inside its frame: so that sites on its edge are gathered too. */
function boxAround([west, south, east, north]: Box, frame: DrawnFrame): Box {
  const [roomX, roomY] = [Math.max(0.05, (east - west) * 0.1), Math.max(0.05, (north - south) * 0.1)];
  return [
    Math.max(frame.box[0], west - roomX),
    Math.max(frame.box[1], south - roomY),
    Math.min(frame.box[2], east + roomX),
    Math.min(frame.box[3], north + roomY),
  ];
}
