/**
 * Fetches what strangers name without being led where it should not go: only http and https, only public addresses
 * (checked at every redirect, and connected to as checked), within limits of size, time and redirects.
 */
import { promises as dns, type LookupAddress } from 'node:dns';
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { agentName } from './agent.ts';
import { isWebPort } from './ports.ts';
import { isLocalAddress, isPublicAddress } from './public-address.ts';

export interface FetchLimits {
  /** Hosts that the operator allows by name although they are not public, as `host` or `host:port`. */
  allow?: readonly string[];
  /** Bytes at most, as sent and as decompressed. */
  maxBytes?: number;
  /** Milliseconds for everything. */
  timeout?: number;
  /** Milliseconds without a byte. */
  idleTimeout?: number;
  maxRedirects?: number;
  /** False when who asks follows redirects itself, to see to each host that they lead to. */
  follow?: boolean;
  /** How we present ourselves. */
  agent?: string;
  /** Further headers of the question, such as `if-none-match`. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

type Limited = FetchLimits & Required<Pick<FetchLimits, keyof typeof defaultLimits>>;

export const defaultLimits = {
  maxBytes: 512 * 1024 * 1024,
  timeout: 15 * 60_000,
  idleTimeout: 30_000,
  maxRedirects: 5,
  follow: true as boolean,
  agent: agentName() as string,
} as const;

export interface Fetched {
  /** The address that answered, after redirects. */
  address: string;
  headers: IncomingHttpHeaders;
  /** The decompressed body; it fails with a `FetchFailure` when a limit is passed or the connection is cut. */
  body: Readable;
}

/** The answer leads elsewhere: only given when redirects are not followed here. */
export interface Redirected {
  redirect: string;
}

export interface NotFetched {
  failed: string;
  /** The status that the server answered, when it did. */
  status?: number;
  /** What it said in `Retry-After`. */
  retryAfter?: string | undefined;
  /** No host has this name any more. */
  unknownHost?: boolean;
  /** Its robots.txt forbids it, or its rights are reserved: it was not asked for, or not read. */
  forbidden?: boolean;
}

/** Why something could not be fetched, in a sentence; what a body stream fails with. */
export class FetchFailure extends Error {
  override name = 'FetchFailure';
}

/**
 * Gets what stands at an address; a refusal, an error status or an unreachable host is a value with its sentence.
 * `unchanged` only answers a question with a condition.
 */
export async function guardedFetch(
  address: string,
  limits: FetchLimits & { follow: false },
): Promise<Fetched | { unchanged: true } | Redirected | NotFetched>;
export async function guardedFetch(
  address: string,
  limits?: Omit<FetchLimits, 'follow'>,
): Promise<Fetched | { unchanged: true } | NotFetched>;
export async function guardedFetch(
  address: string,
  limits: FetchLimits = {},
): Promise<Fetched | { unchanged: true } | Redirected | NotFetched> {
  const all: Limited = { ...defaultLimits, ...limits };
  const deadline = AbortSignal.timeout(all.timeout);
  const signal = limits.signal === undefined ? deadline : AbortSignal.any([limits.signal, deadline]);
  try {
    let current = address;
    for (let redirects = 0; ; redirects++) {
      const response = await ask(current, all, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.destroy();
        const next = join(headers.location, current);
        if (!all.follow) return { redirect: next };
        if (redirects === all.maxRedirects) throw new FetchFailure(tooManyRedirects(address, redirects));
        current = next;
        continue;
      }
      if (statusCode !== 200) {
        response.destroy();
        const isConditional = Object.keys(all.headers ?? {}).some((name) => name.startsWith('if-'));
        if (statusCode === 304 && isConditional) return { unchanged: true };
        const failed = `${current} answers with the status ${statusCode}.`;
        return { failed, status: statusCode, retryAfter: headers['retry-after'] };
      }
      return {
        address: current,
        headers,
        body: Readable.from(telling(bodyOf(response, current, all.maxBytes, signal), current, all, deadline), {
          objectMode: false,
        }),
      };
    }
  } catch (error) {
    const { message: failed } = tell(error, address, all, deadline);
    return (error as NodeJS.ErrnoException).code === 'ENOTFOUND' ? { failed, unknownHost: true } : { failed };
  }
}

export const tooManyRedirects = (address: string, redirects: number): string =>
  `${address} redirects more than ${redirects} times.`;

function join(location: string, base: string): string {
  if (!URL.canParse(location, base)) throw new FetchFailure(`${base} redirects to what is no address.`);
  return new URL(location, base).href;
}

