/** The search over a cluster of OpenSearch: for more projects or visitors than one machine serves. */
import { createHash, randomBytes } from 'node:crypto';
import { errors } from '@opensearch-project/opensearch';
import { type Criteria, noCriteria } from '#model/criteria.ts';
import type { Counted, IndexChanges, SearchEngine } from '../engine.ts';
import type { ConceptLabel } from '../memory/complete.ts';
import { answer, everyId, firstHits, totalOfEach } from './answer.ts';
import { counts, type FoundHit, searched } from './answers.ts';
import { type Cluster, openCluster } from './ask.ts';
import { writeChanges } from './changes.ts';
import { complete } from './complete.ts';
import {
  createIndex,
  dropIndex,
  type IndexOptions,
  indexBehind,
  notedPosition,
  notePosition,
  replaceIndex,
} from './indices.ts';
import { alikeWords, type Search } from './plan.ts';

export interface OpenSearchEngine extends SearchEngine {
  /** How far the index goes, as noted last; undefined when it must be made anew. */
  position(): Promise<number | undefined>;
  notePosition(position: number): Promise<void>;
  /**
   * Fills a new index while the present one answers, then puts it in its place; `fill` gives the position it goes to.
   * When `fill` throws, the new one is dropped and nothing has changed.
   */
  rebuild(fill: (into: Pick<SearchEngine, 'apply'>) => Promise<number>): Promise<number>;
  /** Counts again what is there, after another program changed it. */
  recount(): Promise<void>;
}

export interface OpenSearchOptions extends Partial<IndexOptions> {
  /** Addresses of nodes, with `user:password@` where there are any. */
  urls: readonly string[];
  /** The name that is searched; indexes behind it are called `<name>-<stamp>`. */
  name: string;
  /** Labels of concepts for the completion. */
  concepts?: readonly ConceptLabel[];
  /** Between one try of a request and the next; milliseconds. */
  pauses?: readonly number[];
  /** Milliseconds. */
  now?: () => number;
}

/** How long a state of the index is kept for an export between two of its pages. */
const keepAlive = '2m';
const exportPage = 10_000;

/**
 * Opens the index of that name, or makes an empty one. Throws what is to be told to the operator when the cluster does
 * not answer for half a minute.
 */
export async function openOpenSearch(options: OpenSearchOptions): Promise<OpenSearchEngine> {
  const { urls, name, concepts = [], now = Date.now, shards = 1, replicas = '0-2' } = options;
  const cluster = openCluster(urls, options.pauses);
  const stamp = () => `${now()}-${randomBytes(3).toString('hex')}`;
  let size = 0;
  let version = 0;
  let changing: Promise<unknown> = Promise.resolve();

  async function recount(): Promise<void> {
    size = counts.parse(await cluster.ask({ method: 'GET', path: `/${name}/_count` })).count;
  }

  /** Versions go up: with the caller's positions when it has them, else with the clock. */
  function nextVersion({ position }: IndexChanges): number {
    version = position ?? Math.max(version + 1, now() * 1000);
    return version;
  }

  async function writeTo(index: string, changes: IndexChanges): Promise<void> {
    await writeChanges(cluster, { name: index, isAlias: index === name }, changes, nextVersion(changes));
  }

  try {
    if ((await indexBehind(cluster, name)) === undefined)
      await replaceIndex(cluster, name, await createIndex(cluster, name, stamp(), { shards, replicas }));
    await recount();
  } catch (error) {
    await cluster.close();
    throw notOpened(error);
  }

  async function behind(): Promise<string> {
    const index = await indexBehind(cluster, name);
    if (index === undefined) throw new Error(`OpenSearch has no index called ${name} any more: make it anew.`);
    return index;
  }

  return {
    search: (request) => answer(searchIn(cluster, name, request.criteria.q), request),
    async count(asked) {
      const counted: Counted[] = [];
      for (const [q, places] of Map.groupBy(asked.keys(), (place) => asked[place]!.q)) {
        const criteria = places.map((place) => asked[place]!);
        const totals = await totalOfEach(searchIn(cluster, name, q), q, criteria);
        for (const [i, place] of places.entries()) counted[place] = totals[i]!;
      }
      return counted;
    },
    first: (criteria) => firstHits(searchIn(cluster, name, criteria.q), criteria),
    // As a question: those answer that hold the rarest of the words.
    like: (text, most) => firstHits(searchIn(cluster, name, text), { ...noCriteria, q: `${text} ?`, pageSize: most }),
    every: (criteria) => everyIdTrying(cluster, name, criteria),
    complete: (text, most) => complete(searchIn(cluster, name, text), concepts, text, most),
    alike: (word, most) => alikeWords(searchIn(cluster, name, word), word, most),
    async apply(changes) {
      const mine = changing.then(async () => {
        await writeTo(name, changes);
        await recount();
      });
      changing = mine.catch(() => undefined);
      await mine;
    },
    position: async () => notedPosition(cluster, await behind()),
    notePosition: async (position) => notePosition(cluster, await behind(), position),
    async rebuild(fill) {
      const index = await createIndex(cluster, name, stamp(), { shards, replicas });
      try {
        const position = await fill({ apply: (changes) => writeTo(index, changes) });
        await notePosition(cluster, index, position);
        await replaceIndex(cluster, name, index);
        await recount();
        return position;
      } catch (error) {
        await dropIndex(cluster, index);
        throw error;
      }
    },
    recount,
    get size() {
      return size;
    },
    async close() {
      await changing;
      await cluster.close();
    },
  };
}

