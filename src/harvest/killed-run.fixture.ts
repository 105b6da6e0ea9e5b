/** A run in a process of its own, to be killed by a test: says each batch. */
import { kyselyOn, makePool } from '#db/connect.ts';
import type { Source } from '#model/source.ts';
import { harvestSource } from './run.ts';

const { url, source, path } = JSON.parse(process.env.HARVEST ?? '') as { url: string; source: Source; path: string };
const db = kyselyOn(makePool({ connectionString: url }, 2));
const say = (text: string) => process.stdout.write(`${text}\n`);
await harvestSource({ db, source, input: { kind: 'file', path }, now: () => new Date(Date.UTC(2026, 5, 1)), say });
await db.destroy();
