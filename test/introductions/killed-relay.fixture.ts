/** A process of its own in which answers arrive, to be killed: the database is its argument, its port is what it says first. */
import { openConnect } from '#connect/open-connect.ts';
import { kyselyOn, makePool } from '#db/connect.ts';
import { review } from '#match/review.ts';
import { withoutAddresses } from '#pipeline/introduction-reach.ts';
import { baseUrl, relayDomain, secret } from './testing.ts';

const db = kyselyOn(makePool({ connectionString: process.argv[2] ?? '' }, 5));
const connect = openConnect({
  db,
  secret,
  baseUrl,
  host: '0.0.0.0',
  smtp: undefined,
  provider: undefined,
  demandsSecondFactor: false,
  deciding: review({ db, sources: async () => new Map(), now: () => new Date() }),
  introductions: {
    reach: async () => undefined,
    withoutAddresses,
    nameOf: () => undefined,
    relay: { domain: relayDomain, host: '127.0.0.1', port: 0 },
  },
  now: () => new Date(),
  signal: new AbortController().signal,
  log: { error: () => {}, info: () => {}, warn: () => {} },
});
process.stdout.write(`${await connect.openRelay()}\n`);
