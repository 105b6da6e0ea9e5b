/** Passing a page on: by mail, by its address, on paper. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import { LinkIcon, PrintIcon, SendIcon } from './icons.tsx';

interface ShareProps {
  voice: Voice;
  title: string;
  /** The public address. */
  url: string;
  /** Whether our script comes with the page: without it nothing can be copied, and the browser prints. */
  scripted: boolean;
}

/** Items of a row of `.acts`. */
export const Share: FC<ShareProps> = ({ voice, title, url, scripted }) => {
  const words = voice.words.project;
  const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(words.shareBody(title, url))}`;
  return (
    <>
      <li>
        <a class="button soft" href={mail}>
          <SendIcon />
          {words.shareMail}
        </a>
      </li>
      {scripted && (
        <li class="scripted">
          <carrefour-copie says={words.copied}>
            <button class="button soft" type="button" data-act="copy">
              <LinkIcon />
              <span>{words.copy}</span>
            </button>
            <button class="button soft" type="button" data-act="print">
              <PrintIcon />
              <span>{words.print}</span>
            </button>
          </carrefour-copie>
        </li>
      )}
    </>
  );
};
