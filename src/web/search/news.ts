/** The numbers of the home page and what arrived last, read once in a while. */
import type { Figures } from '#match/project-store.ts';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';

export interface News {
  figures: Figures;
  latest: Project[];
}

const latestShown = 4;
/** Milliseconds for which they are kept while the index keeps its size. */
const kept = 20_000;
/** Milliseconds for which former ones are shown while new ones are read: that reads every project, so nobody waits for it. */
const shownMeanwhile = 600_000;

/** Gives the news, read again when they are old or when the index has grown or shrunk; only the first visitors wait. */
export function newsOf({ projects, engine, now, log }: Pick<Rooms, 'projects' | 'engine' | 'now' | 'log'>) {
  let last: { news: News; at: number; size: number } | undefined;
  let reading: Promise<News> | undefined;
  const read = async () => {
    const [at, size] = [now().getTime(), engine.size];
    try {
      const [figures, latest] = await Promise.all([projects.figures(), projects.latest(latestShown)]);
      last = { news: { figures, latest }, at, size };
      return last.news;
    } finally {
      reading = undefined;
    }
  };
  return async (): Promise<News> => {
    const age = last === undefined ? Number.POSITIVE_INFINITY : now().getTime() - last.at;
    if (last !== undefined && age <= kept && last.size === engine.size) return last.news;
    reading ??= read();
    if (last === undefined || age > shownMeanwhile) return reading;
    // A failure is told to the operator, and the next visit tries again.
    reading.catch((error: unknown) => log.error({ error }, 'the news of the home page could not be read'));
    return last.news;
  };
}
