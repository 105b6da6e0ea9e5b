/**
 * Which of a few projects answer which searches: the other way round from a search. The projects make a small index of
 * their own, and each search is asked of it: what it costs depends on the news, not on all that there is.
 */
import { type Criteria, largestPageSize } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { toSearchDocument } from '#search/document.ts';
import { emptyDocument, type SearchDocument } from '#search/engine.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';

/** Characters of searches in one document of words: the engine reads 20,000 words of a field. */
const wordsAtOnce = 60_000;
const held = 'the words of searches ';

/**
 * The ids of those among `projects` that answer, for each of `searches` (equal criteria once). A project must hold
 * every word: the searches' own words are put into the index too, in documents of no place and no theme, so that no
 * word is missing there, and none is taken for the beginning or a misspelling of another, as a search over few
 * projects would. A search asked as a question is answered by the nearest, which no news is: it finds nothing.
 */
export async function matchNews(projects: readonly Project[], searches: readonly Criteria[]) {
  const engine = createMemoryEngine();
  await engine.apply({
    put: [...projects.map((project) => toSearchDocument(project)), ...wordsOf(searches)],
    remove: [],
  });
  await engine.compact();
  return {
    async matching(criteria: Criteria): Promise<string[]> {
      const asked: Criteria = { ...criteria, sort: 'nom', page: 1, pageSize: largestPageSize };
      const { total, hits, reading } = await engine.search({ criteria: asked });
      if (reading?.all === false) return [];
      const ids = total > hits.length ? await engine.every(asked) : hits.map(({ id }) => id);
      return ids.filter((id) => !id.startsWith(held));
    },
    close: () => engine.close(),
  };
}

function wordsOf(searches: readonly Criteria[]): SearchDocument[] {
  const texts = [...new Set(searches.map(({ q }) => q).filter((q) => q !== ''))];
  const documents: string[] = [];
  let text = '';
  for (const q of texts) {
    if (text.length + q.length > wordsAtOnce) {
      documents.push(text);
      text = '';
    }
    text += `${q}\n`;
  }
  if (text !== '') documents.push(text);
  return documents.map((body, rank) => ({ ...emptyDocument, id: `${held}${rank}`, body }));
}
