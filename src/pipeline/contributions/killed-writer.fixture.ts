/** A process of its own that writes what was accepted, to be killed: the database is its argument. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { contributionsSource } from './source.ts';
import { writeAccepted } from './write-accepted.ts';

const [databaseUrl = ''] = process.argv.slice(2);
await writeAccepted({
  db: kyselyOn(makePool({ connectionString: databaseUrl }, 5)),
  gazetteer: loadGazetteer(),
  sources: new Map([['contributions', contributionsSource]]),
  decisions: { decide: async () => ({ is: 'already', decision: '' }) },
  baseUrl: 'https://carrefour.example',
  now: () => new Date(),
  log: { error: () => {} },
});
