/** The letter that tells an author what was decided, or asks. */
import { en } from '../mail/en.ts';
import { fr } from '../mail/fr.ts';
import { type Written, writeLetter } from '../mail/letter.ts';
import type { Verdict } from './matter.ts';

const letters = { fr, en };

export interface ToldMatter {
  language: 'fr' | 'en';
  verdict: Verdict;
  title: string;
  /** The curator's own words. */
  sentence: string;
  url: string | undefined;
  /** It opens what its author wrote, not what everybody sees. */
  opensText: boolean;
}

export function matterLetter(
  baseUrl: string,
  { language, verdict, title, sentence, url, opensText }: ToldMatter,
): Written {
  const { matter, siteName, orCopy, signIn } = letters[language];
  const words = matter[verdict];
  const label = opensText && verdict === 'accept' ? matter.accept.ownText : words.action;
  return writeLetter(
    {
      subject: words.subject(title),
      hello: signIn.hello,
      paragraphs: [words.text(title), ...sentence.split(/\n{2,}/).filter((part) => part.trim() !== '')],
      action: url === undefined ? undefined : { label, url },
      why: [matter.why],
    },
    { language, siteName, baseUrl, orCopy },
  );
}
