/** `expliquer=1`: why results stand in this order, in words, for the whole page and for each project. */
import type { FC } from 'hono/jsx';
import { type Criteria, noCriteria } from '#model/criteria.ts';
import type { Highlighter } from '#search/analysis/highlight.ts';
import { toSearchDocument } from '#search/document.ts';
import type { SearchEngine } from '#search/engine.ts';
import { isFair } from '#search/fair-order.ts';
import { explainWords, isItsName, pairsFound, type WordFound } from '#search/understand/explain.ts';
import type { FoundProject } from '../search/ask.ts';
import type { Voice } from '../text/language.ts';

export const explainParameter = 'expliquer';

export interface WordCount {
  word: string;
  /** How many projects say it, in any form. */
  count: number;
}

/** Past these, counting each word of the query would not help the reader. */
const mostWords = 8;

/** How many projects of all say each word of the query. */
export async function countWords(engine: SearchEngine, words: Highlighter | undefined): Promise<WordCount[]> {
  const asked = (words?.words ?? []).slice(0, mostWords);
  const counts = await engine.count(asked.map((q) => ({ ...noCriteria, q })));
  return asked.map((word, i) => ({ word, count: counts[i]!.total }));
}

export const ExplainedOrder: FC<{ voice: Voice; criteria: Criteria; counts: readonly WordCount[]; hide: string }> = ({
  voice,
  criteria,
  counts,
  hide,
}) => {
  const { explain, words } = voice.words.search;
  const byRelevance = criteria.sort === 'pertinence';
  return (
    <div class="notes">
      <div class="note explained">
        {byRelevance && counts.length > 0 ? (
          <>
            <p>{explain.words}</p>
            <ul>
              {counts.map(({ word, count }) => (
                <li>{explain.saidBy(words(word), count, voice.number(count))}</li>
              ))}
            </ul>
            <p>{explain.fields}</p>
          </>
        ) : (
          <p>{byRelevance ? explain.withoutWords : explain.sorted(voice.words.search.sorts[criteria.sort])}</p>
        )}
        {isFair(criteria) && (
          <p>
            {explain.fair} {explain.chance}
          </p>
        )}
        <p>
          <a href={hide}>{explain.hide}</a>
        </p>
      </div>
    </div>
  );
};

/** Under one result: its words and their places, its score beside the first one's, and whether it was drawn. */
export const ExplainedHit: FC<{
  voice: Voice;
  q: string;
  found: FoundProject;
  words: Highlighter | undefined;
  best: number;
}> = ({ voice, q, found: { project, hit }, words, best }) => {
  const { explain, words: quoted } = voice.words.search;
  const say = ({ word, field, weight, exact }: WordFound) =>
    field === undefined
      ? explain.nowhere(quoted(word))
      : explain.found(quoted(word), explain.inField[field], exact, weight);
  const document = toSearchDocument(project);
  const share = best > 0 ? Math.round((100 * hit.score) / best) : undefined;
  return (
    <ul class="explained quiet">
      {words !== undefined && (
        <>
          {isItsName(document, q) && <li>{explain.itsName}</li>}
          {explainWords(document, words).map((one) => (
            <li>{say(one)}</li>
          ))}
          {pairsFound(document, words.words).map(([first, second]) => (
            <li>{explain.together(quoted(first), quoted(second))}</li>
          ))}
        </>
      )}
      {share !== undefined && <li>{explain.share(voice.number(share))}</li>}
      {hit.drawn && <li>{explain.drawn}</li>}
    </ul>
  );
};
