/** The pages of a long list: the one before, the one after; and what a page beyond the last says. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import { ArrowIcon, BackIcon } from './icons.tsx';

interface PagingProps {
  voice: Voice;
  page: number;
  last: number;
  previous: string | undefined;
  next: string | undefined;
}

export const Paging: FC<PagingProps> = ({ voice, page, last, previous, next }) => {
  const { search } = voice.words;
  return (
    <nav class="paging" aria-label={search.pages}>
      {previous ? (
        <a class="button soft" rel="prev" href={previous}>
          <BackIcon />
          {search.previous}
        </a>
      ) : (
        <span />
      )}
      <span class="quiet num">{search.page(voice.number(page), voice.number(last))}</span>
      {next ? (
        <a class="button soft" rel="next" href={next}>
          {search.next}
          <ArrowIcon />
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
};

interface BeyondProps {
  voice: Voice;
  page: number;
  last: number;
  /** The addresses of the first page and of the last. */
  first: string;
  end: string;
}

/** A page after the last one: an old address, or one written by hand. It says so and leads back. */
export const BeyondLast: FC<BeyondProps> = ({ voice, page, last, first, end }) => {
  const { search } = voice.words;
  return (
    <div class="nothing">
      <p class="lead">{search.beyond(voice.number(page), last, voice.number(last))}</p>
      <p class="chips">
        <a class="button" href={first}>
          {search.firstPage}
        </a>
        {last > 1 && (
          <a class="button soft" href={end}>
            {search.lastPage(voice.number(last))}
          </a>
        )}
      </p>
    </div>
  );
};
