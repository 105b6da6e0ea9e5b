/** A site over a synthetic country, for measurements. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createApi } from '#api/api.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { projectPath } from '#model/project.ts';
import { conceptLabels } from '#search/concept-labels.ts';
import { toSearchDocument } from '#search/document.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import type { Rooms } from '#web/rooms.ts';
import { inventedSite } from '#web/testing.ts';
import { benchCountry, benchSources } from './country.ts';

export interface Served {
  base: string;
  project: string;
  /** An answer without the network. */
  request(path: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a site is given may be watched on its way. */
export type Watch = (given: Pick<Rooms, 'engine' | 'projects'>) => Pick<Rooms, 'engine' | 'projects'>;

/** The site and the API over synthetic projects, on a port of this machine. */
export async function serveSynthetic(size: number, watch: Watch = (given) => given): Promise<Served> {
  const gazetteer = loadGazetteer();
  const country = benchCountry(gazetteer, size);
  const engine = createMemoryEngine({ concepts: conceptLabels() });
  for (let from = 0; from < size; from += 5_000) {
    const put = Array.from({ length: Math.min(5_000, size - from) }, (_, at) =>
      toSearchDocument(country.at(from + at)),
    );
    await engine.apply({ put, remove: [] });
    if (from % 100_000 === 0) process.stderr.write(`${from} of ${size}\n`);
  }
  await engine.compact();
  const { site, rooms } = await inventedSite({
    built: `${root}/dist`,
    sources: benchSources,
    rooms: {
      ...watch({ engine: fairly(engine, () => new Date()), projects: country.store }),
      freshness: async () => new Map(),
      turns: async () => new Map(),
      now: () => new Date(),
    },
  });
  const whole = new Hono();
  whole.route('/api', createApi(rooms));
  whole.route('/', site);
  const server = serve({ fetch: whole.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    project: `/projets/${projectPath(country.at(7))}`,
    request: async (path, headers = {}) => whole.request(path, { headers }),
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await engine.close();
    },
  };
}
