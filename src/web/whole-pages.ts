/** Whole pages on their way out: a tag, “you have it already”, brotli; what is streamed must pass before. */
import { hash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { RETAINED_304_HEADERS } from 'hono/etag';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';
import { acceptsBrotli, brotliPage } from './brotli.ts';
import { KeptBytes } from './kept-bytes.ts';

/** Bytes below which compressing saves nothing. */
const least = 1024;
/** Compressed pages that are kept, since a page is asked again sooner than it changes; bytes. */
const mostKept = 16 << 20;
const readingMethods: readonly string[] = ['GET', 'HEAD'];

/** Each answer is read once; gzip, for those who don't take brotli, is left to who compresses after. */
export function wholePages(): MiddlewareHandler {
  const kept = new KeptBytes(mostKept);
  return async function wholePages(c, next) {
    await next();
    const { res } = c;
    if (res.body === null) return;
    const { headers } = res;
    const mayCompress =
      c.req.method !== 'HEAD' &&
      !headers.has('Content-Encoding') &&
      COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get('Content-Type') ?? '') &&
      acceptsBrotli(c.req.header('Accept-Encoding'));
    const isTagged = res.ok && readingMethods.includes(c.req.method);
    if (!mayCompress && !isTagged) return;
    const plain = new Uint8Array(await res.arrayBuffer());
    const digest = hash('sha1', plain, 'base64url');
    const tag = isTagged ? (headers.get('ETag') ?? `"${digest}"`) : undefined;
    if (tag !== undefined && isKnown(tag, c.req.header('If-None-Match'))) {
      c.res = new Response(null, { status: 304, headers: retained(headers, tag) });
      return;
    }
    const isWorth = mayCompress && plain.length >= least;
    const isOwn = /private|no-store/.test(headers.get('Cache-Control') ?? '');
    const pack = () => brotliPage(plain);
    const sent = !isWorth ? plain : isOwn ? await pack() : await kept.get(digest, pack);
    const changed = new Headers(headers);
    changed.set('Content-Length', String(sent.length));
    if (isWorth) {
      changed.set('Content-Encoding', 'br');
      changed.append('Vary', 'Accept-Encoding');
    }
    // The same page in other bytes: only a weak tag may say that they are one.
    if (tag !== undefined) changed.set('ETag', isWorth && !tag.startsWith('W/') ? `W/${tag}` : tag);
    c.res = undefined;
    c.res = new Response(sent, { status: res.status, headers: changed });
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
