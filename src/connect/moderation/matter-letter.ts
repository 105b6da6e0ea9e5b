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
}

export function matterLetter(baseUrl: string, { language, verdict, title, sentence, url }: ToldMatter): Written {
  const { matter, siteName, orCopy, signIn } = letters[language];
  const words = matter[verdict];
  return writeLetter(
    {
      subject: words.subject(title),
      hello: signIn.hello,
      paragraphs: [words.text(title), ...sentence.split(/\n{2,}/).filter((part) => part.trim() !== '')],
      action: url === undefined ? undefined : { label: words.action, url },
      why: [matter.why],
    },
    { language, siteName, baseUrl, orCopy },
  );
}
