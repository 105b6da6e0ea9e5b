/** Changes by bulk: in any order, as often as one likes; the latest version of a document stays. */
import type { IndexChanges } from '../engine.ts';
import { bulked, refreshed } from './answers.ts';
import type { Cluster } from './ask.ts';
import { toIndexed } from './to-indexed.ts';

/** Documents of one request: a megabyte or two of usual projects. */
const batchSize = 500;
const mostTries = 8;

interface Line {
  id: string;
  /** One for what is done, one for the document when it is put. */
  lines: object[];
}

/** An index by its own name, or by the alias that is searched. */
export interface Target {
  name: string;
  isAlias: boolean;
}

/**
 * Writes every change to an index, then shows them all at once. Throws when a document is refused, or when there is no
 * such alias: OpenSearch would make an index of that name, without our layout, in the place of the one that is lost.
 */
export async function writeChanges(cluster: Cluster, target: Target, changes: IndexChanges, version: number) {
  const put = new Map(changes.put.map((document) => [document.id, document]));
  const about = (id: string) => ({ _id: id, version, version_type: 'external_gte' });
  const removed = changes.remove.filter((id) => !put.has(id));
  let batch: Line[] = removed.map((id) => ({ id, lines: [{ delete: about(id) }] }));
  for (const document of put.values()) {
    batch.push({ id: document.id, lines: [{ index: about(document.id) }, toIndexed(document)] });
    if (batch.length < batchSize) continue;
    await writeBatch(cluster, target, batch);
    batch = [];
  }
  await writeBatch(cluster, target, batch);
  await show(cluster, target.name);
}

async function writeBatch(cluster: Cluster, { name, isAlias }: Target, batch: readonly Line[]): Promise<void> {
  let left = batch;
  for (let attempt = 1; left.length > 0; attempt++) {
    const lines = left.flatMap((one) => one.lines);
    const query = { require_alias: isAlias };
    const { items } = bulked.parse(await cluster.ask({ method: 'POST', path: `/${name}/_bulk`, lines, query }));
    const again: Line[] = [];
    for (const [i, item] of items.entries()) {
      const [done] = Object.values(item);
      // 409: a later version is there already. What should go and is not there is no error.
      if (done?.error === undefined || done.status === 409) continue;
      const mayPass = done.status === 429 || done.status >= 500;
      if (!mayPass || attempt === mostTries)
        throw new Error(`OpenSearch refused the document ${done._id}: ${done.error.type}, ${done.error.reason}`);
      again.push(left[i]!);
    }
    left = again;
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
}

/** Shows what was written. A copy that is being moved may miss it: it is asked again. */
async function show(cluster: Cluster, index: string): Promise<void> {
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const { _shards } = refreshed.parse(await cluster.ask({ method: 'POST', path: `/${index}/_refresh` }));
    if (_shards.failed === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
}
