/** What the interactive map shows, in degrees: west, south, east, north, to about ten metres. */
import type { Map as LiveMap } from 'maplibre-gl';

export function boxInSight(map: LiveMap): [number, number, number, number] {
  const bounds = map.getBounds();
  const inside = (value: number, most: number) => Math.round(Math.max(-most, Math.min(most, value)) * 1e4) / 1e4;
  return [
    inside(bounds.getWest(), 180),
    inside(bounds.getSouth(), 85),
    inside(bounds.getEast(), 180),
    inside(bounds.getNorth(), 85),
  ];
}