/** Told to the operator as it is; addresses are left out, for the passwords in them. */
class NotOpened extends Error {
  readonly sentence = true;
}

function notOpened(error: unknown): unknown {
  if (!(error instanceof errors.OpenSearchClientError)) return error;
  const status = error instanceof errors.ResponseError ? error.statusCode : undefined;
  if (status === 401 || status === 403)
    return new NotOpened(
      'OpenSearch refuses this user: correct the name, the password or the rights in OPENSEARCH_URL.',
    );
  if (status !== undefined) return error;
  return new NotOpened('OpenSearch does not answer: start the cluster, or correct OPENSEARCH_URL.', { cause: error });
}

/** Searches for the same words go to the same copy: pages agree, and its caches serve. */
function searchIn(cluster: Cluster, name: string, words: string): Search {
  const preference = createHash('sha256').update(words).digest('hex').slice(0, 16);
  return async (body) =>
    searched.parse(
      await cluster.ask({
        method: 'POST',
        path: `/${name}/_search`,
        body: { size: 0, track_total_hits: true, ...body },
        query: { preference, allow_partial_search_results: false },
      }),
    );
}

/** A node that goes takes the states it kept with it: the export begins again. */
async function everyIdTrying(cluster: Cluster, name: string, criteria: Criteria): Promise<string[]> {
  const mostTries = 4;
  for (let attempt = 1; ; attempt++) {
    try {
      const search = searchIn(cluster, name, criteria.q);
      return await everyId(search, (body) => everyHit(cluster, name, body), criteria);
    } catch (error) {
      if (attempt === mostTries) throw error;
    }
  }
}

async function* everyHit(cluster: Cluster, name: string, body: Record<string, unknown>): AsyncGenerator<FoundHit> {
  const opened = await cluster.ask({
    method: 'POST',
    path: `/${name}/_search/point_in_time`,
    query: { keep_alive: keepAlive },
  });
  const pit = { id: (opened as { pit_id: string }).pit_id, keep_alive: keepAlive };
  try {
    for (let after: unknown[] | undefined; ; ) {
      const page = { ...body, pit, size: exportPage, track_total_hits: false, ...(after && { search_after: after }) };
      const { hits } = searched.parse(await cluster.ask({ method: 'POST', path: '/_search', body: page })).hits;
      yield* hits;
      if (hits.length < exportPage) return;
      after = hits.at(-1)!.sort;
    }
  } finally {
    await cluster.ask({ method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [pit.id] } }).catch(() => {});
  }
}
