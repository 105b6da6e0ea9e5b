/** OpenSearch for tests: only where `CARREFOUR_TEST_OPENSEARCH_URL` names a cluster (`npm run test:servers` does). */
import { randomBytes } from 'node:crypto';
import { openCluster } from './ask.ts';
import { type OpenSearchEngine, type OpenSearchOptions, openOpenSearch } from './engine.ts';
import { dropIndex, indexBehind } from './indices.ts';

/** Addresses of the nodes; undefined where there is no cluster. */
export const testUrls = process.env.CARREFOUR_TEST_OPENSEARCH_URL?.split(',');

/** An engine over an index of its own, which goes when it is closed: for tests and measurements. */
export async function openTestIndex(options: Partial<OpenSearchOptions> = {}): Promise<OpenSearchEngine> {
  const urls = options.urls ?? testUrls ?? [];
  const name = options.name ?? `carrefour-test-${randomBytes(5).toString('hex')}`;
  const engine = await openOpenSearch({ ...options, urls, name });
  const closeEngine = engine.close;
  const close = async () => {
    await closeEngine();
    const cluster = openCluster(urls);
    try {
      const index = await indexBehind(cluster, name);
      if (index !== undefined) await dropIndex(cluster, index);
    } finally {
      await cluster.close();
    }
  };
  return Object.defineProperty(engine, 'close', { value: close });
}

/**
 * The engines that the contract is tried on, by name; none without a cluster. One copy: a second one that is still
 * being made can show half a change (`docs/opensearch.md`), which is not what the contract is about.
 */
export function openSearchForTests(): Record<string, () => Promise<OpenSearchEngine>> {
  return testUrls === undefined ? {} : { opensearch: () => openTestIndex({ replicas: '0-0' }) };
}
