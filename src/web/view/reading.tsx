/** How the words of a search were read: what was corrected, what nobody says, and when no project says it all. */
import type { FC } from 'hono/jsx';
import type { Criteria } from '#model/criteria.ts';
import { readQuery } from '#search/analysis/query.ts';
import type { SearchAnswer } from '#search/engine.ts';
import { keepAsWritten } from '#search/understand/as-written.ts';
import type { Loosening } from '#search/understand/loosen.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';

interface ReadingProps {
  voice: Voice;
  criteria: Criteria;
  answer: Pick<SearchAnswer, 'reading' | 'total'>;
  /** The same search without one of its words, where no project holds them together. */
  fewer: readonly Loosening[];
}

export const ReadingNotes: FC<ReadingProps> = ({ voice, criteria, answer, fewer }) => {
  const { reading, total } = answer;
  if (reading === undefined) return null;
  const { words } = voice;
  const nearestOnly = !reading.all && reading.unknown.length === 0 && total > 0;
  if (!nearestOnly && reading.corrected.length === 0 && reading.unknown.length === 0) return null;
  return (
    <div class="notes">
      {reading.corrected.map(({ from, to }) => (
        <p class="note">
          {words.search.readAs(from, to)}{' '}
          <a href={searchPath(voice, changed(criteria, { q: keepAsWritten(criteria.q, from) }))}>
            {words.search.keepWord(from)}
          </a>
        </p>
      ))}
      {reading.unknown.length > 0 && (
        <p class="note">
          {words.search.unknownWords(reading.unknown.length, voice.list(reading.unknown.map(words.search.words)))}
        </p>
      )}
      {nearestOnly && (
        <p class="note">{readQuery(criteria.q).question ? words.search.nearestToQuestion : words.search.nearestOnly}</p>
      )}
      {fewer.length > 0 && (
        <p class="note">
          {words.search.fewerWords}{' '}
          {fewer.map(({ step, criteria: one, total }, i) => (
            <>
              {i > 0 && ' · '}
              <a href={searchPath(voice, one)}>
                {step.how === 'without-word' &&
                  words.search.without(words.search.words(step.word.replace(/["«»“”]/g, '')))}{' '}
                <b class="num">{words.count.projects(total, voice.number(total))}</b>
              </a>
            </>
          ))}
        </p>
      )}
    </div>
  );
};
