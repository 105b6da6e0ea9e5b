/** A run in a process of its own, to be killed by a test: says each batch. */
import { kyselyOn, makePool } from '#db/connect.ts';
import type { Source } from '#model/source.ts';
import { harvestSource } from './run.ts';

interface Asked {
  url: string;
  source: Source;
  path: string;
  at: number;
}

const { url, source, path, at } = JSON.parse(process.argv[2] ?? '') as Asked;
const db = kyselyOn(makePool({ connectionString: url }, 2));
const say = (text: string) => process.stdout.write(`${text}\n`);
await harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date(at), say });
await db.destroy();
