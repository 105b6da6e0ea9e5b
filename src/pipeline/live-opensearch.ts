/** The search of a running program when a cluster of OpenSearch holds the index: made once, kept current, shared. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { OpenSearchEngine } from '#search/opensearch/engine.ts';
import { indexAll, indexChanges, positionIsKnown } from './indexing.ts';
import { channels, type LiveIndex } from './live-index.ts';

/** The position is noted after this many changes: a note costs the cluster more than applying a change twice does. */
const changesBetweenNotes = 2_000;

/**
 * Makes the index when it is empty, of another layout, or of another database, and closes the engine when it can't.
 * Several programs may keep it current at once: a change applied twice does no harm.
 */
export async function openLiveOpenSearch(options: {
  db: Kysely<Tables>;
  engine: OpenSearchEngine;
  say(text: string): void;
}): Promise<LiveIndex> {
  const { db, engine, say } = options;
  let position = 0;
  let noted = 0;
  let queue: Promise<unknown> = Promise.resolve();
  /** One at a time: a rebuild and a change never cross. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work);
    queue = turn.catch(() => {});
    return turn;
  }

  async function rebuild(): Promise<void> {
    position = await engine.rebuild(async (into) => (await indexAll(db, into, say)).position);
    noted = position;
  }

  async function open(): Promise<void> {
    const known = await engine.position();
    if (known === undefined || !(await positionIsKnown(db, known))) return rebuild();
    position = known;
    noted = known;
    await engine.recount();
  }

  async function note(): Promise<void> {
    if (position === noted) return;
    await engine.notePosition(position);
    noted = position;
  }

  async function catchUp(): Promise<void> {
    // A program that slept for weeks: what it has not heard of is forgotten.
    if (!(await positionIsKnown(db, position))) await rebuild();
    position = await indexChanges(db, engine, position);
    if (position - noted >= changesBetweenNotes) await note();
  }

  try {
    await open();
    await catchUp();
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    engine,
    catchUp: () => inTurn(catchUp),
    rebuild: () =>
      inTurn(async () => {
        await rebuild();
        await catchUp();
        await sql`select pg_notify(${channels.reindexed}, '')`.execute(db);
        return engine.size;
      }),
    reload: () =>
      inTurn(async () => {
        await open();
        await catchUp();
      }),
    save: () => inTurn(note),
  };
}
