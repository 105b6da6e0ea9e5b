/** For tests and benches: a sender in a process of its own, killed with -9, and the one that comes after it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { smtpCarrier } from './carrier.ts';
import { courierWith } from './courier.ts';
import { openHandedOver } from './handed-over.ts';
import { lease, type Sent, sendDue } from './send-due.ts';
import { unheard } from './unheard.ts';

const fixture = fileURLToPath(new URL('killed-sender.fixture.ts', import.meta.url));

/** Who is killed: the program, its courier with it, or the courier alone. */
export type Victim = 'program' | 'both' | 'courier';

export interface KilledSender {
  /** Begins to send; kills when the moment has come, or lets it end. Gives how many mails were in its hands. */
  killAt(moment: (ended: AbortSignal) => Promise<unknown>, victim?: Victim): Promise<number>;
  /**
   * As if the claims of the dead had lapsed, which takes ten minutes: couriers that outlived them have ended by then. Of
   * the living too: nobody else must be sending.
   */
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
  const couriers: number[] = [];
  const couriersEnded = async () => {
    while (couriers.some(lives)) await pass(5);
  };
  return {
    async killAt(moment, victim = 'program') {
      const child = spawn(process.execPath, ['--import', 'tsx', fixture, database.url, smtpUrl, folder], {
        stdio: 'ignore',
      });
      const ended = new AbortController();
      const died = once(child, 'exit').then(() => ended.abort());
      await moment(ended.signal);
      const own = couriersOf(child.pid!);
      couriers.push(...own);
      if (victim !== 'program') for (const pid of own) process.kill(pid, 'SIGKILL');
      if (victim !== 'courier') child.kill('SIGKILL');
      await died;
      const held = await db.selectFrom('mail').select('id').where('state', '=', 'sending').execute();
      return held.length;
    },
    async lapse() {
      await couriersEnded();
      await db.updateTable('mail').set({ next_at: new Date() }).where('state', '=', 'sending').execute();
    },
    async sendTheRest(later = lease) {
      if (later >= lease) await couriersEnded();
      const carrier = smtpCarrier({ url: smtpUrl, from: 'bonjour@carrefour.example' });
      const log = { error: () => {} };
      const now = () => new Date(Date.now() + later);
      const handed = openHandedOver({ folder, boot: 'this-boot', now, log });
      const courier = courierWith(carrier, handed);
      try {
        return await sendDue({ db, courier, handed, keep: false, domain: 'carrefour.example', now, log });
      } finally {
        courier.close();
      }
    },
    async unheard() {
      const rows = await db.selectFrom('mail').select('id').where('trouble', '=', unheard).execute();
      return rows.length;
    },
    close() {
      for (const pid of couriers.filter(lives)) process.kill(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `/proc/PID/stat` says: the name, the state, the parent… */
function statOf(pid: number | string): string[] {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return [name, ...rest.split(' ')];
  } catch {
    return [];
  }
}

export const couriersOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      const [name, , of] = statOf(pid);
      // What tsx begins for itself is none.
      return of === String(parent) && name !== 'esbuild';
    })
    .map(Number);

export const lives = (pid: number): boolean => !['Z', 'X', undefined].includes(statOf(pid)[1]);
