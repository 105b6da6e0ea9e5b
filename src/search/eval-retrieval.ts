/** How well an engine finds what experts judged right: the figures of the literature over a folder of questions. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#lib/hash.ts';
import { noCriteria } from '#model/criteria.ts';
import { emptyDocument, type SearchDocument, type SearchEngine } from './engine.ts';
import type { OpenPeer, Peer } from './peers/peer.ts';

export interface RetrievalFigures {
  queries: number;
  /** Share of questions whose first result is right. */
  p1: number;
  /** Share with a right result among the first ten. */
  hit10: number;
  /** Mean of 1 / rank of the first right result, among the first ten. */
  mrr: number;
  /** Binary gains, log2(rank + 1), ideal over min(10, right ones). */
  ndcg10: number;
  /** One question, in milliseconds. */
  msMedian: number;
  msP95: number;
}

/** Settings are chosen on one half of the questions; what they are worth is read on the other. */
export const halves = ['choosing', 'reporting'] as const;
export type Half = (typeof halves)[number];

export interface RetrievalFolder {
  documents: SearchDocument[];
  queries: { id: string; text: string }[];
  /** Right documents by question. */
  right: Map<string, Set<string>>;
}

/**
 * Reads a folder: `passages.jsonl` (id, title, text) or `docs.tsv` (id, title); `questions.tsv` or `queries.tsv`
 * (id, text); `qrels.tsv` (question, 0, document, 1). Throws when one is missing.
 */
function readRetrievalFolder(dir: string): RetrievalFolder {
  const lines = (file: string) => readFileSync(join(dir, file), 'utf8').split(/\r?\n/).filter(Boolean);
  const columns = (file: string) => lines(file).map((line) => line.split('\t'));
  const documents = existsSync(join(dir, 'passages.jsonl'))
    ? lines('passages.jsonl').map((line) => {
        const { id, title, text } = JSON.parse(line) as { id: string; title: string; text: string };
        return { ...emptyDocument, id, title, body: text };
      })
    : columns('docs.tsv').map(([id, title]) => ({ ...emptyDocument, id: id!, title: title ?? '' }));
  const queries = columns(existsSync(join(dir, 'questions.tsv')) ? 'questions.tsv' : 'queries.tsv');
  const right = new Map<string, Set<string>>();
  for (const [query, , document, relevance] of columns('qrels.tsv')) {
    if (Number(relevance) <= 0) continue;
    const documents = right.get(query!) ?? new Set();
    right.set(query!, documents.add(document!));
  }
  return { documents, queries: queries.map(([id, text]) => ({ id: id!, text: text ?? '' })), right };
}

/** One of our engines as it answers a reader: what answers, then what completes the page. */
export function openOurs(engine: SearchEngine): OpenPeer {
  return async (documents) => {
    await engine.apply({ put: documents, remove: [] });
    return {
      async find(q, most) {
        const { hits, nearby = [] } = await engine.search({
          criteria: { ...noCriteria, q, pageSize: most },
          nearby: most,
        });
        return [...hits, ...nearby].slice(0, most).map(({ id }) => id);
      },
      close: () => engine.close(),
    };
  };
}

/** Gives the documents of the folder to an engine, asks every question that has an answer, and measures. */
export async function evaluateRetrieval({
  dir,
  open,
  half,
  now = () => performance.now(),
}: {
  dir: string;
  open: OpenPeer;
  /** All questions when not said. */
  half?: Half | undefined;
  now?: () => number;
}): Promise<RetrievalFigures> {
  const { documents, queries, right } = readRetrievalFolder(dir);
  const peer = await open(documents);
  try {
    const asked = queries.filter(({ id }) => right.has(id) && (half === undefined || halfOf(right.get(id)!) === half));
    return await measure(peer, asked, right, now);
  } finally {
    await peer.close();
  }
}

/** Questions with the same right answers say one thing in several ways: they stay in one half. */
function halfOf(right: ReadonlySet<string>): Half {
  return Number.parseInt(sha256([...right].sort().join(' ')).slice(0, 2), 16) % 2 === 0 ? 'choosing' : 'reporting';
}

async function measure(
  peer: Peer,
  asked: RetrievalFolder['queries'],
  right: RetrievalFolder['right'],
  now: () => number,
): Promise<RetrievalFigures> {
  const sums = { p1: 0, hit10: 0, mrr: 0, ndcg10: 0 };
  const times: number[] = [];
  for (const { id, text } of asked) {
    const begun = now();
    const ids = await peer.find(text, 10);
    times.push(now() - begun);
    const wanted = right.get(id)!;
    const ranks = ids.flatMap((id, rank) => (wanted.has(id) ? [rank + 1] : []));
    const gain = (all: readonly number[]) => all.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
    const ideal = Array.from({ length: Math.min(10, wanted.size) }, (_, rank) => rank + 1);
    sums.p1 += ranks[0] === 1 ? 1 : 0;
    sums.hit10 += ranks.length > 0 ? 1 : 0;
    sums.mrr += ranks.length > 0 ? 1 / ranks[0]! : 0;
    sums.ndcg10 += gain(ranks) / gain(ideal);
  }
  const count = Math.max(1, asked.length);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  return {
    queries: asked.length,
    p1: round(sums.p1 / count),
    hit10: round(sums.hit10 / count),
    mrr: round(sums.mrr / count),
    ndcg10: round(sums.ndcg10 / count),
    msMedian: round(at(0.5)),
    msP95: round(at(0.95)),
  };
}
