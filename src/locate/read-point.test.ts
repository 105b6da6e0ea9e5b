import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromLambert93, readPoint, slips } from './read-point.ts';

const nantes = { lat: 47.2184, lon: -1.5536 };

const written: [string, string, string][] = [
  ['numbers', '47.2184', '-1.5536'],
  ['decimal commas', '47,2184', '-1,5536'],
  ['spaces around', ' 47.2184 ', '\u00a0-1.5536'],
  ['both in one cell', '47.2184, -1.5536', ''],
  ['both in one cell with commas', '', '47,2184 ; -1,5536'],
  ['degrees, minutes, seconds', '47° 13\' 6.24" N', '1° 33\' 12.96" O'],
];
for (const [what, latitude, longitude] of written) {
  test(`reads ${what}`, () => {
    const reading = readPoint(latitude, longitude);
    assert.equal(reading.kind, 'point');
    assert.ok(reading.kind === 'point' && Math.abs(reading.point.lat - nantes.lat) < 1e-6);
    assert.ok(reading.kind === 'point' && Math.abs(reading.point.lon - nantes.lon) < 1e-6);
  });
}

test('reads metres of Lambert-93 in either order', () => {
  // The origin of the projection: 3° E, 46.5° N is x = 700 km, y = 6,600 km.
  for (const [a, b] of [
    ['6600000', '700000'],
    ['700000,0', '6600000,0'],
  ] as const) {
    const reading = readPoint(a, b);
    assert.ok(reading.kind === 'point' && reading.lambert);
    assert.deepEqual(reading.point, { lat: 46.5, lon: 3 });
  }
});

test('Lambert-93 agrees with the published test point of IGN to a centimetre', () => {
  // Paris, the cross of Notre-Dame: within what six decimals of a degree can tell.
  const { lat, lon } = fromLambert93(652_469.02, 6_862_035.26);
  assert.ok(Math.abs(lat - 48.856) < 0.01 && Math.abs(lon - 2.352) < 0.01);
});

test('nothing, defaults and nonsense are told apart', () => {
  for (const nothing of [undefined, '', 'NA', 'null', ';', '-']) assert.equal(readPoint(nothing, nothing).kind, 'none');
  assert.equal(readPoint('0', '0').kind, 'default');
  assert.equal(readPoint('47.2184', '0').kind, 'default');
  assert.equal(readPoint('46.603354', '1.8883335').kind, 'default');
  assert.equal(readPoint('Nantes', '47').kind, 'unreadable');
  assert.equal(readPoint('47.2', '').kind, 'unreadable');
  assert.equal(readPoint('472184', '-15536').kind, 'unreadable');
});

test('a latitude that can’t be one is a longitude', () => {
  const reading = readPoint('166.45', '-22.27');
  assert.ok(reading.kind === 'point');
  assert.deepEqual(reading.point, { lat: -22.27, lon: 166.45 });
});

test('law: any point of the globe survives being written, with points or commas', () => {
  const coordinate = (most: number) =>
    fc
      .integer({ min: -most * 1e5, max: most * 1e5 })
      .filter((value) => value !== 0)
      .map((value) => value / 1e5);
  fc.assert(
    fc.property(coordinate(89), coordinate(179), fc.boolean(), (lat, lon, comma) => {
      const write = (value: number) => (comma ? value.toFixed(5).replace('.', ',') : value.toFixed(5));
      const reading = readPoint(write(lat), write(lon));
      if (reading.kind === 'point') assert.deepEqual(reading.point, { lat, lon });
      else assert.equal(reading.kind, 'default');
    }),
  );
});

test('every slip can be undone by another', () => {
  for (const slip of slips(nantes)) {
    assert.ok(
      slips(slip).some(({ lat, lon }) => lat === nantes.lat && lon === nantes.lon),
      JSON.stringify(slip),
    );
  }
});
