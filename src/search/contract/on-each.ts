/** For tests: what an engine must do is tried on each that there is. */
import { test } from 'node:test';
import { noCriteria } from '#model/criteria.ts';
import type { SearchEngine } from '../engine.ts';
import { createMemoryEngine } from '../memory/engine.ts';

/** Those of one machine; a test joins those of a cluster, where there is one. */
export const memoryEngines: Record<string, () => Promise<SearchEngine>> = {
  memory: async () => createMemoryEngine(),
  'memory, with threads beside': async () => createMemoryEngine({ threads: true }),
};

/** Gives the function that declares a test, once for each engine, which is opened for it and closed behind it. */
export const onEach =
  (engines: Record<string, () => Promise<SearchEngine>>) =>
  (what: string, body: (engine: SearchEngine, name: string) => Promise<void>): void => {
    for (const [name, open] of Object.entries(engines))
      test(`${name}: ${what}`, async () => {
        const engine = await open();
        try {
          await body(engine, name);
        } finally {
          await engine.close();
        }
      });
  };

/** Ids of what the words find, the best first. */
export const found = async (engine: SearchEngine, q: string): Promise<string[]> =>
  (await engine.search({ criteria: { ...noCriteria, q } })).hits.map(({ id }) => id);
