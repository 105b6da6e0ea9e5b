import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaHolds, areaOf, boundsOf, mostCorners, readArea, writeArea } from './area.ts';

test('an area is read as it was written, a first corner repeated at the end left out', () => {
  const area = readArea('47.1,-1.7, 47.4,-1.7,47.3,-1.3,47.1,-1.7');
  assert.deepEqual(area, [
    { lat: 47.1, lon: -1.7 },
    { lat: 47.4, lon: -1.7 },
    { lat: 47.3, lon: -1.3 },
  ]);
  assert.equal(writeArea(area!), '47.1,-1.7,47.4,-1.7,47.3,-1.3');
  assert.deepEqual(readArea(writeArea(area!)), area);
});

test('what is no area is refused: too few corners or too many, half a corner, letters, degrees that there are not', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const turn = (at / count) * 2 * Math.PI;
      return `${(46 + Math.sin(turn)).toFixed(4)},${(2 + Math.cos(turn)).toFixed(4)}`;
    }).join(',');
  assert.equal(readArea(many(mostCorners))?.length, mostCorners);
  for (const text of [
    '',
    ',',
    '47,2',
    '47,2,48,3',
    '47,2,47,2,47,2,47,2',
    '47,2,48,3,49',
    '47,2,48,3,nord,4',
    '91,2,48,3,47,4',
    '47,181,48,3,47,4',
    '1e2,2,48,3,47,4',
    '47,2,48,3,47,Infinity',
    many(mostCorners + 1),
    many(5000),
  ])
    assert.equal(readArea(text), undefined, text.slice(0, 60));
});

test('across the antimeridian: sides go the shorter way, and a point on either side is found', () => {
  const fiji = readArea('-15,178,-15,-178,-20,-178,-20,178')!;
  assert.deepEqual(boundsOf(fiji), [178, -20, 182, -15]);
  const holds = areaHolds(fiji);
  assert.ok(holds(-17, 179) && holds(-17, -179) && holds(-17, 180) && holds(-17, -180));
  const toTheLine = areaHolds(readArea('-14,179.5,-14.5,-180,-14,-180')!);
  assert.ok(toTheLine(-14, 180) && toTheLine(-14, -180) && !toTheLine(-14, -179.9));
  assert.ok(!holds(-17, 0) && !holds(-17, 177.9) && !holds(-17, -177.9) && !holds(-21, 179));
  const begunInTheWest = areaHolds(readArea('-20,-178,-20,178,-15,178,-15,-178')!);
  assert.ok(begunInTheWest(-17, 179) && begunInTheWest(-17, -179) && !begunInTheWest(-17, 0));
});

test('an area that ends at the antimeridian holds it under both of its names', () => {
  for (const side of ['180', '-180']) {
    const holds = areaHolds(readArea(`-14,179.5,-14.5,179.5,-14.5,${side}`)!);
    assert.ok(holds(-14.5, 180) && holds(-14.5, -180), side);
  }
});

test('a line around a pole, or around the whole Earth, is no area', () => {
  assert.equal(readArea('80,0,80,120,80,-120'), undefined);
  assert.equal(readArea('10,0,10,120,10,-120,10,0,-10,0,-10,-120,-10,120,-10,0'), undefined);
});

test('corners set on a map that went on past the antimeridian become an area', () => {
  const drawn = areaOf([
    { lat: -15, lon: 538.00001 },
    { lat: -15, lon: 542 },
    { lat: -20, lon: 542 },
  ]);
  assert.deepEqual(drawn, [
    { lat: -15, lon: 178 },
    { lat: -15, lon: -178 },
    { lat: -20, lon: -178 },
  ]);
  assert.equal(areaOf([{ lat: 47, lon: 2 }]), undefined);
});