/** One request, to an address that was checked. */
async function ask(address: string, limits: Limited, signal: AbortSignal) {
  if (!URL.canParse(address)) throw new FetchFailure(`“${address}” is not an address.`);
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchFailure(`${address}: only http and https are fetched.`);
  }
  if (url.username !== '' || url.password !== '') throw new FetchFailure('An address must not hold a password.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const allowed = limits.allow?.some((name) => name === host || name === url.host) ?? false;
  const inside = () => new FetchFailure(`${url.host} is not on the public internet: it is not fetched.`);
  // RFC 6761: these names are this machine, whatever a resolver says.
  if (!allowed && /(^|\.)localhost\.?$/.test(host)) throw inside();
  const found = await signalled(resolveHost(host, limits), signal);
  const mayBeReached = allowed ? isLocalAddress : isPublicAddress;
  if (!found.every((one) => mayBeReached(one.address))) throw inside();
  if (!isWebPort(url.port)) throw new FetchFailure(`${url.host}: nothing is fetched from the port ${url.port}.`);
  return new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request: ClientRequest = send(url, {
      agent: false,
      lookup: pinned(found),
      signal,
      timeout: limits.idleTimeout,
      headers: {
        'user-agent': limits.agent,
        accept: '*/*',
        'accept-encoding': 'gzip, deflate, br, zstd',
        ...limits.headers,
      },
    });
    const silent = () => new FetchFailure(`${url.host} sent nothing for ${limits.idleTimeout / 1000} seconds.`);
    let answer: IncomingMessage | undefined;
    request.on('timeout', () => (answer ?? request).destroy(silent()));
    request.on('response', (response) => {
      answer = response;
      resolve(response);
    });
    request.on('error', reject);
    request.end();
  });
}

async function resolveHost(host: string, limits: FetchLimits): Promise<LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const resolve = limits.resolve ?? ((name: string) => dns.lookup(name, { all: true, verbatim: true }));
  const found = await resolve(host);
  if (found.length === 0) throw new FetchFailure(`The host ${host} has no address.`);
  return found;
}

/** The connection goes to the addresses that were checked, whatever the name means by now. */
function pinned(found: LookupAddress[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };
}

function bodyOf(response: IncomingMessage, address: string, maxBytes: number, signal: AbortSignal): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoders: Record<string, () => Transform> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
    zstd: createZstdDecompress,
  };
  const decode = encoding === 'identity' || encoding === '' ? undefined : decoders[encoding];
  if (decode === undefined && encoding !== 'identity' && encoding !== '') {
    response.destroy();
    throw new FetchFailure(`${address} is compressed in a way that is not known here (${encoding}).`);
  }
  const limit = (): Transform => limitTo(maxBytes, address);
  const stages = decode === undefined ? [limit()] : [limit(), decode(), limit()];
  const end = stages.at(-1)!;
  const stop = () => end.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  pipeline([response, ...stages], (error) => {
    signal.removeEventListener('abort', stop);
    if (error && !end.destroyed) end.destroy(error);
  });
  return end;
}

function limitTo(maxBytes: number, address: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new FetchFailure(`${address} is larger than ${Math.round(maxBytes / 1e6)} MB.`));
      else done(null, chunk);
    },
  });
}

/** What `work` gives; a signal ends the wait, not the work. */
export async function signalled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const sentences: Record<string, string> = {
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host cannot be looked up for now',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  EHOSTUNREACH: 'it cannot be reached',
  ENETUNREACH: 'it cannot be reached',
  ETIMEDOUT: 'it does not answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody that is known',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody that is known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody that is known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by nobody that is known',
  EPROTO: 'the secure connection (TLS) fails',
};

/** The same bytes; whatever goes wrong has a sentence. */
async function* telling(bytes: Readable, address: string, limits: Limited, deadline: AbortSignal) {
  try {
    yield* bytes as AsyncIterable<Buffer>;
  } catch (error) {
    throw tell(error, address, limits, deadline);
  }
}

function tell(error: unknown, address: string, limits: Limited, deadline: AbortSignal): FetchFailure {
  if (error instanceof FetchFailure) return error;
  if (deadline.aborted) return new FetchFailure(`${address} took longer than ${limits.timeout / 1000} seconds.`);
  if (limits.signal?.aborted) return new FetchFailure(`Fetching ${address} was stopped.`);
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  const isDamage = /^(Z_|ZSTD|BROTLI|ERR__|ERR_(ZSTD|BROTLI|ZLIB))/i.test(code);
  if (isDamage) return new FetchFailure(`${address}: the compressed answer is damaged or cut.`);
  if (/^ERR_SSL_/.test(code)) return new FetchFailure(`${address}: ${sentences.EPROTO}.`);
  if (/^HPE_/.test(code)) return new FetchFailure(`${address}: what answers there does not speak HTTP.`);
  return new FetchFailure(`${address}: ${sentences[code] ?? (message || code)}.`);
}
