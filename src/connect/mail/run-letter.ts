/** The letter that tells a partner that a reading of its catalogue is held, or fails again and again. */
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type Written, writeLetter } from './letter.ts';

const letters = { fr, en };

export interface ToldRun {
  language: 'fr' | 'en';
  /** The catalogue's name. */
  name: string;
  what: 'held' | 'failed';
  /** Why, in sentences of that language where there are any. */
  why: readonly string[];
  /** The page on which the partner sees what was read; it asks to sign in. */
  url: string;
}

export function runLetter(baseUrl: string, { language, name, what, why, url }: ToldRun): Written {
  const { run, siteName, orCopy, signIn } = letters[language];
  const { subject, text, todo } = run[what];
  return writeLetter(
    {
      subject: subject(name),
      hello: signIn.hello,
      paragraphs: [text(name), ...why, todo],
      action: { label: run.action, url },
      why: [run.access, run.stop],
    },
    { language, siteName, baseUrl, orCopy },
  );
}
