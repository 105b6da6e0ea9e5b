/** A run with all that follows, in a process of its own, to be killed: loaded and connected, it waits for a word, then says how it ended. */
import { once } from 'node:events';
import { sql } from 'kysely';
import { kyselyOn, makePool } from '#db/connect.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { manifestSchema } from '#model/source.ts';
import { wholeRun } from './whole-run.ts';

const { url, manifests, address, host } = JSON.parse(process.argv[2] ?? '') as {
  url: string;
  manifests: string[];
  address: string;
  host: string;
};
const db = kyselyOn(makePool({ connectionString: url }, 2));
const told = manifests.map((text) => ({ ...manifestSchema.parse(JSON.parse(text)), folder: '' }));
const sources = new Map(told.map((source) => [source.id, source]));
const gazetteer = loadGazetteer();
await sql`select 1`.execute(db);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const state = await wholeRun({ db, gazetteer, sources }, told[0]!, { address, host });
process.stdout.write(`${state}\n`);
await db.destroy();
process.exit();
