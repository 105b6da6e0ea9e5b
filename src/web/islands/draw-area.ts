/**
 * Drawing an area on the interactive map, corner by corner: a click or a tap sets one, and so does a key at the centre
 * of the map, which arrows move. The map can be moved meanwhile.
 */
import type { GeoJSONSource, Map as LiveMap, MapMouseEvent } from 'maplibre-gl';
import { type Area, areaOf, fewestCorners, mostCorners } from '#model/area.ts';
import { type Feature, figure, nothing } from './map-ground.ts';
import type { MapWords } from './results-map.ts';

/** Pixels around the first corner in which a click closes the line. */
const closing = 16;

/** Resolves with the area, or with nothing when it was given up: Escape, the button, `signal`. */
export function drawArea(
  { map, element, words }: { map: LiveMap; element: HTMLElement; words: MapWords },
  signal: AbortSignal,
): Promise<Area | undefined> {
  const canvas = map.getCanvas();
  const how = matchMedia('(pointer: coarse)').matches ? words.drawHow : `${words.drawHow} ${words.drawKeys}`;
  const state = element.querySelector('.state');
  const source = () => map.getSource<GeoJSONSource>('drawing');
  const corners: { lat: number; lon: number }[] = [];
  const cross = document.createElement('div');
  cross.className = 'cross';
  const bar = document.createElement('div');
  bar.className = 'drawing-bar';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', words.draw);
  map.getContainer().append(cross);
  element.append(bar);
  element.classList.add('drawing');
  setReachable(element, false);
  map.doubleClickZoom.disable();

  return new Promise((resolve) => {
    const over = new AbortController();
    const button = (text: string, act: () => void, kind = 'button soft') => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = kind;
      made.textContent = text;
      made.addEventListener('click', act);
      bar.append(made);
      return made;
    };
    const end = (area?: Area) => {
      over.abort();
      map.off('click', clicked);
      map.doubleClickZoom.enable();
      source()?.setData(nothing);
      element.classList.remove('drawing');
      setReachable(element, true);
      cross.remove();
      bar.remove();
      if (state !== null) state.textContent = '';
      resolve(area);
    };
    const draw = (said?: string) => {
      const places = corners.map(({ lat, lon }): [number, number] => [lon, lat]);
      const points = places.map(
        (coordinates): Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } }),
      );
      const line: Feature[] =
        places.length < 2
          ? []
          : places.length < fewestCorners
            ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: places } }]
            : [figure(places)];
      source()?.setData({ type: 'FeatureCollection', features: [...line, ...points] });
      undo.disabled = corners.length === 0;
      done.disabled = corners.length < fewestCorners;
      if (state === null) return;
      const count = words.drawCount.replace('{n}', String(corners.length)).replace('{most}', String(mostCorners));
      state.textContent = said ?? (corners.length === 0 ? how : count);
    };
    const place = ({ lng, lat }: { lng: number; lat: number }) => {
      if (corners.length >= mostCorners) return;
      corners.push({ lat, lon: lng });
      draw();
    };
    const finish = () => {
      if (corners.length < fewestCorners) return;
      const area = areaOf(corners);
      if (area === undefined) draw(words.drawWrong);
      else end(area);
    };
    const takeBack = () => {
      corners.pop();
      draw();
      if (corners.length === 0) canvas.focus();
    };
    const clicked = (event: MapMouseEvent) => {
      const [first] = corners;
      const at = first && map.project([first.lon, first.lat]);
      const closes = at !== undefined && Math.hypot(at.x - event.point.x, at.y - event.point.y) <= closing;
      if (closes && corners.length >= fewestCorners) finish();
      else place(event.lngLat);
    };
    button(words.drawPlace, () => place(map.getCenter()));
    const undo = button(words.drawUndo, takeBack);
    const done = button(words.drawDone, finish, 'button');
    button(words.drawCancel, () => end());
    map.on('click', clicked);
    signal.addEventListener('abort', () => end(), { signal: over.signal });
    document.addEventListener('keydown', (event) => event.key === 'Escape' && end(), { signal: over.signal });
    canvas.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' || event.key === ' ') place(map.getCenter());
        else if (event.key === 'Backspace' || event.key === 'Delete') takeBack();
        else return;
        event.preventDefault();
      },
      { signal: over.signal },
    );
    draw();
    canvas.focus({ preventScroll: true });
  });
}

/** While one draws, Tab goes from the map to the buttons of the drawing, past the markers. */
function setReachable(element: HTMLElement, isReachable: boolean): void {
  for (const pin of element.querySelectorAll<HTMLElement>('.pin')) pin.tabIndex = isReachable ? 0 : -1;
}
