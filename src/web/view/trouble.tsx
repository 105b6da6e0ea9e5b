/** What is not there, no longer there, or broken: said plainly, with a search box to go on. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import { SearchBox } from './search-box.tsx';
import { texture } from './texture.ts';

interface TroubleProps {
  voice: Voice;
  kind: 'notFound' | 'gone' | 'broken' | 'busy';
  /** Words of the address that was asked, to begin the search with. */
  q?: string;
  /** Shown as an example: a smaller heading, and a search box of its own name. */
  example?: { form: string; label: string };
}

export const Trouble: FC<TroubleProps> = ({ voice, kind, q = '', example }) => {
  const words = voice.words.errors[kind];
  return (
    <div class="trouble">
      <div class="face ink-sun">{raw(texture(kind, { hand: 'contours', ink: 'sun' }, 480, 140))}</div>
      {example === undefined ? <h1>{words.title}</h1> : <h4>{words.title}</h4>}
      <p class="lead">{words.text}</p>
      <SearchBox voice={voice} q={q} {...example} />
    </div>
  );
};
