/** A process of its own that sends what is due, to be killed: the database, the server and the folder are its arguments. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { smtpCarrier } from './carrier.ts';
import { openHandedOver } from './handed-over.ts';
import { sendDue } from './send-due.ts';

const [databaseUrl = '', smtpUrl = '', folder = ''] = process.argv.slice(2);
const now = () => new Date();
const log = { error: () => {} };
await sendDue({
  db: kyselyOn(makePool({ connectionString: databaseUrl }, 5)),
  carrier: smtpCarrier({ url: smtpUrl, from: 'bonjour@carrefour.example' }),
  handed: openHandedOver({ folder, boot: 'this-boot', now, log }),
  keep: false,
  domain: 'carrefour.example',
  now,
  log,
});
