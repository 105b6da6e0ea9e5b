/**
 * Fetches as a guest: one request at a time to a host, with a pause between two; never what its robots.txt or a
 * reservation of its rights forbids, wherever a redirect leads; when it is asked to wait it waits, and soon gives up.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { agentToken } from './agent.ts';
import {
  defaultLimits,
  type Fetched,
  type FetchLimits,
  guardedFetch,
  type NotFetched,
  signalled,
  tooManyRedirects,
} from './guarded-fetch.ts';
import { createHosts, endsOf, type Host, type Hosts, readBeginning, rulesFor } from './hosts.ts';
import { readReservation, readTdmrep } from './opt-out.ts';
import { largestRobots, type Robots, readRobots } from './robots.ts';

export interface Manners {
  limits: FetchLimits;
  /** What is known of the hosts: shared between fetches, so that sources that go on at once take turns at a host. */
  hosts?: Hosts;
  /** Milliseconds between two requests to a host; its robots.txt may ask for more. */
  pause?: number;
  /** False where the partner agreed to more than its robots.txt, or a reservation of its rights, allows. */
  robots?: boolean;
  /** False when nothing is taken from what is fetched: a reservation of the rights to mine it is then no matter. */
  mines?: boolean;
  /** Tries at most, the first included, when a host is busy. */
  tries?: number;
  now?(): number;
  sleep?(milliseconds: number, signal?: AbortSignal): Promise<void>;
  random?(): number;
}

export type PoliteAnswer = Fetched | { unchanged: true } | NotFetched;

export type PoliteFetch = (address: string, headers?: Readonly<Record<string, string>>) => Promise<PoliteAnswer>;

/** Milliseconds: what a host may ask for at most before we come back another day. */
const longestWait = 120_000;
const longestPause = 60_000;
const firstWait = 2000;
/** Busy, or its back is: another time it may answer. */
const passing = [429, 502, 503, 504];

/** For what no run stops. */
const never = new AbortController().signal;

