/**
 * The mails that have left this program whole, each a line in a file of the data folder, written before anything else is
 * done. Whoever is killed with -9 before the server's answer stands in the database leaves the line behind; the system
 * brings the server what it was given, whatever becomes of the program. A machine that stopped may not have: the files
 * bear its boot, and those of another boot are not read. So nothing here need outlive the machine, and nothing is synced.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface HandedOver {
  /**
   * What to call when the system has every byte of this mail, claimed for the how-manieth time. Whoever is killed between
   * that moment and the line sends it twice: all that can be made ready is, so that one call of the system is left.
   */
  ready(mail: string, attempt: number): () => void;
  /** The server took it (`sent`), or did not: this one `never`, or none for now (`later`), or it did not answer. */
  answered(mail: string, attempt: number, is: 'sent' | 'later' | 'never'): void;
  /**
   * Of these claims, those that the server was heard to take, and those that left whole in this start of the machine and
   * were not answered, at a time when the server took what it was given.
   */
  among<Claim extends { id: string; attempts: number }>(
    claims: readonly Claim[],
  ): Promise<{ heard: Claim[]; unheard: Claim[] }>;
  close(): void;
}

export interface HandedOverOptions {
  folder: string;
  /** Which start of the machine this is; undefined where the system does not tell: then only what was heard is believed. */
  boot: string | undefined;
  now(): Date;
  log: { error(fields: object, message: string): void };
}

const signs = { left: '+', sent: '=', later: '-', never: 'x' };
/** Begun by an end of line, so that one that was cut short spoils no other; ended by a point, so that it is seen to be cut. */
const lineOf = (sign: string, mail: string, attempt: number): string => `\n${sign} ${mail} ${attempt}.`;
const line = /^([+=x-]) ([0-9a-f-]{36}) (\d+)\.$/;
const fileName = /^handed-over-(\d{4}-\d{2}-\d{2})-(.+)$/;
/** As long as a mail lives: who was killed may be begun again days later. */
const daysKept = 7;
/** As many mails around a “later” one doubts that the server took what it was given. */
const doubtful = 100;

const notWritten = 'which mails have left cannot be written down: one in hand at a kill may come twice';

/** Nothing here throws: without the file, what was in hand at a kill goes again, and the log says so once. */
export function openHandedOver({ folder, boot, now, log }: HandedOverOptions): HandedOver {
  const bootName = boot ?? 'unknown';
  let file: { day: string; descriptor: number } | undefined;
  const said = new Set<string>();
  const sayOnce = (error: unknown, message: string): void => {
    if (said.has(message)) return;
    said.add(message);
    log.error({ part: 'mail', why: (error as NodeJS.ErrnoException).code ?? String(error) }, message);
  };
  const close = (): void => {
    if (file !== undefined) closeSync(file.descriptor);
    file = undefined;
  };
  const descriptorOf = (day: string): number => {
    if (file?.day === day) return file.descriptor;
    close();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    forgetBefore(folder, day);
    file = { day, descriptor: openSync(join(folder, `handed-over-${day}-${bootName}`), 'a', 0o600) };
    return file.descriptor;
  };
  const open = (): void => {
    try {
      descriptorOf(dayOf(now()));
    } catch (error) {
      sayOnce(error, notWritten);
    }
  };
  const ready = (sign: string, mail: string, attempt: number): (() => void) => {
    const bytes = Buffer.from(lineOf(sign, mail, attempt));
    open();
    return () => {
      try {
        const written = writeSync(file?.descriptor ?? descriptorOf(dayOf(now())), bytes);
        if (written < bytes.length) throw new Error(`${written} of ${bytes.length} bytes`);
      } catch (error) {
        sayOnce(error, notWritten);
      }
    };
  };
  open();
  return {
    ready: (mail, attempt) => ready(signs.left, mail, attempt),
    answered: (mail, attempt, is) => ready(signs[is], mail, attempt)(),
    async among(claims) {
      const left = new Map<string, number>();
      const taken = new Set<string>();
      const doubts: number[] = [];
      let at = 0;
      try {
        for (const name of readdirSync(folder).sort()) {
          const [, , written] = fileName.exec(name) ?? [];
          if (written === undefined) continue;
          for (const one of (await readFile(join(folder, name), 'utf8')).split('\n')) {
            const [, sign, mail, attempt] = line.exec(one) ?? [];
            if (sign === undefined) continue;
            const claim = `${mail} ${attempt}`;
            if (sign !== signs.left) left.delete(claim);
            // What a machine had been given before it stopped may have stayed in it.
            else if (written === boot) left.set(claim, ++at);
            if (sign === signs.sent) taken.add(claim);
            if (sign === signs.later) doubts.push(at);
          }
        }
      } catch (error) {
        sayOnce(error, 'which mails have left cannot be read: those in hand at a kill go again');
        return { heard: [], unheard: [] };
      }
      const isDoubtful = (noted: number) => doubts.some((doubt) => Math.abs(doubt - noted) <= doubtful);
      const keyOf = ({ id, attempts }: { id: string; attempts: number }) => `${id} ${attempts}`;
      const isUnheard = (noted: number | undefined) => noted !== undefined && !isDoubtful(noted);
      return {
        heard: claims.filter((claim) => taken.has(keyOf(claim))),
        unheard: claims.filter((claim) => isUnheard(left.get(keyOf(claim)))),
      };
    },
    close,
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

function forgetBefore(folder: string, day: string): void {
  const oldest = dayOf(new Date(Date.parse(day) - daysKept * 86_400_000));
  for (const name of readdirSync(folder)) {
    const [, written] = fileName.exec(name) ?? [];
    if (written !== undefined && written < oldest) rmSync(join(folder, name), { force: true });
  }
}
