/** The framed page: the map, the list, and nothing of the site around them. Its links open over the page that frames it. */
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { PageContext } from '../view/page.tsx';
import type { Looks } from './looks.ts';

export const EmbedPage: FC<{ context: PageContext; looks: Looks; title: string; children?: Child }> = (props) => {
  const { context, looks, title, children } = props;
  const { assets, voice } = context;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={voice.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title}</title>
          <base target="_top" />
          <meta name="robots" content="noindex, follow" />
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={assets.embedSheets.frame} />
          {looks.accent !== undefined && <link rel="stylesheet" href={`/embarquer/couleur/${looks.accent}.css`} />}
          {assets.script && looks.parts !== 'liste' && <script type="module" src={assets.script} />}
        </head>
        <body>
          <main class="frame">{children}</main>
        </body>
      </html>
    </>
  );
};
