/** What a change of the thesaurus would move: each wording asked as people would, before and after. */
import { noCriteria } from '#model/criteria.ts';
import type { Thesaurus } from '../analysis/synonyms.ts';
import type { SearchEngine } from '../engine.ts';

export interface Moved {
  /** What is asked. */
  wording: string;
  before: number;
  after: number;
  /** Of the first results after, those that were not among the first before; ids, best first. */
  come: string[];
  /** Of the first results before, those that are no longer among the first. */
  go: string[];
}

/** How many results a person sees on a first page. */
const firstPage = 20;

export async function previewThesaurus(
  engine: Pick<SearchEngine, 'search'>,
  wordings: readonly string[],
  change: { before: Thesaurus; after: Thesaurus },
): Promise<Moved[]> {
  return Promise.all(
    wordings.map(async (wording) => {
      const criteria = { ...noCriteria, q: wording, pageSize: firstPage };
      const [was, is] = await Promise.all([
        engine.search({ criteria, thesaurus: change.before }),
        engine.search({ criteria, thesaurus: change.after }),
      ]);
      const [old, now] = [was.hits.map(({ id }) => id), is.hits.map(({ id }) => id)];
      return {
        wording,
        before: was.total,
        after: is.total,
        come: now.filter((id) => !old.includes(id)),
        go: old.filter((id) => !now.includes(id)),
      };
    }),
  );
}
