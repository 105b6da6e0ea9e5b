import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadGazetteer } from './gazetteer.ts';
import { mapFrames } from './map-frames.ts';
import { loadOutlines, toGeoJson } from './outlines.ts';

const outlines = loadOutlines();
const gazetteer = loadGazetteer();

test('every département, région and collectivité that is lived in has an outline', () => {
  assert.equal(outlines.departements.filter(({ region }) => region).length, 101);
  assert.deepEqual(
    outlines.departements.filter(({ region }) => !region).map(({ code }) => code),
    ['975', '977', '978', '986', '987', '988'],
  );
  assert.deepEqual(
    outlines.regions.map(({ id }) => id),
    gazetteer.all('region').map(({ id }) => id),
  );
  for (const { id } of outlines.departements) assert.ok(gazetteer.territory(id), id);
});

test('outlines are closed rings', () => {
  for (const { id, rings } of [...outlines.departements, ...outlines.regions]) {
    assert.ok(rings.length > 0, id);
    for (const ring of rings) {
      assert.ok(ring.length >= 4, id);
      assert.deepEqual(ring[0], ring.at(-1), id);
    }
  }
});

test('neighbours share one border, so no gap shows between them', () => {
  const steps = new Map<string, number>();
  for (const { rings } of outlines.departements) {
    for (const ring of rings) {
      ring.slice(1).forEach((to, index) => {
        const step = [String(ring[index]), String(to)].sort().join(' ');
        steps.set(step, (steps.get(step) ?? 0) + 1);
      });
    }
  }
  assert.ok([...steps.values()].every((count) => count <= 2));
  const shared = outlines.lines
    .filter(({ coast }) => !coast)
    .reduce((sum, { positions }) => sum + positions.length - 1, 0);
  assert.equal([...steps.values()].filter((count) => count === 2).length, shared);
});

test('the land as a whole is closed rings of every coast, once, and of no border', () => {
  const step = (from: unknown, to: unknown) => [String(from), String(to)].sort().join(' ');
  const drawn = outlines.land.flatMap((ring) => {
    assert.deepEqual(ring[0], ring.at(-1));
    return ring.slice(1).map((to, at) => step(ring[at], to));
  });
  const coasts = outlines.lines
    .filter(({ coast }) => coast)
    .flatMap(({ positions }) => positions.slice(1).map((to, at) => step(positions[at], to)));
  assert.deepEqual(drawn.sort(), coasts.sort());
});

test('the map of all départements stays light: under 60 kB, under 20 kB compressed', () => {
  for (const shape of ['tall', 'wide'] as const) {
    const paths = outlines.departements.map(mapFrames(shape).path).join('');
    assert.ok(paths.length < 60_000, `${paths.length}`);
    assert.ok(gzipSync(paths).length < 20_000);
  }
});

for (const shape of ['tall', 'wide'] as const) {
  const map = mapFrames(shape);

  test(`${shape}: every outline is drawn, each in a frame`, () => {
    for (const outline of [...outlines.departements, ...outlines.regions]) {
      assert.equal(map.path(outline).split('M').length - 1, outline.rings.length, outline.id);
    }
  });

  test(`${shape}: frames don’t overlap and stay on the map`, () => {
    for (const a of map.frames) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= map.width && a.y + a.height <= map.height, a.id);
      for (const b of map.frames) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(a === b || apart, `${a.id} ${b.id}`);
      }
    }
  });

  test(`${shape}: every commune but the uninhabited lands has its place, inside its frame`, () => {
    for (const { code, centre } of gazetteer.all('commune')) {
      if (!centre || /^98[49]/.test(code)) continue;
      const place = map.project(centre.lon, centre.lat);
      const frame = map.frames.find(({ id }) => id === place?.frame);
      assert.ok(place && frame, code);
      assert.ok(
        place.x >= frame.x &&
          place.x <= frame.x + frame.width &&
          place.y >= frame.y &&
          place.y <= frame.y + frame.height,
        code,
      );
    }
  });

  test(`${shape}: north is up, east is right, and abroad is nowhere`, () => {
    const [lille, marseille, brest, strasbourg] = [
      map.project(3.06, 50.63)!,
      map.project(5.37, 43.3)!,
      map.project(-4.49, 48.39)!,
      map.project(7.75, 48.58)!,
    ];
    assert.ok(lille.y < marseille.y && brest.x < strasbourg.x);
    assert.equal(map.project(-0.12, 61), undefined);
    assert.equal(map.project(-73.6, 45.5), undefined);
  });
}

test('GeoJSON for the browser’s map holds every ring, holes inside what holds them', () => {
  const collection = toGeoJson(outlines.departements, (id) => gazetteer.territory(id)?.name) as {
    features: { properties: { id: string; name: string }; geometry: { coordinates: number[][][][] } }[];
  };
  const drome = collection.features.find(({ properties }) => properties.id === 'departement-26');
  assert.equal(drome?.properties.name, 'Drôme');
  assert.ok(
    drome.geometry.coordinates.some((polygon) => polygon.length > 1),
    'the enclave of the Popes is a hole',
  );
  const rings = collection.features.flatMap(({ geometry }) => geometry.coordinates.flat());
  assert.equal(rings.length, outlines.departements.flatMap(({ rings: own }) => own).length);
});
