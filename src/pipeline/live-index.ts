/** The search of a running program: opened from its snapshot, kept current with the database, saved when it ends. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { conceptLabels } from '#search/concept-labels.ts';
import type { SearchEngine } from '#search/engine.ts';
import { createMemoryEngine, loadSnapshot, type MemoryEngine } from '#search/memory/engine.ts';
import { indexAll, indexChanges, positionIsKnown } from './indexing.ts';
import { dropFormerSnapshots, snapshotFile } from './snapshot-file.ts';

/** Told to every program that serves the search: projects changed; the whole index was made anew. */
export const channels = { projects: 'carrefour_projects', reindexed: 'carrefour_reindexed' } as const;

/** A snapshot is saved again after this many changes, so that a killed site has little to catch up. */
const changesBetweenSaves = 2_000;

export interface LiveIndex {
  /** The engine of the moment: it stays the same object when the index behind it is made anew. */
  readonly engine: SearchEngine;
  /** Applies what changed since; at once when nothing did. */
  catchUp(): Promise<void>;
  /** Makes the index anew from the database and saves it; gives the number of projects. */
  rebuild(): Promise<number>;
  /** Takes over the snapshot that another program saved. */
  reload(): Promise<void>;
  save(): Promise<void>;
}

interface Current {
  engine: MemoryEngine;
  position: number;
  /** The position of the snapshot; -1 before the first. */
  saved: number;
}

/** Opens the search: from the snapshot when it is whole and of this database, else from every project. */
export async function openLiveIndex(options: {
  db: Kysely<Tables>;
  dataFolder: string;
  say(text: string, share?: number): void;
}): Promise<LiveIndex> {
  const { db, dataFolder, say } = options;
  const file = await snapshotFile(db, dataFolder);
  let current: Current;
  let closeFormer = async () => {};

  async function take(next: Current): Promise<void> {
    const close = closeFormer;
    current = next;
    closeFormer = () => next.engine.close();
    await close();
  }

  async function make(): Promise<number> {
    const engine = createMemoryEngine({ concepts: conceptLabels(), threads: true });
    const { position, projects } = await indexAll(db, engine, say);
    await engine.compact();
    await take({ engine, position, saved: -1 });
    return projects;
  }

  async function open(): Promise<void> {
    const loaded = await loadSnapshot(file, { concepts: conceptLabels(), threads: true });
    if ('engine' in loaded && (await positionIsKnown(db, loaded.position))) {
      await take({ engine: loaded.engine, position: loaded.position, saved: loaded.position });
      return;
    }
    await make();
  }

  async function save(): Promise<void> {
    const { engine, position, saved } = current;
    if (position === saved) return;
    await engine.saveSnapshot(file, { position });
    await dropFormerSnapshots(file);
    if (current.engine === engine) current.saved = position;
  }

  let queue: Promise<unknown> = Promise.resolve();
  /** One at a time: a rebuild and a change never cross. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work);
    queue = turn.catch(() => {});
    return turn;
  }

  async function catchUp(): Promise<void> {
    // A program that slept for weeks: what it has not heard of is forgotten.
    if (!(await positionIsKnown(db, current.position))) await make();
    current.position = await indexChanges(db, current.engine, current.position);
    if (current.saved >= 0 && current.position - current.saved >= changesBetweenSaves) await save();
  }

  await open();
  await catchUp();
  return {
    engine: {
      search: (request) => current.engine.search(request),
      count: (asked) => current.engine.count(asked),
      first: (criteria) => current.engine.first(criteria),
      like: (text, most) => current.engine.like(text, most),
      apply: (changes) => current.engine.apply(changes),
      every: (criteria) => current.engine.every(criteria),
      complete: (text, most) => current.engine.complete(text, most),
      alike: (word, most) => current.engine.alike(word, most),
      close: () => current.engine.close(),
      get size() {
        return current.engine.size;
      },
    },
    catchUp: () => inTurn(catchUp),
    rebuild: () =>
      inTurn(async () => {
        const projects = await make();
        await catchUp();
        await save();
        await sql`select pg_notify(${channels.reindexed}, '')`.execute(db);
        return projects;
      }),
    reload: () =>
      inTurn(async () => {
        await open();
        await catchUp();
      }),
    save: () => inTurn(save),
  };
}
