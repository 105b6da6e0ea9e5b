/** How the words of a search were read: what was corrected, what may be misspelt, what nobody says. */
import type { FC } from 'hono/jsx';
import type { Criteria } from '#model/criteria.ts';
import { readQuery } from '#search/analysis/query.ts';
import type { SearchAnswer } from '#search/engine.ts';
import { keepAsWritten } from '#search/understand/as-written.ts';
import type { OtherSpelling } from '#search/understand/other-spelling.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';

interface ReadingProps {
  voice: Voice;
  criteria: Criteria;
  answer: Pick<SearchAnswer, 'reading' | 'total'>;
  /** The same search with another word, where one that was typed may be misspelt. */
  spelt: OtherSpelling | undefined;
}

export const ReadingNotes: FC<ReadingProps> = ({ voice, criteria, answer, spelt }) => {
  const { reading, total } = answer;
  if (reading === undefined) return null;
  const { words } = voice;
  const { all, corrected, unknown } = reading;
  const notAll = !all && unknown.length === 0;
  if (!notAll && spelt === undefined && corrected.length === 0 && unknown.length === 0) return null;
  const nearest = readQuery(criteria.q).question ? words.search.nearestToQuestion : words.search.nearestOnly;
  return (
    <div class="notes">
      {spelt !== undefined && (
        <p class="note">
          {words.search.meant}{' '}
          <a href={searchPath(voice, spelt.criteria)}>
            {words.search.words(spelt.criteria.q)}{' '}
            <b class="num">{words.count.projects(spelt.total, voice.number(spelt.total))}</b>
          </a>
        </p>
      )}
      {corrected.map(({ from, to }) => (
        <p class="note">
          {words.search.readAs(from, to)}{' '}
          <a href={searchPath(voice, changed(criteria, { q: keepAsWritten(criteria.q, from) }))}>
            {words.search.keepWord(from)}
          </a>
        </p>
      ))}
      {unknown.length > 0 && (
        <p class="note">
          {words.search.unknownWords(unknown.length, voice.list(unknown.map(words.search.words)))}
          {total > 0 && ` ${words.search.leftOut(unknown.length)}`}
        </p>
      )}
      {notAll && <p class="note">{total === 0 ? words.search.notTogether : nearest}</p>}
    </div>
  );
};
