/**
 * OpenSearch as it comes, with its own French analyser: BM25, any word may answer. Over all fields as one: with weights
 * by field it ranks far worse (PIAF: P@1 .419).
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SearchDocument } from '../engine.ts';
import { openCluster } from '../opensearch/ask.ts';
import { type Peer, peerFieldNames } from './peer.ts';

const batch = 1_000;
const found = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) });
const taken = z.object({ errors: z.literal(false) });

/** An index of its own on the cluster, which goes when the peer is closed. */
export async function openOpenSearchFrench(url: string, documents: readonly SearchDocument[]): Promise<Peer> {
  const cluster = openCluster([url]);
  const path = `/carrefour-peer-${randomBytes(5).toString('hex')}`;
  const properties = { all: { type: 'text', analyzer: 'french' } };
  const settings = { number_of_shards: 1, number_of_replicas: 0 };
  await cluster.ask({ method: 'PUT', path, body: { settings, mappings: { properties } } });
  for (let from = 0; from < documents.length; from += batch) {
    const lines = documents
      .slice(from, from + batch)
      .flatMap((document) => [
        { index: { _id: document.id } },
        { all: peerFieldNames.map((name) => document[name]).filter(Boolean) },
      ]);
    taken.parse(await cluster.ask({ method: 'POST', path: `${path}/_bulk`, lines }));
  }
  await cluster.ask({ method: 'POST', path: `${path}/_refresh` });
  return {
    async find(text, most) {
      const query = { match: { all: text } };
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
