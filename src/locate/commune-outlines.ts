/** In which commune a point lies, and which communes touch: the official outlines, simplified at 1,000 m. */

export interface CommuneOutlines {
  /**
   * The commune (its code in the outlines' year) in which a point in degrees lies, or the one whose outline is at most
   * 5 km from it (a quay, an islet, a border drawn too straight); undefined farther away.
   */
  codeAt(lat: number, lon: number): string | undefined;
  /** The codes of the communes that share a stretch of border with this one. */
  neighbours(code: string): string[];
  /** The rings of a commune's outline, each vertex a longitude and a latitude in degrees; none for an unknown code. */
  rings(code: string): [lon: number, lat: number][][];
}

/** Degrees; a cell of the index of bounding boxes. */
const cell = 0.2;
const reach = 5;

/** Decodes `data/commune-outlines.bin`, whose format is told by `scripts/geography/commune-outlines.ts`. */
export function readCommuneOutlines(bytes: Uint8Array): CommuneOutlines {
  const { codes, ringStarts, vertexStarts, vertices } = decode(bytes);
  const cells = new Map<number, number[]>();
  let places: Map<string, number> | undefined;
  for (let commune = 0; commune < codes.length; commune++) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = firstVertex(commune); at < firstVertex(commune + 1); at += 2) {
      west = Math.min(west, vertices[at]!);
      east = Math.max(east, vertices[at]!);
      south = Math.min(south, vertices[at + 1]!);
      north = Math.max(north, vertices[at + 1]!);
    }
    for (let x = column(west / 1000); x <= column(east / 1000); x++) {
      for (let y = column(south / 1000); y <= column(north / 1000); y++) {
        const key = cellKey(x, y);
        const there = cells.get(key);
        if (there) there.push(commune);
        else cells.set(key, [commune]);
      }
    }
  }
  let touching: Map<string, Set<string>> | undefined;

  return {
    codeAt(lat, lon) {
      const [x, y] = [lon * 1000, lat * 1000];
      for (const commune of cells.get(cellKey(column(lon), column(lat))) ?? []) {
        if (holds(commune, x, y)) return codes[commune];
      }
      let [nearest, least] = [undefined as string | undefined, reach];
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const commune of cells.get(cellKey(column(lon) + dx, column(lat) + dy)) ?? []) {
            const away = distance(commune, x, y);
            if (away < least) [nearest, least] = [codes[commune], away];
          }
        }
      }
      return nearest;
    },
    neighbours(code) {
      touching ??= findNeighbours();
      return [...(touching.get(code) ?? [])].sort();
    },
    rings(code) {
      places ??= new Map(codes.map((one, commune) => [one, commune]));
      const commune = places.get(code);
      return commune === undefined ? [] : ringsOf(commune);
    },
  };

  function ringsOf(commune: number): [number, number][][] {
    const rings: [number, number][][] = [];
    for (let ring = ringStarts[commune]!; ring < ringStarts[commune + 1]!; ring++) {
      const vertex: [number, number][] = [];
      for (let at = vertexStarts[ring]!; at < vertexStarts[ring + 1]!; at += 2)
        vertex.push([vertices[at]! / 1000, vertices[at + 1]! / 1000]);
      rings.push(vertex);
    }
    return rings;
  }

  function firstVertex(commune: number): number {
    return vertexStarts[ringStarts[commune]!]!;
  }

  /** Even-odd over all rings at once, so that holes are holes. */
  function holds(commune: number, x: number, y: number): boolean {
    let inside = false;
    forEachEdge(commune, (x1, y1, x2, y2) => {
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    });
    return inside;
  }

  /** Kilometres to the outline, on a plane that is right around the point. */
  function distance(commune: number, x: number, y: number): number {
    const squeeze = Math.cos((y / 1000) * (Math.PI / 180));
    let least = Infinity;
    forEachEdge(commune, (x1, y1, x2, y2) => {
      const [dx, dy] = [(x2 - x1) * squeeze, y2 - y1];
      const [px, py] = [(x - x1) * squeeze, y - y1];
      const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(px - along * dx, py - along * dy));
    });
    return least * 0.1112;
  }

  function forEachEdge(commune: number, see: (x1: number, y1: number, x2: number, y2: number) => void): void {
    for (let ring = ringStarts[commune]!; ring < ringStarts[commune + 1]!; ring++) {
      const [from, to] = [vertexStarts[ring]!, vertexStarts[ring + 1]!];
      for (let at = from, before = to - 2; at < to; before = at, at += 2) {
        see(vertices[before]!, vertices[before + 1]!, vertices[at]!, vertices[at + 1]!);
      }
    }
  }

  /** Two communes touch when an edge belongs to both: neighbours share their vertices exactly. */
  function findNeighbours(): Map<string, Set<string>> {
    const owner = new Map<number, number>();
    const found = new Map<string, Set<string>>();
    const join = (a: string, b: string) => (found.get(a) ?? found.set(a, new Set()).get(a)!).add(b);
    for (let commune = 0; commune < codes.length; commune++) {
      forEachEdge(commune, (x1, y1, x2, y2) => {
        const [a, b] = [vertexKey(x1, y1), vertexKey(x2, y2)];
        // Both ways of walking an edge give one key: exact below 2^53 as a vertex's key stays below 2^37.
        const key = (a + b) * 65536 + (Math.abs(a - b) % 65521);
        const other = owner.get(key);
        if (other === undefined) owner.set(key, commune);
        else if (other !== commune) {
          join(codes[commune]!, codes[other]!);
          join(codes[other]!, codes[commune]!);
        }
      });
    }
    return found;
  }
}

function column(degrees: number): number {
  return Math.floor(degrees / cell);
}

function cellKey(x: number, y: number): number {
  return (x + 2000) * 4000 + (y + 2000);
}

function vertexKey(x: number, y: number): number {
  return (x + 180_000) * 180_000 + (y + 90_000);
}

interface Decoded {
  codes: string[];
  /** The first ring of each commune, and one more. */
  ringStarts: Uint32Array;
  /** Where the coordinates of each ring start in `vertices`, and one more. */
  vertexStarts: Uint32Array;
  /** Longitude, latitude, in thousandths of a degree. */
  vertices: Int32Array;
}

function decode(bytes: Uint8Array): Decoded {
  let at = 0;
  const codes: string[] = [];
  const ringStarts: number[] = [];
  const vertexStarts: number[] = [];
  // A vertex takes two bytes or more, so there are at most as many coordinates as bytes.
  const vertices = new Int32Array(bytes.length);
  let filled = 0;
  let start: [number, number] = [0, 0];
  while (at < bytes.length) {
    codes.push(String.fromCharCode(...bytes.subarray(at, at + 5)));
    at += 5;
    ringStarts.push(vertexStarts.length);
    for (let rings = varint(); rings > 0; rings--) {
      vertexStarts.push(filled);
      let [x, y] = start;
      const count = varint();
      for (let vertex = 0; vertex < count; vertex++) {
        x += difference();
        y += difference();
        if (vertex === 0) start = [x, y];
        vertices[filled++] = x;
        vertices[filled++] = y;
      }
    }
  }
  ringStarts.push(vertexStarts.length);
  vertexStarts.push(filled);
  return {
    codes,
    ringStarts: Uint32Array.from(ringStarts),
    vertexStarts: Uint32Array.from(vertexStarts),
    vertices: vertices.slice(0, filled),
  };

  function varint(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }

  function difference(): number {
    const value = varint();
    return value & 1 ? -(value + 1) / 2 : value / 2;
  }
}
