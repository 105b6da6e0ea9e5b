/** A site of the tests listening on the loopback, as browsers need it. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export interface Listening {
  /** `http://127.0.0.1:<port>` */
  base: string;
  /** Ends with every connection that a browser keeps open. */
  close(): Promise<void>;
}

/** Any free port. `fetch` may answer with what is built later: its address is often needed to build it. */
export async function listen(fetch: Parameters<typeof serve>[0]['fetch']): Promise<Listening> {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
