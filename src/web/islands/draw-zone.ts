/** A zone drawn on the interactive map: a frame from one corner to the other, by mouse, pen or finger. */
import type { Map as LiveMap } from 'maplibre-gl';

export type Zone = [west: number, south: number, east: number, north: number];

/** Pixels under which a drawing was only a click. */
const least = 12;

/**
 * Waits for one drawing. The map keeps still meanwhile. Resolves with the zone in degrees, or with nothing when it was
 * given up: Escape, a mere click, `signal`.
 */
export function drawZone(map: LiveMap, signal: AbortSignal): Promise<Zone | undefined> {
  const ground = map.getContainer();
  const sheet = document.createElement('div');
  sheet.className = 'drawing';
  const frame = document.createElement('div');
  frame.className = 'drawn';
  sheet.append(frame);
  ground.append(sheet);
  return new Promise((resolve) => {
    let from: { x: number; y: number } | undefined;
    const at = (event: PointerEvent) => {
      const { left, top } = ground.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const end = (zone?: Zone) => {
      sheet.remove();
      document.removeEventListener('keydown', giveUp);
      resolve(zone);
    };
    const giveUp = (event: KeyboardEvent) => {
      if (event.key === 'Escape') end();
    };
    document.addEventListener('keydown', giveUp);
    signal.addEventListener('abort', () => end(), { once: true });
    sheet.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      sheet.setPointerCapture(event.pointerId);
      from = at(event);
    });
    sheet.addEventListener('pointermove', (event) => {
      if (from === undefined) return;
      const to = at(event);
      frame.style.left = `${Math.min(from.x, to.x)}px`;
      frame.style.top = `${Math.min(from.y, to.y)}px`;
      frame.style.width = `${Math.abs(to.x - from.x)}px`;
      frame.style.height = `${Math.abs(to.y - from.y)}px`;
    });
    sheet.addEventListener('pointercancel', () => end());
    sheet.addEventListener('pointerup', (event) => {
      const to = at(event);
      if (from === undefined || Math.abs(to.x - from.x) < least || Math.abs(to.y - from.y) < least) return end();
      const one = map.unproject([from.x, from.y]);
      const other = map.unproject([to.x, to.y]);
      const degrees = (value: number) => Math.round(value * 1e4) / 1e4;
      end([
        degrees(Math.min(one.lng, other.lng)),
        degrees(Math.min(one.lat, other.lat)),
        degrees(Math.max(one.lng, other.lng)),
        degrees(Math.max(one.lat, other.lat)),
      ]);
    });
  });
}
