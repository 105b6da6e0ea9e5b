/** `/images/:file`: our drawings of the pictures that partners name. One address for both languages. */
import type { Hono } from 'hono';
import { dayCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';

export function pictureRoute(site: Hono, pictures: NonNullable<Rooms['pictures']>): void {
  site.get('/images/:file', async (c) => {
    const id = /^([0-9a-f]+)\.webp$/.exec(c.req.param('file'))?.[1];
    const size = c.req.query('petite') === undefined ? 'large' : 'small';
    const bytes = id === undefined ? undefined : await pictures(id, size);
    if (bytes === undefined) return c.notFound();
    return c.body(bytes, 200, {
      'Content-Type': 'image/webp',
      'Content-Disposition': 'inline; filename="image.webp"',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // A day: it goes when its partner takes it back.
      'Cache-Control': dayCache,
    });
  });
}
