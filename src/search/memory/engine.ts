/** The memory engine: segments in typed arrays, searched from start to end in one go, changed by making another view. */
import type { IndexChanges, SearchEngine } from '../engine.ts';
import { alikeWords } from './alike.ts';
import { answer, everyId, firstHits } from './answer.ts';
import { placesOf, replacedBy, segmentsOf, titlesAlone, withChanges } from './changes.ts';
import { type ConceptLabel, complete } from './complete.ts';
import { likeIn } from './like.ts';
import { mergeable, replaceMerged } from './merge.ts';
import { readySegment } from './ready.ts';
import { readSnapshot, type SnapshotProblem, writeSnapshot } from './snapshot.ts';
import { totalOfEach } from './totals.ts';
import { type Part, type View, viewOf } from './view.ts';
import { type Workshop, workshopAside, workshopHere } from './workshop.ts';

export interface MemoryEngine extends SearchEngine {
  /** Resolves when no merge is under way or due. */
  settle(): Promise<void>;
  /** Makes one segment of all: the quickest to search, worth it after a first filling and before a snapshot. */
  compact(): Promise<void>;
  /** How many documents the index holds, by segment: for `status`. */
  readonly segments: number[];
  /** Writes the index to a file, whole or not at all; `position` is the caller's own mark of how far it goes. */
  saveSnapshot(path: string, mark: { position: number }): Promise<void>;
}

export interface MemoryEngineOptions {
  /** Labels of concepts for the completion. */
  concepts?: readonly ConceptLabel[];
  /** Lets others have their turn; by default what waits on the event loop. */
  breathe?: () => Promise<void>;
  /** Segments are built and merged in threads beside, so that searches don't wait; by default here, in turns. */
  threads?: boolean;
}

const mostPractised = 500;

export function createMemoryEngine(options: MemoryEngineOptions = {}): MemoryEngine {
  return engineOver(viewOf([]), options);
}

/** An engine from a snapshot, and the position it was saved with; or why it can't be, and then the caller rebuilds. */
export async function loadSnapshot(
  path: string,
  options: MemoryEngineOptions = {},
): Promise<{ engine: MemoryEngine; position: number } | SnapshotProblem> {
  const read = await readSnapshot(path);
  if ('problem' in read) return read;
  return { engine: engineOver(read.view, options), position: read.position };
}

function engineOver(
  first: View,
  { concepts = [], breathe = nextTurn, threads = false }: MemoryEngineOptions,
): MemoryEngine {
  const here = workshopHere(breathe);
  const workshop: Workshop = threads ? workshopAside(here, breathe) : here;
  let view = first;
  let closed = false;
  let changing: Promise<unknown> = Promise.resolve();
  let merging: Promise<void> | undefined;
  const readying = ready(first);
  void readying.then(practise);

  /** What a snapshot holds is searched at once, and made ready meanwhile. */
  async function ready({ parts }: View): Promise<void> {
    for (const { segment } of parts) await readySegment(segment, isOpen);
  }

  /** So that the first change is read as fast as the next ones. */
  async function practise(): Promise<void> {
    const documents = first.parts.flatMap(({ segment }) => titlesAlone(segment, mostPractised)).slice(0, mostPractised);
    if (documents.length > 0 && !closed) await workshop.practise(documents);
  }

  async function isOpen(): Promise<boolean> {
    await breathe();
    return !closed;
  }

  async function change(changes: IndexChanges): Promise<void> {
    const ids = replacedBy(changes);
    // What is replaced is looked for while the thread beside reads what replaces it.
    const [segments, places] = await Promise.all([segmentsOf(changes.put, workshop), placesOf(view, ids, breathe)]);
    // What was made is made ready first: no search waits for it.
    for (const segment of segments) await readySegment(segment, isOpen);
    view = withChanges(view, ids, segments, places);
  }

  /** Merges for as long as there are too many segments; searches and changes go on meanwhile. */
  async function merge(): Promise<void> {
    for (let parts = mergeable(view); parts.length > 0 && !closed; parts = mergeable(view)) {
      await breathe();
      await mergeThese(parts);
    }
  }

  async function mergeThese(parts: readonly Part[]): Promise<void> {
    const merged = await workshop.merge(parts);
    await readySegment(merged.part.segment, isOpen);
    view = replaceMerged(view, parts, merged);
  }

  function startMerging(): void {
    if (merging !== undefined || closed || mergeable(view).length === 0) return;
    merging = merge().finally(() => {
      merging = undefined;
    });
  }

  async function settle(): Promise<void> {
    await changing;
    while (!closed && (merging !== undefined || mergeable(view).length > 0)) {
      startMerging();
      await merging;
    }
  }

  return {
    search: async (request) => answer(view, request),
    count: async (asked) => totalOfEach(view, asked),
    first: async (criteria) => firstHits(view, criteria),
    like: async (text, most) => likeIn(view, text, most),
    every: async (criteria) => everyId(view, criteria),
    complete: async (text, most) => complete(view, concepts, text, most),
    alike: async (word, most) => alikeWords(view, word, most),
    async apply(changes) {
      const mine = changing.then(() => change(changes));
      changing = mine.catch(() => undefined);
      await mine;
      startMerging();
    },
    settle,
    async compact() {
      await settle();
      const whole = view.parts.length === 1 && view.parts[0]!.removedCount === 0;
      if (closed || whole || view.parts.length === 0) return;
      merging = mergeThese(view.parts).finally(() => {
        merging = undefined;
      });
      await merging;
    },
    async saveSnapshot(path, { position }) {
      await writeSnapshot(path, view, position);
    },
    get size() {
      return view.size;
    },
    get segments() {
      return view.parts.map(({ segment }) => segment.size);
    },
    async close() {
      closed = true;
      await Promise.all([readying, merging]);
      await workshop.close();
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
