/** What is remembered of the hosts that we visit: whose turn it is, when we may come back, what they forbid. */
import type { Readable } from 'node:stream';
import type { NotFetched } from './guarded-fetch.ts';
import type { Robots } from './robots.ts';

/** Milliseconds for which a host's rules are believed: RFC 9309 allows a day; who forbids us is heard within the hour. */
export const rulesBelievedFor = 3_600_000;

interface Rules {
  robots: Robots | NotFetched;
  reservation: (address: URL) => boolean;
}

export interface Host {
  /** Ends when the former request has ended, its body included. */
  turn: Promise<void>;
  /** When the next request may be sent, in milliseconds. */
  next: number;
  rules: { [Name in keyof Rules]?: { asked: number; answer: Promise<Rules[Name]> } };
}

export interface Hosts {
  /** The host of a name and port (`URL.host`). */
  of(host: string): Host;
}

/** Hosts of which nothing is known yet. Made once for a process: its runs then take turns. */
export function createHosts(): Hosts {
  const known = new Map<string, Host>();
  return {
    of(name) {
      const found = known.get(name);
      if (found !== undefined) return found;
      const host: Host = { turn: Promise.resolve(), next: 0, rules: {} };
      known.set(name, host);
      return host;
    },
  };
}

/** A host's rules, asked for when they are not known or too old; what could not be had is asked again the next time. */
export async function rulesFor<Name extends keyof Rules>(
  host: Host,
  name: Name,
  now: number,
  ask: () => Promise<Rules[Name]>,
): Promise<Rules[Name]> {
  const known = host.rules[name];
  if (known !== undefined && now - known.asked < rulesBelievedFor) return known.answer;
  const answer = ask();
  const asked: (typeof host.rules)[Name] = { asked: now, answer } as (typeof host.rules)[Name];
  host.rules[name] = asked;
  const forget = () => {
    if (host.rules[name] === asked) delete host.rules[name];
  };
  try {
    const told = await answer;
    if ('failed' in told) forget();
    return told;
  } catch (error) {
    forget();
    throw error;
  }
}

/** Calls `done` once when a body has ended, or when it has lain about for so long that nobody will read it. */
export function endsOf(body: Readable, milliseconds: number, done: () => void): void {
  const late = setTimeout(done, milliseconds).unref();
  body.once('close', () => {
    clearTimeout(late);
    done();
  });
}

/** The first bytes of a body as UTF-8: a file about a host is read as far as it counts. */
export async function readBeginning(body: Readable, bytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, bytes);
}
