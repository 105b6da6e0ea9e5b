/** How many projects a choice gives: a bare number for the eyes, with what it counts for those who hear the page. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';

export const Count: FC<{ voice: Voice; count: number }> = ({ voice, count }) => (
  <small class="num">
    {voice.number(count)}
    <span class="unseen"> {voice.words.search.facetUnit(count)}</span>
  </small>
);