export function createPoliteFetch(manners: Manners): PoliteFetch {
  const {
    limits,
    pause = 500,
    robots: obeys = true,
    mines = true,
    tries = 4,
    now = Date.now,
    random = Math.random,
  } = manners;
  const { hosts = createHosts() } = manners;
  const { maxRedirects = defaultLimits.maxRedirects, timeout = defaultLimits.timeout, signal } = limits;
  const sleep =
    manners.sleep ?? ((milliseconds, stopping) => wait(milliseconds, undefined, { signal: stopping ?? undefined }));

  /** Waits for the turn at a host, and gives what ends it. */
  const takeTurn = async (host: Host, delay: number, stopping = signal): Promise<() => void> => {
    const former = host.turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    host.turn = promise;
    try {
      await signalled(former, stopping ?? never);
      const early = host.next - now();
      if (early > 0) await sleep(early, stopping);
    } catch (error) {
      // Whoever comes after still waits for those before.
      void former.then(resolve);
      throw error;
    }
    return () => {
      host.next = Math.max(host.next, now() + Math.max(pause, delay));
      resolve();
    };
  };

  /** A small file of the host about itself. It may serve other runs: it does not stop with this one. */
  const askRules = async (address: string, host: Host): Promise<string | NotFetched> => {
    const endTurn = await takeTurn(host, 0, never);
    try {
      const { signal: _, ...own } = limits;
      const answer = await guardedFetch(address, { ...own, timeout: 30_000 });
      if ('body' in answer) return await readBeginning(answer.body, largestRobots);
      return 'failed' in answer ? answer : '';
    } catch (error) {
      return { failed: (error as Error).message };
    } finally {
      endTurn();
    }
  };

  /** RFC 9309, 2.3.1: none there means all is allowed; a server that is in trouble or cannot be reached means wait. */
  const askRobots = async (url: URL, host: Host): Promise<Robots | NotFetched> => {
    const answer = await askRules(new URL('/robots.txt', url).href, host);
    if (typeof answer === 'string') return readRobots(answer, agentToken);
    const { status } = answer;
    if (status !== undefined && status !== 429 && status < 500) return readRobots('', agentToken);
    if (status === undefined) return { failed: answer.failed };
    return { failed: `The robots.txt of ${url.host} cannot be had for now (status ${status}).`, status };
  };

  const askReservation = async (url: URL, host: Host): Promise<(address: URL) => boolean> => {
    const answer = await askRules(new URL('/.well-known/tdmrep.json', url).href, host);
    return readTdmrep(typeof answer === 'string' ? answer : '');
  };

  /** Whether we may come, and how many milliseconds to leave after; a sentence when not. */
  const askLeave = async (url: URL, host: Host): Promise<{ delay: number; isReserved: boolean } | NotFetched> => {
    const robots = await rulesFor(host, 'robots', now(), () => askRobots(url, host));
    if ('failed' in robots) return robots;
    if (!robots.allows(url.href))
      return { failed: `The robots.txt of ${url.host} forbids fetching ${url.href}.`, forbidden: true };
    const delay = (robots.delay ?? 0) * 1000;
    if (delay > longestPause)
      return { failed: `The robots.txt of ${url.host} asks for ${robots.delay} seconds between two requests.` };
    if (!mines) return { delay, isReserved: false };
    const isReserved = await rulesFor(host, 'reservation', now(), () => askReservation(url, host));
    return { delay, isReserved: isReserved(url) };
  };

  const reserved = (address: string): NotFetched => ({
    failed: `The rights to mine ${address} are reserved (tdm-reservation): it is not fetched without an agreement.`,
    forbidden: true,
  });

  const once = async (
    address: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ answer: PoliteAnswer; host?: Host }> => {
    let current = address;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const asked = { ...limits, headers: { ...limits.headers, ...headers }, follow: false as const };
      if (!URL.canParse(current) || !/^https?:$/.test(new URL(current).protocol))
        return { answer: await guardedFetch(current, { ...limits, headers }) };
      const url = new URL(current);
      const host = hosts.of(url.host);
      const leave = obeys ? await signalled(askLeave(url, host), signal ?? never) : { delay: 0, isReserved: false };
      if ('failed' in leave) return { answer: leave };
      const endTurn = await takeTurn(host, leave.delay);
      const answer = await guardedFetch(current, asked);
      if ('body' in answer) {
        // What an answer says of itself wins over what the host says of all.
        if (obeys && mines && (readReservation(answer.headers['tdm-reservation']) ?? leave.isReserved)) {
          answer.body.destroy();
          endTurn();
          return { answer: reserved(current) };
        }
        endsOf(answer.body, timeout, endTurn);
      } else endTurn();
      if (!('redirect' in answer)) return { answer, host };
      current = answer.redirect;
    }
    return { answer: { failed: tooManyRedirects(address, maxRedirects) } };
  };

  return async (address, headers = {}) => {
    const stopped: NotFetched = { failed: `Fetching ${address} was stopped.` };
    for (let attempt = 1; ; attempt++) {
      const { answer, host } = await once(address, headers).catch(
        (error: unknown): { answer: PoliteAnswer; host?: Host } => {
          if (signal?.aborted) return { answer: stopped };
          throw error;
        },
      );
      if (!('status' in answer) || answer.status === undefined || !passing.includes(answer.status)) return answer;
      const asked = waitAsked(answer.retryAfter, now());
      if (asked > longestWait)
        return { ...answer, failed: `${answer.failed} It asks to come back in ${Math.round(asked / 1000)} seconds.` };
      if (attempt === tries) return { ...answer, failed: `${answer.failed} It was asked ${tries} times.` };
      const backOff = firstWait * 2 ** (attempt - 1) * (0.5 + random() / 2);
      // Whoever else wants something of this host waits too.
      if (host !== undefined) host.next = Math.max(host.next, now() + Math.max(asked, backOff));
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
