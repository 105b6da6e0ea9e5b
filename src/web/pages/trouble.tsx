/** Pages for what is not there, no longer there, or broken: each helps with a search box. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { Page, type PageContext } from '../view/page.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { texture } from '../view/texture.ts';

interface TroubleProps {
  context: PageContext;
  kind: 'notFound' | 'gone' | 'broken';
  path: string;
  /** Words of the address that was asked, to begin the search with. */
  q?: string;
}

export const TroublePage: FC<TroubleProps> = ({ context, kind, path, q = '' }) => {
  const { voice } = context;
  const words = voice.words.errors[kind];
  return (
    <Page context={context} head={{ title: words.title, description: words.text, path, unlisted: true }}>
      <div class="band">
        <div class="trouble">
          <div class="face ink-sun">{raw(texture(kind, { hand: 'contours', ink: 'sun' }, 480, 140))}</div>
          <h1>{words.title}</h1>
          <p class="lead">{words.text}</p>
          <SearchBox voice={voice} q={q} />
        </div>
      </div>
    </Page>
  );
};
