/** Brotli: for files once, at their first request, and kept, since they never change under one name; for pages each time. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Asset } from './assets.ts';

const compress = promisify(brotliCompress);
const done = new WeakMap<Asset, Promise<Uint8Array<ArrayBuffer>>>();
/** Above this many bytes the best quality takes seconds; one below it loses some hundredths. */
const large = 200_000;

/** Fonts are compressed already. */
export const isText = (asset: Asset) => !asset.type.startsWith('font/');

/** Best quality that takes a page no longer than gzip would. */
const pageQuality = 5;

/** A window as large as the page and no larger: preparing the usual one costs more than most pages do. */
const pageParameters = (length: number) => ({
  [constants.BROTLI_PARAM_QUALITY]: pageQuality,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(16, Math.ceil(Math.log2(length + 16)))),
  [constants.BROTLI_PARAM_SIZE_HINT]: length,
});

export const acceptsBrotli = (header: string | undefined) => /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(header ?? '');

export async function brotliPage(page: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await compress(page, { params: pageParameters(page.length) }));
}

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
