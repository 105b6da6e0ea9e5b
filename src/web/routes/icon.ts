/** `/favicon.png`: the mark for browsers that draw no SVG, and for the first screen of a telephone. */
import type { Handler } from 'hono';
import sharp from 'sharp';
import { dayCache } from '../headers.ts';
import { favicon } from '../view/wordmark.tsx';

/** Pixels of a side. */
const side = 180;
/** Dots an inch at which the drawing, forty units wide, has that many. */
const density = (72 * side) / 40;
/** Telephones round the corners themselves, and paint black what is left transparent there. */
const ground = '#492278';

/** Painted when it is asked for, once. */
export function iconRoute(): Handler {
  let painted: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return async (c) => {
    painted ??= sharp(Buffer.from(favicon), { density })
      .flatten({ background: ground })
      .png()
      .toBuffer()
      .then((png) => new Uint8Array(png));
    return c.body(await painted, 200, { 'Content-Type': 'image/png', 'Cache-Control': dayCache });
  };
}
