/** Pages for what is not there, no longer there, or broken: each helps with a search box. */
import type { FC } from 'hono/jsx';
import { Page, type PageContext } from '../view/page.tsx';
import { Trouble } from '../view/trouble.tsx';

interface TroubleProps {
  context: PageContext;
  kind: 'notFound' | 'gone' | 'broken' | 'busy';
  path: string;
  /** Words of the address that was asked, to begin the search with. */
  q?: string;
}

export const TroublePage: FC<TroubleProps> = ({ context, kind, path, q = '' }) => {
  const words = context.voice.words.errors[kind];
  return (
    <Page context={context} head={{ title: words.title, description: words.text, path, unlisted: true }}>
      <div class="band">
        <Trouble voice={context.voice} kind={kind} q={q} />
      </div>
    </Page>
  );
};
