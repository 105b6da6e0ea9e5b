/** `/carte/contours.json?territoire=…`: the outlines of the chosen territories, GeoJSON, for the interactive map. */
import type { Handler } from 'hono';
import { readCriteria } from '#model/criteria.ts';
import { dayCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';
import { type Ring, ringsOf } from '../search/territory-surroundings.ts';

/** More territories than this would outline nothing. */
const most = 20;

export const territoryOutlinesRoute =
  (rooms: Pick<Rooms, 'territories' | 'outlines'>): Handler =>
  (c) => {
    const { criteria } = readCriteria(new URL(c.req.url).searchParams);
    const features = criteria.territories.slice(0, most).flatMap((id) => {
      const territory = rooms.territories.territory(id);
      const rings = territory === undefined ? [] : ringsOf(rooms, territory);
      if (territory === undefined || rings.length === 0) return [];
      return {
        type: 'Feature',
        properties: { id, name: territory.name },
        geometry: { type: 'MultiLineString', coordinates: rings.map(closed) },
      };
    });
    c.header('Cache-Control', dayCache);
    return c.json({ type: 'FeatureCollection', features });
  };

/** Rings of communes do not say their first place again. */
const closed = (ring: Ring): Ring => {
  const [first, last] = [ring[0], ring.at(-1)];
  return first === undefined || (first[0] === last?.[0] && first[1] === last[1]) ? ring : [...ring, first];
};
