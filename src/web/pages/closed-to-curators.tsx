/** What somebody sees who opens a curators' page without being one. */
import type { FC } from 'hono/jsx';
import { Page, type PageContext } from '../view/page.tsx';
import { PortraitHead } from '../view/portrait.tsx';
import { wordsPath } from './curation-concepts.tsx';

export const ClosedToCuratorsPage: FC<{ context: PageContext }> = ({ context }) => {
  const { title, lead } = context.voice.words.curationConcepts.closed;
  return (
    <Page context={context} head={{ title, description: lead, path: wordsPath, unlisted: true }}>
      <div class="band">
        <PortraitHead>
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
        </PortraitHead>
      </div>
    </Page>
  );
};
