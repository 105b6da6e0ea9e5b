/** The invented country served on the loopback, site and API, with its islands built: what browser tests visit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { build } from 'vite';
import { createApi } from '#api/api.ts';
import type { Rooms } from '#web/rooms.ts';
import { inventedSite } from '#web/testing.ts';
import { listen } from './listen.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface InventedServer {
  /** `http://127.0.0.1:<port>` */
  base: string;
  projects: Awaited<ReturnType<typeof inventedSite>>['projects'];
  close(): Promise<void>;
}

/** `more`: what is not as usual. Everything it makes is gone after `close`. */
export async function serveInventedSite(more: Partial<Rooms> = {}): Promise<InventedServer> {
  const built = mkdtempSync(join(tmpdir(), 'carrefour-islands-'));
  try {
    await build({ root, logLevel: 'error', build: { outDir: built, emptyOutDir: true } });
    const { site, projects, rooms } = await inventedSite({ built, rooms: more });
    const doors = new Hono();
    doors.route('/api', createApi(rooms));
    doors.all('*', (c) => site.fetch(c.req.raw, c.env));
    const { base, close } = await listen(doors.fetch);
    return {
      base,
      projects,
      close: async () => {
        await close();
        rmSync(built, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(built, { recursive: true, force: true });
    throw error;
  }
}
