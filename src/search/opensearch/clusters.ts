/** The points of what answers, gathered in the cells of a grid: by the shards, in Painless. */
import { z } from 'zod';
import type { MapCluster, MapRequest } from '../engine.ts';
import { gridOf } from '../memory/clusters.ts';
import { unpackPoint } from './points.ts';

/** For each cell: projects, sum of latitudes, of longitudes, west, south, east, north; the id of the last project. */
const mapScript = `
  if (doc['sites'].size() == 0) return;
  Set seen = new HashSet();
  for (long packed : doc['sites']) {
    ${unpackPoint}
    if (lat < params.south || lat > params.north || lon < params.west || lon > params.east) continue;
    String at = (long) Math.floor(lon * params.perColumn) + ' ' + (long) Math.floor(lat * params.perRow);
    def cell = state.cells[at];
    if (cell == null) {
      cell = new double[] {0, 0, 0, lon, lat, lon, lat};
      state.cells[at] = cell;
    }
    if (lon < cell[3]) cell[3] = lon;
    if (lat < cell[4]) cell[4] = lat;
    if (lon > cell[5]) cell[5] = lon;
    if (lat > cell[6]) cell[6] = lat;
    if (!seen.add(at)) continue;
    cell[0] += 1;
    cell[1] += lat;
    cell[2] += lon;
    state.ids[at] = doc['id'].value;
  }`;

export function clusterAggregation({ box, columns }: MapRequest): object {
  const [west, south, east, north] = box;
  const { width, height } = gridOf({ box, columns });
  return {
    scripted_metric: {
      params: { west, south, east, north, perColumn: 1 / width, perRow: 1 / height },
      init_script: 'state.cells = new HashMap(); state.ids = new HashMap();',
      map_script: mapScript,
      combine_script: 'return state',
      reduce_script: 'return states',
    },
  };
}

const shardCells = z.object({
  value: z.array(
    z
      .object({
        cells: z.record(
          z.string(),
          z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
        ),
        ids: z.record(z.string(), z.string()),
      })
      .nullable(),
  ),
});

/** Puts the cells of the shards together. */
export function readClusters(aggregation: unknown): MapCluster[] {
  const gathered = new Map<string, MapCluster>();
  for (const shard of shardCells.parse(aggregation).value) {
    if (shard === null) continue;
    for (const [at, [count, lat, lon, west, south, east, north]] of Object.entries(shard.cells)) {
      const known = gathered.get(at);
      if (known === undefined) {
        gathered.set(at, { lat, lon, count, id: shard.ids[at]!, box: [west, south, east, north] });
        continue;
      }
      known.count += count;
      known.lat += lat;
      known.lon += lon;
      const [w, s, e, n] = known.box;
      known.box = [Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north)];
    }
  }
  return Array.from(gathered.values(), ({ lat, lon, count, id, box }) => ({
    lat: lat / count,
    lon: lon / count,
    count,
    ...(count === 1 && id !== undefined && { id }),
    box,
  }));
}
