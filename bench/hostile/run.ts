/** One reading of a hostile server in a process of its own, so that its memory is its own: says what it came to. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { harvestSource } from '#harvest/run.ts';
import { testSource } from '#model/testing.ts';

export interface Asked {
  url: string;
  address: string;
  robots: boolean;
}

export interface Measured {
  state: string;
  failure: string | null;
  seconds: number;
  /** Megabytes at most, above what the process held before it began. */
  peak: number;
}

const { url, address, robots } = JSON.parse(process.argv[2] ?? '') as Asked;
const db = kyselyOn(makePool({ connectionString: url }, 2));
const source = testSource({ id: 'hostile', robots: robots ? 'obeyed' : 'ignored', expect: { dropAtMost: 0.3 } });
const run = () =>
  harvestSource({
    db,
    source,
    input: { kind: 'address', address },
    now: () => new Date(),
    // Bytes as in earnest; a tenth of the patience.
    fetching: { allow: [new URL(address).host], timeout: 90_000, idleTimeout: 3000 },
    manners: { pause: 0 },
  });
// `maxRSS` is in kilobytes, and never falls.
const before = process.resourceUsage().maxRSS;
const start = performance.now();
const { state, failure } = await run();
const seconds = (performance.now() - start) / 1000;
const peak = (process.resourceUsage().maxRSS - before) / 1024;
const measured: Measured = { state, failure, seconds, peak };
console.log(JSON.stringify(measured));
await db.destroy();
