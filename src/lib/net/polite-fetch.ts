/**
 * Fetches as a guest: one request at a time to a host, with a pause between two; never what its robots.txt forbids;
 * when it is asked to wait it waits, and soon gives up.
 */
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultLimits, type Fetched, type FetchLimits, guardedFetch, type NotFetched } from './guarded-fetch.ts';
import { largestRobots, type Robots, readRobots } from './robots.ts';

export interface Manners {
  limits: FetchLimits;
  /** Milliseconds between two requests to a host; its robots.txt may ask for more. */
  pause?: number;
  /** False where the partner agreed to more than its robots.txt allows. */
  robots?: boolean;
  /** Tries at most, the first included, when a host is busy. */
  tries?: number;
  now?(): number;
  sleep?(milliseconds: number, signal?: AbortSignal): Promise<void>;
  random?(): number;
}

export type PoliteFetch = (
  address: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Fetched | { unchanged: true } | NotFetched>;

/** Milliseconds: what a host may ask for at most before we come back another day. */
const longestWait = 120_000;
const longestPause = 60_000;
const firstWait = 2000;
/** Busy, or its back is: another time it may answer. */
const passing = [429, 502, 503, 504];

interface Host {
  /** Ends when the former request has ended, its body included. */
  turn: Promise<void>;
  next: number;
  robots: Promise<Robots | NotFetched> | undefined;
}

/** The hosts are remembered by the function that is given: share it between runs that go on at once. */
export function createPoliteFetch(manners: Manners): PoliteFetch {
  const { limits, pause = 500, robots: obeys = true, tries = 4, now = Date.now, random = Math.random } = manners;
  const sleep =
    manners.sleep ?? ((milliseconds, signal) => wait(milliseconds, undefined, { signal: signal ?? undefined }));
  const hosts = new Map<string, Host>();
  const token = /^[^/\s]*/.exec(limits.agent ?? defaultLimits.agent)![0];

  const hostOf = (url: URL): Host => {
    const known = hosts.get(url.host);
    if (known !== undefined) return known;
    const host: Host = { turn: Promise.resolve(), next: 0, robots: undefined };
    hosts.set(url.host, host);
    return host;
  };

  /** Waits for the turn at a host, and gives what ends it. */
  const takeTurn = async (host: Host, delay: number): Promise<() => void> => {
    const former = host.turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    host.turn = promise;
    await former;
    const early = host.next - now();
    if (early > 0) {
      await sleep(early, limits.signal).catch((error: unknown) => {
        resolve();
        throw error;
      });
    }
    return () => {
      host.next = now() + Math.max(pause, delay);
      resolve();
    };
  };

  const askRobots = async (url: URL, host: Host): Promise<Robots | NotFetched> => {
    const endTurn = await takeTurn(host, 0);
    try {
      const answer = await guardedFetch(new URL('/robots.txt', url).href, {
        ...limits,
        maxBytes: largestRobots,
        timeout: 30_000,
      });
      if ('body' in answer) return readRobots(await text(answer.body).catch(() => ''), token);
      const status = 'status' in answer ? (answer.status ?? 0) : 0;
      // RFC 9309, 2.3.1: none there means all is allowed; a server in trouble means wait. Who cannot be reached will
      // say so itself when asked for the catalogue.
      if (status === 429 || status >= 500)
        return { failed: `The robots.txt of ${url.host} cannot be had for now (status ${status}).`, status };
      return readRobots('', token);
    } finally {
      endTurn();
    }
  };

  const once: PoliteFetch = async (address, headers = {}) => {
    const asked = { ...limits, headers };
    if (!URL.canParse(address)) return guardedFetch(address, asked);
    const url = new URL(address);
    const host = hostOf(url);
    let delay = 0;
    if (obeys && /^https?:$/.test(url.protocol)) {
      host.robots ??= askRobots(url, host);
      const robots = await host.robots;
      if ('failed' in robots) {
        host.robots = undefined;
        return robots;
      }
      if (!robots.allows(url.href)) return { failed: `The robots.txt of ${url.host} forbids fetching ${address}.` };
      delay = (robots.delay ?? 0) * 1000;
      if (delay > longestPause)
        return { failed: `The robots.txt of ${url.host} asks for ${robots.delay} seconds between two requests.` };
    }
    const endTurn = await takeTurn(host, delay);
    try {
      const answer = await guardedFetch(address, asked);
      if ('body' in answer) answer.body.once('close', endTurn);
      else endTurn();
      return answer;
    } catch (error) {
      endTurn();
      throw error;
    }
  };

  return async (address, headers) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(address, headers).catch((error: unknown): NotFetched => {
        if (limits.signal?.aborted) return { failed: `Fetching ${address} was stopped.` };
        throw error;
      });
      if (!('status' in answer) || answer.status === undefined || !passing.includes(answer.status)) return answer;
      const asked = waitAsked(answer.retryAfter, now());
      if (asked > longestWait)
        return { ...answer, failed: `${answer.failed} It asks to come back in ${Math.round(asked / 1000)} seconds.` };
      if (attempt === tries) return { ...answer, failed: `${answer.failed} It was asked ${tries} times.` };
      const backOff = firstWait * 2 ** (attempt - 1) * (0.5 + random() / 2);
      const stopped = await sleep(Math.max(asked, backOff), limits.signal).then(
        () => false,
        () => true,
      );
      if (stopped) return { failed: `Fetching ${address} was stopped.` };
    }
  };
}

/** Milliseconds; `Retry-After` holds seconds or a date (RFC 9110, 10.2.3). */
function waitAsked(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
