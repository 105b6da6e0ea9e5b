/** The chosen criteria, each a link to the same search without it. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import { CloseIcon } from './icons.tsx';

interface ChosenProps {
  voice: Voice;
  criteria: readonly { label: string; href: string }[];
}

export const Chosen: FC<ChosenProps> = ({ voice, criteria }) => (
  <ul class="chips chosen" aria-label={voice.words.search.criteria}>
    {criteria.map(({ label, href }) => (
      <li>
        <a class="chip on" href={href}>
          <span class="unseen">{voice.words.search.remove('')}</span>
          {label}
          <CloseIcon />
        </a>
      </li>
    ))}
    {criteria.length > 1 && (
      <li>
        <a class="chip" href={voice.path('/recherche')}>
          {voice.words.search.reset}
        </a>
      </li>
    )}
  </ul>
);
