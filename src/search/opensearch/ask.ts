/** Requests to the cluster: tried again, elsewhere, for as long as a lost node takes to be missed. */
import { Client, errors } from '@opensearch-project/opensearch';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  path: string;
  body?: object | undefined;
  /** Lines of a bulk request, in place of a body. */
  lines?: readonly object[];
  query?: Record<string, string | number | boolean>;
  /** Statuses that are answers here, not failures. */
  allowed?: readonly number[];
}

export interface Cluster {
  /** The answer's body, not trusted yet. Throws what stays wrong after about half a minute of trying. */
  ask(request: Request): Promise<unknown>;
  close(): Promise<void>;
}

/** Too busy, or a copy of the data is just being replaced by another one. */
const passing: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
/** Between one try and the next; milliseconds, about half a minute in all. */
const usualPauses: readonly number[] = [50, 100, 200, 400, 800, 1600, 3000, 5000, 8000, 12_000];

/** Opens nothing yet: connections are made as they are needed, to every node named. */
export function openCluster(urls: readonly string[], pauses = usualPauses): Cluster {
  // Trying again is done here, with pauses. The client leaves a node alone for a while that did not answer.
  const client = new Client({ nodes: [...urls], maxRetries: 0, requestTimeout: 30_000 });
  async function ask({ method, path, body, lines, query, allowed = [] }: Request): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await client.transport.request(
          {
            method,
            path,
            ...(body && { body: body as Record<string, unknown> }),
            ...(lines && { bulkBody: [...lines] as Record<string, unknown>[] }),
            ...(query && { querystring: query }),
          },
          { ignore: [...allowed] },
        );
        return answer.body;
      } catch (error) {
        const pause = pauses[attempt];
        if (pause === undefined || !mayPass(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
  return { ask, close: () => client.close() };
}

function mayPass(error: unknown): boolean {
  if (error instanceof errors.ResponseError) return passing.has(error.statusCode ?? 0);
  return (
    error instanceof errors.ConnectionError ||
    error instanceof errors.TimeoutError ||
    error instanceof errors.NoLivingConnectionsError
  );
}
