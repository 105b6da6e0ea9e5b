/** The mark: two paths that cross and go on, and the place where they meet; beside it the name. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';

const one = 'M-3 28.5C9 28.5 11 11.5 20 11.5S31 28.5 43 28.5';
const two = 'M-3 11.5C9 11.5 11 28.5 20 28.5S31 11.5 43 11.5';

/** The two paths, in a square of 40. */
export const markPaths = { one, two };

export const Mark: FC = () => (
  <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
    <g fill="none" stroke-width="4.4">
      <rect class="tile" width="40" height="40" />
      <path class="one" d={one} />
      <path class="two" d={two} />
      <circle class="meet" cx="20" cy="20" r="5.4" stroke-width="2.6" />
    </g>
  </svg>
);

export const Wordmark: FC<{ voice: Voice; home: string }> = ({ voice, home }) => (
  <a class="wordmark" href={home}>
    <Mark />
    <span>
      {voice.words.siteNameLines.first}
      <br />
      {voice.words.siteNameLines.second}
    </span>
  </a>
);

/** The mark alone, with colours that stand out on light and on dark: the icon of the site. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><style>.t{fill:#492278}.o{stroke:#7fcdc3}.w{stroke:#f4cb3d}.m{fill:#492278;stroke:#fff}</style><clipPath id="c"><rect width="40" height="40" rx="11.5"/></clipPath><g clip-path="url(#c)" fill="none" stroke-width="4.8"><rect class="t" width="40" height="40"/><path class="o" d="${one}"/><path class="w" d="${two}"/><circle class="m" cx="20" cy="20" r="5.6" stroke-width="3"/></g></svg>`;
