/**
 * Pictures that people send: what they are is read from their bytes, they are drawn anew at a modest size, and only
 * that drawing is kept: no metadata (where it was taken, with what), no second file hidden in the first, no program.
 */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import type { Tables } from '#db/tables.ts';
import { picturesOf } from './contribution.ts';

export const mostPictures = 4;
/** Bytes. */
export const largestFile = 12 * 1024 * 1024;
/** Pixels: a photograph of 50 megapixels is taken, a bomb is not. */
const largestPixels = 60_000_000;
const smallestSide = 200;
/** Pixels of the longer side of what is kept. */
const keptSide = 1600;
const formats = new Set(['jpeg', 'png', 'webp', 'heif', 'gif', 'tiff']);
/** How files of these formats begin, in hexadecimal. The library knows many more, programs among them (SVG): nothing else is handed to it. */
const beginnings =
  /^(?:ffd8ff|89504e470d0a1a0a|52494646.{8}57454250|.{8}66747970|474946383[79]61|49492[ab]00|4d4d002[ab])/;

export type PictureRefusal = 'too-large' | 'too-small' | 'not-a-picture' | 'too-many';
export type Drawn = { bytes: Buffer; width: number; height: number } | { refused: PictureRefusal };

/** What the bytes show, drawn anew as WebP, no side above `side` pixels. An SVG is a program, and no picture here. */
export async function drawAnew(sent: Buffer, { side = keptSide, quality = 80 } = {}): Promise<Drawn> {
  if (sent.length > largestFile) return { refused: 'too-large' };
  if (!beginnings.test(sent.toString('hex', 0, 12))) return { refused: 'not-a-picture' };
  try {
    const limits = { limitInputPixels: largestPixels, failOn: 'error', pages: 1 } as const;
    const { format, width, height } = await sharp(sent, limits).metadata();
    if (!formats.has(format)) return { refused: 'not-a-picture' };
    if (width * height > largestPixels) return { refused: 'too-large' };
    if (width < smallestSide || height < smallestSide) return { refused: 'too-small' };
    const { data, info } = await sharp(sent, limits)
      // Turned as the camera said, before what the camera said is left behind.
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality })
      .timeout({ seconds: 20 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    return { refused: /pixel limit/i.test(String(error)) ? 'too-large' : 'not-a-picture' };
  }
}

/** Pixels of the longer side of a picture that is shown among others. */
export const smallSide = 480;

/** The same picture, small: what is drawn is what is kept, and needs no looking at again. */
export async function drawSmall(kept: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = await sharp(kept)
    .resize({ width: smallSide, height: smallSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer();
  return new Uint8Array(drawn);
}

/** Within a transaction that holds the contribution. The name that the file had is forgotten. */
export async function keepPicture(
  db: Kysely<Tables>,
  contribution: string,
  { bytes, width, height }: Exclude<Drawn, { refused: unknown }>,
  { alt, now }: { alt: string; now: Date },
): Promise<PictureRefusal | undefined> {
  const there = await picturesOf(db, contribution);
  if (there.length >= mostPictures) return 'too-many';
  const id = randomBytes(16).toString('hex');
  const position = there.length;
  await db
    .insertInto('contribution_picture')
    .values({ id, contribution, bytes, width, height, alt, position, created_at: now })
    .execute();
  return undefined;
}

/** The bytes (WebP), and whether everybody may see them: when it is among what was accepted and is online. */
export async function pictureBytes(
  db: Kysely<Tables>,
  id: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; isPublic: boolean } | undefined> {
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
  const row = await db
    .selectFrom('contribution_picture')
    .innerJoin('contribution', 'contribution.id', 'contribution_picture.contribution')
    .select(['bytes', 'accepted', 'is_accepted'])
    .where('contribution_picture.id', '=', id)
    .executeTakeFirst();
  return row && { bytes: new Uint8Array(row.bytes), isPublic: row.accepted !== null && row.is_accepted };
}
