/** What a drawn area counts, by a plain reading of “the line goes around it”: random lines, many of which cross themselves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Area, areaHolds, areaOf, cornersOf } from '#model/area.ts';
import { noCriteria } from '#model/criteria.ts';
import { createMemoryEngine } from '../memory/engine.ts';
import { openSearchForTests } from '../opensearch/testing.ts';
import { onEach } from './on-each.ts';
import { goesAround } from './plain-search.ts';
import { documents } from './some-documents.ts';

const tried = onEach({ memory: async () => createMemoryEngine(), ...openSearchForTests() });

/** Few places, so that corners, sides and points often meet; anywhere, the antimeridian too. */
const degrees = (middle: number) => fc.integer({ min: -4, max: 4 }).map((step) => middle + step / 2);
const turned = (lon: number) => lon - 360 * Math.floor((lon + 180) / 360);
const places = fc
  .constantFrom({ lat: 46, lon: 2 }, { lat: -14, lon: 180 }, { lat: -21, lon: 165 })
  .chain(({ lat, lon }) => {
    const point = fc.record({ lat: degrees(lat), lon: degrees(lon).map(turned) }, { noNullPrototype: true });
    return fc.record({
      area: fc
        .array(point, { minLength: 3, maxLength: 12 })
        .map(areaOf)
        .filter((area) => area !== undefined),
      points: fc.array(point, { minLength: 1, maxLength: 20 }),
    });
  });

const isOnLine = (area: Area, { lat, lon }: { lat: number; lon: number }) => {
  const corners = cornersOf(area);
  return corners.some(([x1, y1], at) => {
    const [x2, y2] = corners[(at + 1) % corners.length]!;
    return [-360, 0, 360].some((turn) => {
      const x = lon + turn;
      const isBetween =
        Math.min(x1, x2) <= x && x <= Math.max(x1, x2) && Math.min(y1, y2) <= lat && lat <= Math.max(y1, y2);
      return isBetween && (x2 - x1) * (lat - y1) === (x - x1) * (y2 - y1);
    });
  });
};
const isCounted = (area: Area, point: { lat: number; lon: number }) =>
  isOnLine(area, point) || goesAround(cornersOf(area), point);

test('a point is in an area when the line goes around it, or through it', () => {
  let inside = 0;
  fc.assert(
    fc.property(places, ({ area, points }) => {
      const holds = areaHolds(area);
      for (const point of points) {
        assert.equal(holds(point.lat, point.lon), isCounted(area, point), JSON.stringify({ area, point }));
        if (holds(point.lat, point.lon)) inside++;
      }
    }),
    { numRuns: 5_000 },
  );
  assert.ok(inside > 1_000, 'many were inside');
});

tried('an area finds, counts and exports those that stand in it, and no other', async (engine, name) => {
  await fc.assert(
    fc.asyncProperty(places, async ({ area, points }) => {
      const told = Object.fromEntries(
        points.map((point, at) => [
          `doc${String(at).padStart(2, '0')}`,
          // Every third has a site elsewhere too, every seventh no place at all.
          {
            points: at % 7 === 6 ? [] : at % 3 === 2 ? [{ lat: 60, lon: 60 }, point] : [point],
            facets: { theme: ['alimentation'] },
          },
        ]),
      );
      await engine.apply({ put: documents(told), remove: [] });
      const expected = Object.entries(told).filter(([, { points: sites }]) =>
        sites.some((site) => isCounted(area, site)),
      );
      const criteria = { ...noCriteria, area };
      const answer = await engine.search({ criteria, facets: ['theme'] });
      assert.equal(answer.total, expected.length);
      assert.deepEqual(
        (await engine.every(criteria)).sort(),
        expected.map(([id]) => id),
      );
      assert.equal(answer.facets.theme?.[0]?.count ?? 0, expected.length);
      await engine.apply({ put: [], remove: Object.keys(told) });
    }),
    { numRuns: name === 'memory' ? 400 : 60 },
  );
});
