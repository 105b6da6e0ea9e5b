/** A process of its own that sends what is due, to be killed: the database and the server are its arguments. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { smtpCarrier } from './carrier.ts';
import { sendDue } from './send-due.ts';

const [databaseUrl = '', smtpUrl = ''] = process.argv.slice(2);
await sendDue({
  db: kyselyOn(makePool({ connectionString: databaseUrl }, 5)),
  carrier: smtpCarrier({ url: smtpUrl, from: 'bonjour@carrefour.example' }),
  keep: false,
  domain: 'carrefour.example',
  now: () => new Date(),
  log: { error: () => {} },
});
