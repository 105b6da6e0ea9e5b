/** The indexes behind the name that is searched: one answers, another may be filled meanwhile and takes its place. */
import { z } from 'zod';
import type { Cluster } from './ask.ts';
import { indexBody, layoutVersion } from './mapping.ts';

export interface IndexOptions {
  /** Parts that an index is cut into. One is right up to some millions of projects: a change then shows all at once. */
  shards: number;
  /** Copies beside the first, as many as there are machines for: `0-2`. */
  replicas: string;
}

const aliases = z.record(z.string(), z.object({ aliases: z.record(z.string(), z.unknown()) }));
const mappings = z.record(
  z.string(),
  z.object({
    mappings: z.object({ _meta: z.object({ layout: z.number(), position: z.number().optional() }).optional() }),
  }),
);

/**
 * Makes an index whose own name nobody else uses, and waits for its copies: one that is still being made would show
 * half of a change. Where a node is missing it goes on without after a while.
 */
export async function createIndex(cluster: Cluster, name: string, stamp: string, options: IndexOptions) {
  const index = `${name}-${stamp}`;
  await cluster.ask({ method: 'PUT', path: `/${index}`, body: indexBody(options) });
  await cluster.ask({
    method: 'GET',
    path: `/_cluster/health/${index}`,
    query: { wait_for_status: 'green', wait_for_no_initializing_shards: true, timeout: '25s' },
    allowed: [408],
  });
  return index;
}

/** The index that answers to the name; undefined when there is none. */
export async function indexBehind(cluster: Cluster, name: string): Promise<string | undefined> {
  const read = await cluster.ask({ method: 'GET', path: `/_alias/${name}`, allowed: [404] });
  const known = aliases.safeParse(read);
  return known.success ? Object.keys(known.data).sort().at(-1) : undefined;
}

/** Makes an index answer to the name in one step, and drops those that did before. */
export async function replaceIndex(cluster: Cluster, name: string, index: string): Promise<void> {
  const read = await cluster.ask({ method: 'GET', path: `/_alias/${name}`, allowed: [404] });
  const known = aliases.safeParse(read);
  const former = known.success ? Object.keys(known.data).filter((other) => other !== index) : [];
  const actions = [{ add: { index, alias: name } }, ...former.map((other) => ({ remove_index: { index: other } }))];
  await cluster.ask({ method: 'POST', path: '/_aliases', body: { actions } });
}

/** Drops one index. */
export async function dropIndex(cluster: Cluster, index: string): Promise<void> {
  await cluster.ask({ method: 'DELETE', path: `/${index}`, allowed: [404] });
}

/** How far the index goes, as it was noted; undefined when it was not, or when its layout is another. */
export async function notedPosition(cluster: Cluster, index: string): Promise<number | undefined> {
  const read = mappings.parse(await cluster.ask({ method: 'GET', path: `/${index}/_mapping` }));
  const meta = Object.values(read)[0]?.mappings._meta;
  return meta?.layout === layoutVersion ? meta.position : undefined;
}

export async function notePosition(cluster: Cluster, index: string, position: number): Promise<void> {
  const body = { _meta: { layout: layoutVersion, position } };
  await cluster.ask({ method: 'PUT', path: `/${index}/_mapping`, body });
}
