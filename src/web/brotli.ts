/** Files compressed once, at their first request, and kept: they never change under one name. */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Asset } from './assets.ts';

const compress = promisify(brotliCompress);
const done = new WeakMap<Asset, Promise<Uint8Array<ArrayBuffer>>>();
/** Above this many bytes the best quality takes seconds; one below it loses some hundredths. */
const large = 200_000;

/** Fonts are compressed already. */
export const isText = (asset: Asset) => !asset.type.startsWith('font/');

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
