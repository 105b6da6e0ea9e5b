/** OpenSearch as it comes, with its own French analyser: BM25 over every field, any word may answer. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SearchDocument } from '../engine.ts';
import { openCluster } from '../opensearch/ask.ts';
import { type Peer, peerFieldNames, peerFields } from './peer.ts';

const batch = 1_000;
const found = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) });
const taken = z.object({ errors: z.literal(false) });

/** An index of its own on the cluster, which goes when the peer is closed. */
export async function openOpenSearchFrench(url: string, documents: readonly SearchDocument[]): Promise<Peer> {
  const cluster = openCluster([url]);
  const path = `/carrefour-peer-${randomBytes(5).toString('hex')}`;
  const properties = Object.fromEntries(peerFieldNames.map((name) => [name, { type: 'text', analyzer: 'french' }]));
  const settings = { number_of_shards: 1, number_of_replicas: 0 };
  await cluster.ask({ method: 'PUT', path, body: { settings, mappings: { properties } } });
  for (let from = 0; from < documents.length; from += batch) {
    const lines = documents
      .slice(from, from + batch)
      .flatMap((document) => [
        { index: { _id: document.id } },
        Object.fromEntries(peerFieldNames.map((name) => [name, document[name]])),
      ]);
    taken.parse(await cluster.ask({ method: 'POST', path: `${path}/_bulk`, lines }));
  }
  await cluster.ask({ method: 'POST', path: `${path}/_refresh` });
  const fields = Object.entries(peerFields).map(([name, weight]) => `${name}^${weight}`);
  return {
    async find(text, most) {
      const query = { multi_match: { query: text, type: 'most_fields', fields } };
      const body = { query, size: most, _source: false };
      const { hits } = found.parse(await cluster.ask({ method: 'POST', path: `${path}/_search`, body }));
      return hits.hits.map(({ _id }) => _id);
    },
    async close() {
      await cluster.ask({ method: 'DELETE', path });
      await cluster.close();
    },
  };
}
