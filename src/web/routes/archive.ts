/** `/carte/fond.pmtiles`: the operator's archive of tiles, by the pieces that the map asks for. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Handler } from 'hono';
import { dayCache } from '../headers.ts';

/** `file` is the path of the archive. A file that is not there is a page that is not there. */
export const archiveRoute =
  (file: string): Handler =>
  async (c) => {
    const handle = await open(file).catch(() => undefined);
    if (handle === undefined) return c.notFound();
    const { size, mtimeMs } = await handle.stat();
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const headers = {
      'Content-Type': 'application/vnd.pmtiles',
      'Accept-Ranges': 'bytes',
      'Cache-Control': dayCache,
      ETag: tag,
    };
    const whole = { from: 0, to: size - 1 };
    const asked = c.req.header('If-Range') ?? tag;
    const range = asked === tag ? readRange(c.req.header('Range'), size) : undefined;
    const { from, to } = range ?? whole;
    const without = async (status: 200 | 206 | 304 | 416, more: Record<string, string> = {}) => {
      await handle.close();
      return c.body(null, status, { ...headers, ...more });
    };
    if (c.req.header('If-None-Match') === tag) return without(304);
    if (from > to) return without(416, { 'Content-Range': `bytes */${size}` });
    const status = range === undefined ? 200 : 206;
    const sent = {
      'Content-Length': String(to - from + 1),
      ...(range && { 'Content-Range': `bytes ${from}-${to}/${size}` }),
    };
    if (c.req.method === 'HEAD') return without(status, sent);
    const bytes = Readable.toWeb(handle.createReadStream({ start: from, end: to })) as ReadableStream;
    return c.body(bytes, status, { ...headers, ...sent });
  };

/**
 * The first and last byte of `bytes=0-99`, `bytes=100-` or `bytes=-100`; a first beyond the last where none is there;
 * undefined for anything else, which asks for the whole. Source: RFC 9110, 14.
 */
export function readRange(header: string | undefined, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return { from: Number(last) === 0 ? size : Math.max(0, size - Number(last)), to: size - 1 };
  if (last !== '' && Number(last) < Number(first)) return undefined;
  return { from: Number(first), to: last === '' ? size - 1 : Math.min(size - 1, Number(last)) };
}
