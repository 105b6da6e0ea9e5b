/** A run in a process of its own, to be killed: loaded and connected, it waits for a word, then says how it ended. */
import { once } from 'node:events';
import { sql } from 'kysely';
import { kyselyOn, makePool } from '#db/connect.ts';
import { harvestSource } from '#harvest/run.ts';
import { manifestSchema } from '#model/source.ts';

const { url, manifest, address, host } = JSON.parse(process.argv[2] ?? '') as Record<
  'url' | 'manifest' | 'address' | 'host',
  string
>;
const db = kyselyOn(makePool({ connectionString: url }, 2));
await sql`select 1`.execute(db);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const report = await harvestSource({
  db,
  source: { ...manifestSchema.parse(JSON.parse(manifest)), folder: '' },
  input: { kind: 'address', address },
  now: () => new Date(),
  fetching: { allow: [host] },
  manners: { pause: 0 },
});
process.stdout.write(`${report.state}\n`);
await db.destroy();
process.exit();
