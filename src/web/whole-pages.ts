/** Whole pages on their way out: a tag, “you have it already”, brotli; what is streamed must pass before. */
import { hash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { RETAINED_304_HEADERS } from 'hono/etag';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { acceptsBrotli, brotliPage } from './brotli.ts';
import { KeptBytes } from './kept-bytes.ts';

/** Bytes below which compressing saves nothing. */
const least = 1024;
/** Compressed pages that are kept, since a page is asked again sooner than it changes; bytes. */
const mostKept = 16 << 20;
const readingMethods: readonly string[] = ['GET', 'HEAD'];

/** The bytes of answers that were made here: read without asking the answer for what it was just given. */
const made = new WeakMap<Response, Uint8Array<ArrayBuffer>>();
const encoder = new TextEncoder();

/** A text as an answer of this content type. */
export function textAnswer(c: Context, text: string, type: string, status: ContentfulStatusCode): Response {
  const bytes = encoder.encode(text);
  const answer = c.body(bytes, status, { 'Content-Type': type });
  made.set(answer, bytes);
  return answer;
}

/** Each answer is read once; gzip, for those who don't take brotli, is left to who compresses after. */
export function wholePages(): MiddlewareHandler {
  const kept = new KeptBytes(mostKept);
  return async function wholePages(c, next) {
    await next();
    const { res } = c;
    const own = made.get(res);
    if (own === undefined && res.body === null) return;
    const { headers, status } = res;
    const mayCompress =
      c.req.method !== 'HEAD' &&
      !headers.has('Content-Encoding') &&
      COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get('Content-Type') ?? '') &&
      acceptsBrotli(c.req.header('Accept-Encoding'));
    const isTagged = status >= 200 && status < 300 && readingMethods.includes(c.req.method);
    if (!mayCompress && !isTagged) return;
    const plain = own ?? new Uint8Array(await res.arrayBuffer());
    const digest = hash('sha1', plain, 'base64url');
    const tag = isTagged ? (headers.get('ETag') ?? `"${digest}"`) : undefined;
    if (tag !== undefined && isKnown(tag, c.req.header('If-None-Match'))) {
      c.res = new Response(null, { status: 304, headers: retained(headers, tag) });
      return;
    }
    const isWorth = mayCompress && plain.length >= least;
    const isPersonal = /private|no-store/.test(headers.get('Cache-Control') ?? '');
    const pack = () => brotliPage(plain);
    const sent = !isWorth ? plain : isPersonal ? await pack() : await kept.get(digest, pack);
    const changed = new Headers(headers);
    changed.set('Content-Length', String(sent.length));
    if (isWorth) {
      changed.set('Content-Encoding', 'br');
      changed.append('Vary', 'Accept-Encoding');
    }
    // The same page in other bytes: only a weak tag may say that they are one.
    if (tag !== undefined) changed.set('ETag', isWorth && !tag.startsWith('W/') ? `W/${tag}` : tag);
    c.res = undefined;
    c.res = new Response(sent, { status, headers: changed });
  };
}

const withoutWeak = (tag: string) => tag.replace(/^W\//, '');

function isKnown(tag: string, asked: string | undefined): boolean {
  if (asked === undefined) return false;
  return asked === '*' || (asked.match(/"[^"]*"/g)?.includes(withoutWeak(tag)) ?? false);
}

function retained(headers: Headers, tag: string): Headers {
  const left = new Headers({ ETag: tag });
  for (const name of RETAINED_304_HEADERS) {
    const value = headers.get(name);
    if (value !== null && name !== 'etag') left.set(name, value);
  }
  return left;
}
