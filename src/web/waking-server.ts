/** The server that a site answers through: it listens before any work, so that a taken port is said first. */
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { NotListening } from '#lib/net/listening.ts';

export interface WakingServer {
  /** `http://127.0.0.1:3000`: with the port that was found, where 0 was asked for. */
  address: string;
  /** From now on this answers; until then visitors are told to come back in a moment. */
  wake(app: Hono): void;
  /** Ends it, with the connections that browsers keep open. */
  close(): Promise<void>;
}

/** Throws a `NotListening`, which says what to change. */
export async function listenFirst({ host, port }: { host: string; port: number }): Promise<WakingServer> {
  let awake: Hono | undefined;
  const server = serve({
    fetch: (request, environment) => awake?.fetch(request, environment) ?? wakingUp(),
    port,
    hostname: host,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new NotListening(host, port, error);
  });
  const { port: found } = server.address() as { port: number };
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${found}`,
    wake(app) {
      awake = app;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

const wakingUp = () =>
  new Response('Le Carrefour s’éveille, un instant… The Carrefour is waking up, one moment…\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' },
  });
