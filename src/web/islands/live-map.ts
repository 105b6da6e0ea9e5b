/** The interactive map: MapLibre over our own outlines, clusters asked from the server for what is in sight. */
import { Map as LiveMap, Marker, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { pushApart } from '../view/push-apart.ts';
import { drawZone } from './draw-zone.ts';
import { openCard, type ProjectCard } from './map-card.ts';
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

setWorkerUrl(ownWorker(workerUrl));

/** A worker must be of the page's own origin: in another site's page, one that only asks for ours is. */
function ownWorker(address: string): string {
  const { href, origin } = new URL(address, import.meta.url);
  if (origin === location.origin) return href;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(href)}`], { type: 'text/javascript' }));
}

type Box = [number, number, number, number];
/** A place of the country to go to: the mainland first, then each territory overseas. */
type Frame = { name: string; box: Box };

/** Resolves when the first clusters stand; rejects when the map cannot be shown (no WebGL, no network). */
export async function showLiveMap(element: HTMLElement, words: MapWords, focus: boolean): Promise<void> {
  const ground = document.createElement('div');
  ground.className = 'ground';
  element.append(ground);
  element.classList.add('live');
  const frames = JSON.parse(element.getAttribute('frames') ?? '[]') as Frame[];
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LiveMap({
    container: ground,
    bounds: boxOf(element.getAttribute('box')) ?? frames[0]?.box ?? [-5, 41, 10, 51],
    fitBoundsOptions: { padding: 40, maxZoom: 11 },
    attributionControl: false,
    fadeDuration: 0,
    maxZoom: 15,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    style: styleOf(element),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve());
    // Tiles that don't come leave our own outlines, which are under them.
    map.on('error', (event) => {
      if (!('sourceId' in event && event.sourceId === 'tiles')) reject(event.error);
    });
  }).catch((error) => {
    map.remove();
    ground.remove();
    throw error;
  });
  addTools(element, map, words, frames, still);
  const credit = element.getAttribute('credit');
  if (credit !== null) {
    const named = document.createElement('p');
    named.className = 'credit';
    named.textContent = credit;
    ground.append(named);
  }

  const markers: Marker[] = [];
  let asked: AbortController | undefined;
  const refresh = async () => {
    asked?.abort();
    asked = new AbortController();
    const url = new URL(element.getAttribute('clusters') ?? '', location.href);
    url.searchParams.set('cadre', boxInSight(map).join(','));
    const answer = await fetch(url, { signal: asked.signal });
    const { clusters } = (await answer.json()) as { clusters: Cluster[] };
    const largest = Math.max(24, ...clusters.map(({ count }) => count));
    for (const marker of markers.splice(0)) marker.remove();
    const discs = clusters.map((cluster) => ({
      ...map.project([cluster.lon, cluster.lat]),
      room: sizeOf(cluster, largest) / 2 + 2,
    }));
    const meant = discs.map(({ x, y }) => ({ x, y }));
    pushApart(discs, 3);
    for (const [rank, cluster] of clusters.entries()) {
      const pin = pinOf(cluster, sizeOf(cluster, largest));
      const offset: [number, number] = [discs[rank]!.x - meant[rank]!.x, discs[rank]!.y - meant[rank]!.y];
      pin.addEventListener('click', () => {
        if (cluster.card === undefined) map.fitBounds(cluster.box, { padding: 70, maxZoom: 14, animate: !still });
        else openCard(element, { ...cluster.card, href: new URL(cluster.card.href, url).href }, pin, words.close);
      });
      markers.push(new Marker({ element: pin, offset }).setLngLat([cluster.lon, cluster.lat]).addTo(map));
    }
  };
  const quietly = () =>
    refresh().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn(error);
    });
  map.on('moveend', quietly);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => map.setStyle(styleOf(element)));
  await refresh();
  if (focus) map.getCanvas().focus();
}

function boxOf(text: string | null): [number, number, number, number] | undefined {
  const numbers = text?.split(',').map(Number) ?? [];
  return numbers.length === 4 && numbers.every(Number.isFinite)
    ? (numbers as [number, number, number, number])
    : undefined;
}

function boxInSight(map: LiveMap): number[] {
  const bounds = map.getBounds();
  const inside = (value: number, most: number) => Math.round(Math.max(-most, Math.min(most, value)) * 1e4) / 1e4;
  return [
    inside(bounds.getWest(), 180),
    inside(bounds.getSouth(), 85),
    inside(bounds.getEast(), 180),
    inside(bounds.getNorth(), 85),
  ];
}

/** The site's tokens as MapLibre's colours: canvas writes OKLCH as something it reads. */
function styleOf(element: HTMLElement) {
  const tokens = getComputedStyle(element);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const colour = (token: string) => {
    if (canvas === null) return '#fff';
    canvas.fillStyle = tokens.getPropertyValue(token);
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return `rgb(${red},${green},${blue})`;
  };
  const data = new URL(element.getAttribute('ground') ?? '/carte/fond.json', location.href).href;
  const outlines = element.getAttribute('outlines');
  const tiles = element.getAttribute('tiles');
  return {
    version: 8 as const,
    sources: {
      country: { type: 'geojson' as const, data, tolerance: 0.1 },
      ...(outlines && { chosen: { type: 'geojson' as const, data: new URL(outlines, location.href).href } }),
      ...(tiles && { tiles: { type: 'raster' as const, tiles: [tiles], tileSize: 256 } }),
    },
    layers: [
      { id: 'sea', type: 'background' as const, paint: { 'background-color': colour('--sea') } },
      { id: 'land', type: 'fill' as const, source: 'country', paint: { 'fill-color': colour('--land') } },
      ...(tiles ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
      {
        id: 'border',
        type: 'line' as const,
        source: 'country',
        paint: { 'line-color': colour('--shore'), 'line-width': 1 },
      },
      ...(outlines
        ? [
            {
              id: 'chosen',
              type: 'line' as const,
              source: 'chosen',
              paint: { 'line-color': colour('--violet'), 'line-width': 2.5 },
            },
          ]
        : []),
    ],
  };
}

/** Pixels across. */
const sizeOf = ({ count }: Cluster, largest: number) => (count === 1 ? 24 : 26 + 26 * Math.sqrt(count / largest));

function pinOf(cluster: Cluster, size: number): HTMLButtonElement {
  const pin = document.createElement('button');
  pin.type = 'button';
  pin.className = cluster.count === 1 ? 'pin one' : 'pin';
  pin.setAttribute('aria-label', cluster.label);
  pin.style.width = pin.style.height = `${Math.round(size)}px`;
  if (cluster.count > 1) pin.textContent = cluster.written;
  return pin;
}

/** A degree of latitude, in kilometres. */
const kmPerDegree = 111.2;

/** The same search in another place. */
function search(element: HTMLElement, place: Record<string, string>): void {
  const url = new URL(element.getAttribute('search') ?? '', location.href);
  for (const name of ['pres', 'rayon', 'cadre']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(place)) url.searchParams.set(name, value);
  location.assign(url.href.replaceAll('%2C', ','));
}

function addTools(element: HTMLElement, map: LiveMap, words: MapWords, frames: Frame[], still: boolean): void {
  const tools = element.querySelector('.tools');
  const state = element.querySelector('.state');
  let drawing: AbortController | undefined;
  const button = (text: string, name: string, act: () => void) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = text === name ? 'button soft' : 'button soft round';
    made.textContent = text;
    if (text !== name) made.setAttribute('aria-label', name);
    made.addEventListener('click', act);
    return made;
  };
  const go = document.createElement('select');
  go.className = 'button soft';
  go.setAttribute('aria-label', words.go);
  for (const { name } of frames) go.append(new Option(name));
  go.addEventListener('change', () => {
    const frame = frames[go.selectedIndex];
    if (frame !== undefined) map.fitBounds(frame.box, { padding: 20, animate: !still });
  });
  tools?.append(go);
  // An embedded map has no results to lead to.
  if (element.hasAttribute('search'))
    tools?.append(
      button(words.here, words.here, () => search(element, { cadre: boxInSight(map).join(',') })),
      button(words.around, words.around, () => {
        const { lat, lng } = map.getCenter();
        // A circle that the frame holds: to its nearest side.
        const [, south, , north] = boxInSight(map) as Box;
        const km = Math.max(1, Math.min(1000, Math.round(((north - south) / 2) * kmPerDegree)));
        search(element, { pres: `${lat.toFixed(4)},${lng.toFixed(4)}`, rayon: String(km), tri: 'distance' });
      }),
      button(words.draw, words.draw, () => {
        drawing?.abort();
        drawing = new AbortController();
        if (state !== null) state.textContent = words.drawHow;
        drawZone(map, drawing.signal).then((zone) => {
          if (state !== null) state.textContent = '';
          if (zone !== undefined) search(element, { cadre: zone.join(',') });
        });
      }),
    );
  tools?.append(
    button('+', words.zoomIn, () => map.zoomIn({ animate: !still })),
    button('−', words.zoomOut, () => map.zoomOut({ animate: !still })),
  );
}
