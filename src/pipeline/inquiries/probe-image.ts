/** Looks at a picture that a partner names: what it is, how large, or why it cannot be shown; and draws it small. */
import sharp from 'sharp';
import { drawAnew, drawSmall } from '#connect/contributions/picture.ts';
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { ImageProbe, InquireRooms } from './inquire.ts';

/** Bytes of a picture at most; whoever puts more on a page did not mean it to be seen. */
export const largestImage = 15 * 1024 * 1024;
/** Pixels of a side from which a picture shows something; below are icons and counters. */
const smallestSide = 120;
const largestPixels = 80_000_000;
/** What a host answers that does not want it to be had: by us, or by anybody. */
const refusals = new Set([401, 403, 451]);
/** Pixels of the longer side of our drawing: the page of a project shows it on 440. */
const copySide = 880;
/** Bytes of our two drawings of one picture together: past it, it stays a link. */
export const largestCopies = 300_000;
/** From one to the next less is kept of what is hard to say in few bytes: leaves, sand, the noise of a night. */
const qualities = [80, 60, 40, 20];
/** SVG can hold anything; what a photograph is kept in cannot. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'heif', 'tiff']);

/** `fetch` must stop at `largestImage` bytes. */
export function imageProbe(fetch: PoliteFetch): InquireRooms['probeImage'] {
  return async (url, draws) => {
    const answer = await fetch(url);
    if ('unchanged' in answer) return { unsure: true };
    if ('failed' in answer) {
      const { status, unknownHost, forbidden } = answer;
      if (status === 404 || status === 410 || unknownHost) return { unusable: 'gone' };
      return forbidden || refusals.has(status ?? 0) ? { refused: true } : { unsure: true };
    }
    const parts: Buffer[] = [];
    try {
      for await (const part of answer.body) parts.push(part as Buffer);
    } catch {
      return { unsure: true };
    }
    return probeImage(Buffer.concat(parts), draws);
  };
}

/** What the bytes are, whatever their address or their server calls them; with our drawings of them, where they are wanted. */
export async function probeImage(bytes: Buffer, draws: boolean): Promise<ImageProbe> {
  try {
    const { width, height, format } = await sharp(bytes, {
      limitInputPixels: largestPixels,
      failOn: 'error',
    }).metadata();
    if (!formats.has(format)) return { unusable: 'format' };
    if (width < smallestSide || height < smallestSide) return { unusable: 'small' };
    if (width * height > largestPixels) return { unusable: 'large' };
    // The header can promise what does not follow.
    await sharp(bytes, { limitInputPixels: largestPixels, failOn: 'error' }).resize(16, 16).raw().toBuffer();
    return { width, height, format, bytes: bytes.length, ...(draws && (await copyOf(bytes))) };
  } catch {
    return { unusable: 'format' };
  }
}

/** Nothing of what is too small or too large to be shown well: it stays a link. */
async function copyOf(bytes: Buffer): Promise<{ copy?: { large: Buffer; small: Buffer } }> {
  for (const quality of qualities) {
    const drawn = await drawAnew(bytes, { side: copySide, quality });
    if ('refused' in drawn) return {};
    const [large, small] = [drawn.bytes, Buffer.from(await drawSmall(drawn.bytes))];
    if (large.length + small.length <= largestCopies) return { copy: { large, small } };
  }
  return {};
}
