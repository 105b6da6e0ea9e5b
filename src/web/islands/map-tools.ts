/** The buttons over the interactive map: where to go, and searching where one looks. */
import type { Map as LiveMap } from 'maplibre-gl';
import { writeArea } from '#model/area.ts';
import { boxInSight } from './box-in-sight.ts';
import { drawArea } from './draw-area.ts';
import type { MapWords } from './results-map.ts';
import { sideBySide } from './side-by-side.ts';

/** A place of the country to go to: the mainland first, then each territory overseas. */
export type Frame = { name: string; box: [number, number, number, number] };

interface Tools {
  element: HTMLElement;
  /** Where the zoom stands. */
  low: HTMLElement;
  map: LiveMap;
  words: MapWords;
  frames: Frame[];
  /** No movement: the reader’s system asks for none. */
  still: boolean;
}

/** A degree of latitude, in kilometres. */
const kmPerDegree = 111.2;
/** Milliseconds of rest after which a moved map asks for its results. */
const rest = 300;
/** Pixels from which the searches have room beside each other. */
const roomy = 420;

export function addTools({ element, low, map, words, frames, still }: Tools): void {
  const tools = element.querySelector('.tools');
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
  if (element.hasAttribute('search')) {
    const searches = searchTools(element, map, words, button);
    tools?.append(...(element.clientWidth < roomy ? [folded(words.searches, searches)] : searches));
  }
  const zoom = document.createElement('div');
  zoom.className = 'zoom';
  zoom.append(
    button('+', words.zoomIn, () => map.zoomIn({ animate: !still })),
    button('−', words.zoomOut, () => map.zoomOut({ animate: !still })),
  );
  low.append(zoom);
}

/** On a telephone they would hide the map: one button opens them, and each closes them again. */
function folded(name: string, tools: readonly HTMLElement[]): HTMLElement {
  const fold = document.createElement('details');
  fold.className = 'searches';
  const summary = document.createElement('summary');
  summary.className = 'button soft';
  summary.textContent = name;
  const inside = document.createElement('div');
  inside.append(...tools);
  inside.addEventListener('click', (event) => {
    if (event.target instanceof HTMLButtonElement) fold.open = false;
  });
  fold.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    fold.open = false;
    summary.focus();
  });
  fold.append(summary, inside);
  return fold;
}

type MakeButton = (text: string, name: string, act: () => void) => HTMLButtonElement;

function searchTools(element: HTMLElement, map: LiveMap, words: MapWords, button: MakeButton): HTMLElement[] {
  const state = element.querySelector('.state');
  let asked = new AbortController();
  let drawing: AbortController | undefined;
  /** The step that the last move made in the browser's history is changed by the next one. */
  let isMove = false;

  const show = async (address: URL, asMove: boolean) => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const { showResults } = await import('./results-beside.ts');
      const heard = await showResults(element, address, { step: !(asMove && isMove), signal });
      isMove = asMove;
      if (state !== null && heard !== undefined) state.textContent = heard;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  /** The same search in another place; `beside` keeps the places that it has. */
  const search = (place: Record<string, string>, beside = false) => {
    const url = new URL(element.getAttribute('search') ?? '', location.href);
    if (!beside) for (const name of ['pres', 'rayon', 'cadre', 'zone']) url.searchParams.delete(name);
    for (const [name, value] of Object.entries(place)) url.searchParams.set(name, value);
    return show(new URL(url.href.replaceAll('%2C', ',')), beside);
  };
  // Criteria that change beside the map leave it where it is, and interactive.
  const form = document.querySelector<HTMLFormElement>('form#recherche');
  form?.addEventListener('submit', (event) => {
    if (!matchMedia(sideBySide).matches) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.search = String(new URLSearchParams([...new FormData(form)] as [string, string][]));
    show(address, false);
    for (const field of form.elements) if (field instanceof HTMLInputElement) field.disabled = false;
  });
  const inSight = () => boxInSight(map).join(',');

  const follow = document.createElement('label');
  follow.className = 'button soft follow-map';
  const box = document.createElement('input');
  box.type = 'checkbox';
  follow.append(box, words.follow);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    clearTimeout(waiting);
    if (box.checked && !element.classList.contains('drawing'))
      waiting = setTimeout(() => search({ cadre: inSight() }, true), rest);
  };
  box.addEventListener('change', moved);
  map.on('moveend', moved);

  const draw = button(words.draw, words.draw, async () => {
    drawing?.abort();
    drawing = new AbortController();
    clearTimeout(waiting);
    const area = await drawArea({ map, element, words }, drawing.signal);
    const fold = draw.closest('details');
    (fold === null ? draw : fold.querySelector('summary'))?.focus({ preventScroll: true });
    if (area !== undefined) await search({ zone: writeArea(area) });
  });
  return [
    button(words.here, words.here, () => search({ cadre: inSight() })),
    button(words.around, words.around, () => {
      const { lat, lng } = map.getCenter();
      // A circle that the frame holds: to its nearest side.
      const [, south, , north] = boxInSight(map);
      const km = Math.max(1, Math.min(1000, Math.round(((north - south) / 2) * kmPerDegree)));
      search({ pres: `${lat.toFixed(4)},${lng.toFixed(4)}`, rayon: String(km), tri: 'distance' });
    }),
    draw,
    follow,
  ];
}
