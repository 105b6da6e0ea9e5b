/** What a serving program holds in memory follows the database, whichever program changed it. */
import type { Kysely } from 'kysely';
import type { Database } from '#db/connect.ts';
import type { Tables } from '#db/tables.ts';
import { followThesaurus } from '#search/thesaurus/desk.ts';
import { thesaurusChannel } from '#search/thesaurus/lines.ts';
import { channels, type LiveIndex } from './live-index.ts';

export interface Following {
  db: Kysely<Tables>;
  listen: Database['listen'];
  live: Pick<LiveIndex, 'catchUp' | 'reload'>;
  /** A catalogue that a command harvests while the site runs is put among those that are held. */
  refreshSources(): Promise<void>;
  failed(error: unknown): void;
}

/** Current when it returns, and from then on until the database is closed. */
export async function followDatabase({ db, listen, live, refreshSources, failed }: Following): Promise<void> {
  const follow = (work: () => Promise<void>) => () => void work().catch(failed);
  const projects = follow(async () => {
    await refreshSources();
    await live.catchUp();
  });
  const thesaurus = follow(() => followThesaurus(db));
  await listen(channels.projects, projects, { onGap: projects });
  await listen(channels.reindexed, follow(live.reload));
  await listen(thesaurusChannel, thesaurus, { onGap: thesaurus });
  await followThesaurus(db);
  await live.catchUp();
}
