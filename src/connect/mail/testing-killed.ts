/** For tests and benches: a sender in a process of its own, killed with -9, and the one that comes after it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { smtpCarrier } from './carrier.ts';
import { openHandedOver } from './handed-over.ts';
import { lease, type Sent, sendDue } from './send-due.ts';
import { unheard } from './unheard.ts';

const fixture = fileURLToPath(new URL('killed-sender.fixture.ts', import.meta.url));

export interface KilledSender {
  /** Begins to send; kills when the moment has come, or lets it end. Gives how many mails were in its hands. */
  killAt(moment: (ended: AbortSignal) => Promise<unknown>): Promise<number>;
  /** As if the claims of the dead had lapsed, which takes ten minutes. Of the living too: nobody else must be sending. */
  lapse(): Promise<void>;
  /** Sends what is due, in this process, for which it is so much later: ten minutes, after which all claims have lapsed. */
  sendTheRest(later?: number): Promise<Sent>;
  /** How many were taken for sent so far. */
  unheard(): Promise<number>;
  close(): void;
}

export function killedSender(database: { db: Kysely<Tables>; url: string }, smtpUrl: string): KilledSender {
  const { db } = database;
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-killed-'));
  return {
    async killAt(moment) {
      const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url, smtpUrl, folder], {
        stdio: 'ignore',
      });
      const ended = new AbortController();
      const died = once(child, 'exit').then(() => ended.abort());
      await moment(ended.signal);
      child.kill('SIGKILL');
      await died;
      const held = await db.selectFrom('mail').select('id').where('state', '=', 'sending').execute();
      return held.length;
    },
    async lapse() {
      await db.updateTable('mail').set({ next_at: new Date() }).where('state', '=', 'sending').execute();
    },
    async sendTheRest(later = lease) {
      const carrier = smtpCarrier({ url: smtpUrl, from: 'bonjour@carrefour.example' });
      const log = { error: () => {} };
      const now = () => new Date(Date.now() + later);
      const handed = openHandedOver({ folder, boot: 'this-boot', now, log });
      try {
        return await sendDue({ db, carrier, handed, keep: false, domain: 'carrefour.example', now, log });
      } finally {
        carrier.close();
        handed.close();
      }
    },
    async unheard() {
      const rows = await db.selectFrom('mail').select('id').where('trouble', '=', unheard).execute();
      return rows.length;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
