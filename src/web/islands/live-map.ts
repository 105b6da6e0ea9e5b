/** The interactive map: MapLibre over our own outlines, clusters asked from the server for what is in sight. */
import { type GeoJSONSource, Map as LiveMap, Marker, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { pushApart } from '../view/push-apart.ts';
import { boxInSight } from './box-in-sight.ts';
import { openCard, type ProjectCard } from './map-card.ts';
import { mapStyle, zoneData } from './map-ground.ts';
import { addTools, type Frame } from './map-tools.ts';
import type { MapWords } from './results-map.ts';

interface Cluster {
  lat: number;
  lon: number;
  count: number;
  box: [number, number, number, number];
  label: string;
  written: string;
  card?: ProjectCard;
}

interface Answer {
  clusters: Cluster[];
  cards?: ProjectCard[];
  results?: string;
}

setWorkerUrl(ownWorker(workerUrl));

/** A worker must be of the page's own origin: in another site's page, one that only asks for ours is. */
function ownWorker(address: string): string {
  const { href, origin } = new URL(address, import.meta.url);
  if (origin === location.origin) return href;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(href)}`], { type: 'text/javascript' }));
}

const closest = 15;
/** Pixels under which there is no room to lose. */
const narrow = 420;
/** Degrees, about 30 m: sites nearer to each other than this are not told apart by coming closer. */
const samePlace = 0.0003;

/** Resolves when the first clusters stand; rejects when the map cannot be shown (no WebGL, no network). */
export async function showLiveMap(element: HTMLElement, words: MapWords, focus: boolean): Promise<void> {
  const frames = JSON.parse(element.getAttribute('frames') ?? '[]') as Frame[];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const style = await mapStyle(element);
  const ground = document.createElement('div');
  ground.className = 'ground';
  element.append(ground);
  element.classList.add('live');
  const map = await begin(ground, {
    bounds: boxOf(element.getAttribute('box')) ?? frames[0]?.box ?? [-5, 41, 10, 51],
    style,
    title: words.live,
    waits: !element.hasAttribute('tiles'),
  }).catch((error) => {
    ground.remove();
    throw error;
  });
  const low = lowPart(element);
  addTools({ element, low, map, words, frames, still });
  if (element.hasAttribute('tiles')) low.prepend(creditOf(element, map));
  const clusters = clustersOn(element, map, words, still);
  const quietly = () =>
    clusters.refresh().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn(error);
    });
  map.on('moveend', quietly);
  element.addEventListener('results', () => {
    map.getSource<GeoJSONSource>('zone')?.setData(zoneData(element));
    quietly();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', async () =>
    map.setStyle(await mapStyle(element)),
  );
  await clusters.refresh();
  if (focus) map.getCanvas().focus({ preventScroll: true });
}

/**
 * What stands low on the map: in sight also where the map goes on below the window. It holds what is said, the card,
 * the names, the zoom.
 */
function lowPart(element: HTMLElement): HTMLElement {
  const whole = document.createElement('div');
  whole.className = 'low-side';
  const low = document.createElement('div');
  low.className = 'low';
  const state = element.querySelector('.state');
  if (state !== null) low.append(state);
  whole.append(low);
  element.append(whole);
  return low;
}

interface Begun {
  bounds: [number, number, number, number];
  style: StyleSpecification;
  title: string;
  /** Whether it is there only once its ground is drawn. */
  waits: boolean;
}

async function begin(container: HTMLElement, { bounds, style, title, waits }: Begun): Promise<LiveMap> {
  const map = new LiveMap({
    container,
    bounds,
    fitBoundsOptions: { padding: container.clientWidth < narrow ? 16 : 40, maxZoom: 11 },
    attributionControl: false,
    fadeDuration: 0,
    maxZoom: closest,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { 'Map.Title': title },
    style,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  try {
    await new Promise<void>((resolve, reject) => {
      // Tiles that don't come leave our own outlines, which are under them: the map does not wait for them.
      map.once(waits ? 'load' : 'style.load', () => resolve());
      map.on('error', (event) => {
        if (!('sourceId' in event) || event.sourceId === 'country') reject(event.error);
      });
    });
  } catch (error) {
    map.remove();
    throw error;
  }
  return map;
}

/** Whom to name: as the operator says, else as the tiles say of themselves (the words of their HTML), else their host. */
function creditOf(element: HTMLElement, map: LiveMap): HTMLElement {
  const told = document.createElement('p');
  told.className = 'credit';
  const said = element.getAttribute('credit');
  const plain = (html: string) => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
  const tell = () => {
    const named = Object.keys(map.getStyle().sources).map((id) => plain(map.getSource(id)?.attribution ?? ''));
    const all = [...new Set(named.map((one) => one.trim()).filter(Boolean))].join(' · ');
    told.textContent = said ?? (all || new URL(element.getAttribute('tiles') ?? '', location.href).host);
  };
  tell();
  if (said === null) map.on('sourcedata', (event) => event.sourceDataType === 'metadata' && tell());
  return told;
}

/** The markers of what is in sight, asked anew by each `refresh`. */
function clustersOn(element: HTMLElement, map: LiveMap, words: MapWords, still: boolean) {
  const markers: Marker[] = [];
  let asked: AbortController | undefined;
  const ask = async (box: readonly number[], more: Record<string, string>, signal?: AbortSignal) => {
    const url = new URL(element.getAttribute('clusters') ?? '', location.href);
    url.searchParams.set('cadre', box.join(','));
    for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
    const answer = await fetch(url, signal === undefined ? {} : { signal });
    const whole = (card: ProjectCard) => ({ ...card, href: new URL(card.href, url).href });
    const read = (await answer.json()) as Answer;
    return { ...read, whole, base: url };
  };
  const open = async (cluster: Cluster, pin: HTMLElement) => {
    const [west, south, east, north] = cluster.box;
    const isOnePlace = east - west < samePlace && north - south < samePlace;
    if (!isOnePlace && map.getZoom() < closest - 0.01)
      return map.fitBounds(cluster.box, { padding: 70, maxZoom: closest, animate: !still });
    const { cards = [], results, whole, base } = await ask(cluster.box, { fiches: '1' });
    const isMore = cluster.count > cards.length && results !== undefined;
    const more = isMore ? { count: cluster.written, href: new URL(results, base).href } : undefined;
    openCard(element, cards.map(whole), pin, words, more);
  };
  const refresh = async () => {
    asked?.abort();
    asked = new AbortController();
    const { clusters, whole } = await ask(boxInSight(map), { colonnes: columnsOf(element) }, asked.signal);
    const largest = Math.max(24, ...clusters.map(({ count }) => count));
    // Whoever was on a marker that goes is still on the map.
    const hadFocus = markers.some((marker) => marker.getElement() === focused(element));
    for (const marker of markers.splice(0)) marker.remove();
    const discs = clusters.map((cluster) => ({
      ...map.project([cluster.lon, cluster.lat]),
      room: sizeOf(cluster, largest) / 2 + 2,
    }));
    const meant = discs.map(({ x, y }) => ({ x, y }));
    pushApart(discs, 3);
    for (const [rank, cluster] of clusters.entries()) {
      const pin = pinOf(cluster, sizeOf(cluster, largest));
      if (element.classList.contains('drawing')) pin.tabIndex = -1;
      const offset: [number, number] = [discs[rank]!.x - meant[rank]!.x, discs[rank]!.y - meant[rank]!.y];
      pin.addEventListener('click', (event) => {
        // Not a click on the ground, which would close or draw.
        event.stopPropagation();
        if (cluster.card === undefined) open(cluster, pin).catch(console.warn);
        else openCard(element, [whole(cluster.card)], pin, words);
      });
      markers.push(new Marker({ element: pin, offset }).setLngLat([cluster.lon, cluster.lat]).addTo(map));
    }
    if (hadFocus) map.getCanvas().focus({ preventScroll: true });
  };
  return { refresh };
}

/** Across what is in sight: so many that markers have room beside each other. */
const columnsOf = (element: HTMLElement) => String(Math.min(16, Math.max(4, Math.round(element.clientWidth / 58))));

/** In another site's page the map stands in a shadow root. */
const focused = (element: HTMLElement) => (element.getRootNode() as Document | ShadowRoot).activeElement;

function boxOf(text: string | null): [number, number, number, number] | undefined {
  const numbers = text?.split(',').map(Number) ?? [];
  return numbers.length === 4 && numbers.every(Number.isFinite)
    ? (numbers as [number, number, number, number])
    : undefined;
}

/** Pixels across. */
const sizeOf = ({ count }: Cluster, largest: number) => (count === 1 ? 24 : 26 + 20 * Math.sqrt(count / largest));

function pinOf(cluster: Cluster, size: number): HTMLButtonElement {
  const pin = document.createElement('button');
  pin.type = 'button';
  pin.className = cluster.count === 1 ? 'pin one' : 'pin';
  pin.setAttribute('aria-label', cluster.label);
  pin.dataset.box = cluster.box.join(',');
  pin.style.width = pin.style.height = `${Math.round(size)}px`;
  if (cluster.count > 1) pin.textContent = cluster.written;
  return pin;
}
