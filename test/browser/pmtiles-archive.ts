/**
 * A PMTiles archive of one tile, the whole world, for tests. Sources: PMTiles specification, version 3; Mapbox Vector
 * Tile specification, version 2.
 */

const headerBytes = 127;

export interface Archived {
  tile: Uint8Array;
  /** 1 is a vector tile, 2 a PNG. */
  type: 1 | 2;
  metadata: object;
}

export function archiveOf({ tile, type, metadata }: Archived): Buffer {
  const said = Buffer.from(JSON.stringify(metadata));
  // One entry: tile 0, once, so many bytes, at 0 (written as 1).
  const directory = Buffer.from([...varint(1), ...varint(0), ...varint(1), ...varint(tile.length), ...varint(1)]);
  const header = Buffer.alloc(headerBytes);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const [root, json, tiles] = [
    headerBytes,
    headerBytes + directory.length,
    headerBytes + directory.length + said.length,
  ];
  const numbers = [root, directory.length, json, said.length, tiles, 0, tiles, tile.length, 1, 1, 1];
  for (const [at, number] of numbers.entries()) header.writeBigUInt64LE(BigInt(number), 8 + 8 * at);
  // Clustered; nothing compressed; the kind of tile; zooms 0 to 0.
  for (const [at, byte] of [1, 1, 1, type, 0, 0].entries()) header.writeUInt8(byte, 96 + at);
  for (const [at, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + 4 * at);
  return Buffer.concat([header, directory, said, tile]);
}

/** A vector tile whose layer covers everything. */
export function tileFull(layer: string): Uint8Array {
  const extent = 4096;
  const zigzag = (value: number) => (value << 1) ^ (value >> 31);
  const sides = [
    [extent, 0],
    [0, extent],
    [-extent, 0],
  ].flat();
  // To 0 0; three lines; back.
  const geometry = [...[9, 0, 0, 26], ...sides.map(zigzag), 15].flatMap(varint);
  const feature = [...field(3, [3], true), ...field(4, geometry)];
  const name = [...Buffer.from(layer)];
  return Uint8Array.from(
    field(3, [...field(15, [2], true), ...field(1, name), ...field(2, feature), ...field(5, varint(extent), true)]),
  );
}

/** A field of a protocol buffer: a number as it is, anything else with its length. */
function field(number: number, bytes: readonly number[], isNumber = false): number[] {
  return isNumber
    ? [...varint(number << 3), ...bytes]
    : [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
