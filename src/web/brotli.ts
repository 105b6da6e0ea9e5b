/** Brotli: for files once, at their first request, and kept, since they never change under one name; for pages each time. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';
import type { Asset } from './assets.ts';

const compress = promisify(brotliCompress);
const done = new WeakMap<Asset, Promise<Uint8Array<ArrayBuffer>>>();
/** Above this many bytes the best quality takes seconds; one below it loses some hundredths. */
const large = 200_000;

/** Fonts are compressed already. */
export const isText = (asset: Asset) => !asset.type.startsWith('font/');

/** Best quality that takes a page no longer than gzip would. */
const pageQuality = 5;
/** Bytes below which compressing saves nothing. */
const least = 1024;

export const acceptsBrotli = (header: string | undefined) => /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header ?? '');

/** Whole pages for browsers that take it; what is streamed must pass before, and gzip serves the others. */
export const brotliPages = (): MiddlewareHandler =>
  async function brotliPages(c, next) {
    await next();
    const { headers, body } = c.res;
    const isOpen = body !== null && c.req.method !== 'HEAD' && !headers.has('Content-Encoding');
    if (!isOpen || !COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get('Content-Type') ?? '')) return;
    if (!acceptsBrotli(c.req.header('Accept-Encoding'))) return;
    const plain = new Uint8Array(await c.res.arrayBuffer());
    const isSmall = plain.length < least;
    const sent = isSmall
      ? plain
      : new Uint8Array(await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: pageQuality } }));
    const tag = headers.get('ETag');
    c.res = new Response(sent, c.res);
    c.header('Content-Length', String(sent.length));
    if (isSmall) return;
    c.header('Content-Encoding', 'br');
    c.header('Vary', 'Accept-Encoding', { append: true });
    // The same page in other bytes: only a weak tag may say that they are one.
    if (tag !== null && !tag.startsWith('W/')) c.header('ETag', `W/${tag}`);
  };

export function brotli(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
  const kept = done.get(asset);
  if (kept !== undefined) return kept;
  const quality = asset.body.length > large ? 9 : 11;
  const compressed = compress(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).then(
    (body) => new Uint8Array(body),
  );
  done.set(asset, compressed);
  return compressed;
}
