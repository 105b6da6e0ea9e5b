/** A process of its own that sends what is due, to be killed: the database, the server and the folder are its arguments. */
import { kyselyOn, makePool } from '#db/connect.ts';
import { courierApart } from './courier-apart.ts';
import { openHandedOver } from './handed-over.ts';
import { sendDue } from './send-due.ts';

const [databaseUrl = '', smtpUrl = '', folder = ''] = process.argv.slice(2);
const now = () => new Date();
const log = { error: () => {} };
const journal = { folder, boot: 'this-boot', log };
const smtp = { url: smtpUrl, from: 'bonjour@carrefour.example' };
const db = kyselyOn(makePool({ connectionString: databaseUrl }, 5));
const courier = courierApart({ smtp, ...journal });
await sendDue({
  db,
  courier,
  handed: openHandedOver({ ...journal, now }),
  keep: false,
  domain: 'carrefour.example',
  now,
  log,
});
courier.close();
await db.destroy();
