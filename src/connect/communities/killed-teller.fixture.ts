/** A process of its own that tells members what is announced, to be killed: the database and the moment are its arguments. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { tellMembers } from './tell-members.ts';

const [databaseUrl = '', now = ''] = process.argv.slice(2);
await tellMembers({
  db: kyselyOn(makePool({ connectionString: databaseUrl }, 2)),
  secret: 'a secret for tests, 0123456789 abcdefghijklmnop',
  baseUrl: 'https://carrefour.example',
  now: () => new Date(now),
  signal: new AbortController().signal,
});
process.exit(0);
