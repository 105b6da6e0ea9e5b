/**
 * The mails that have left this program whole, each a line in a file of the data folder, written before anything else is
 * done. Whoever is killed with -9 before the server's answer stands in the database leaves the line behind; the system
 * brings the server what it was given, whatever becomes of the program. A machine that stopped brings nothing: the files
 * bear its boot, and those of another boot are not read.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface HandedOver {
  /** The system has every byte of this mail, claimed for the how-manieth time. */
  note(mail: string, attempt: number): void;
  /** The server did not take it, or the way to it broke before it answered. */
  takeBack(mail: string, attempt: number): void;
  /** Of these claims, those that left whole and were not taken back. None when there is reason to doubt the server. */
  among<Claim extends { id: string; attempts: number }>(claims: readonly Claim[]): Promise<Claim[]>;
  close(): void;
}

export interface HandedOverOptions {
  folder: string;
  /** Which start of the machine this is. */
  boot: string;
  now(): Date;
  log: { error(fields: object, message: string): void };
}

/** Begun by an end of line, so that one that was cut short spoils no other; ended by a point, so that it is seen to be cut. */
const lineOf = (sign: '+' | '-', mail: string, attempt: number): string => `\n${sign} ${mail} ${attempt}.`;
const line = /^([+-]) ([0-9a-f-]{36}) (\d+)\.$/;
const fileName = /^handed-over-(\d{4}-\d{2}-\d{2})-(.+)$/;
const daysKept = 2;
/** As many lines back a refusal makes one doubt that the server took what it was given next. */
const doubtful = 100;

/** Nothing here throws: without the file, what was in hand at a kill goes again, and the log says so once. */
export function openHandedOver({ folder, boot, now, log }: HandedOverOptions): HandedOver {
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
    file = { day, descriptor: openSync(join(folder, `handed-over-${day}-${boot}`), 'a', 0o600) };
    return file.descriptor;
  };
  const write = (text: string): void => {
    try {
      const written = writeSync(descriptorOf(dayOf(now())), text);
      if (written < text.length) throw new Error(`${written} of ${text.length} bytes`);
    } catch (error) {
      sayOnce(error, 'which mails have left cannot be written down: one in hand at a kill may come twice');
    }
  };
  // Made now, so that the first line waits for nothing.
  write('');
  return {
    note: (mail, attempt) => write(lineOf('+', mail, attempt)),
    takeBack: (mail, attempt) => write(lineOf('-', mail, attempt)),
    async among(claims) {
      const left = new Map<string, number>();
      let at = 0;
      let refusal = Number.NEGATIVE_INFINITY;
      try {
        const names = readdirSync(folder).filter((name) => fileName.exec(name)?.[2] === boot);
        for (const name of names.sort())
          for (const one of (await readFile(join(folder, name), 'utf8')).split('\n')) {
            const [, sign, mail, attempt] = line.exec(one) ?? [];
            at++;
            if (sign === '+') left.set(`${mail} ${attempt}`, at);
            else if (sign === '-') refusal = at;
          }
      } catch (error) {
        sayOnce(error, 'which mails have left cannot be read: those in hand at a kill go again');
        return [];
      }
      return claims.filter(({ id, attempts }) => (left.get(`${id} ${attempts}`) ?? 0) > Math.max(0, refusal + doubtful));
    },
    close,
  };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A claim lapses within minutes: what is older tells nothing any more. */
function forgetBefore(folder: string, day: string): void {
  const oldest = dayOf(new Date(Date.parse(day) - daysKept * 86_400_000));
  for (const name of readdirSync(folder)) {
    const [, written] = fileName.exec(name) ?? [];
    if (written !== undefined && written < oldest) rmSync(join(folder, name), { force: true });
  }
}
