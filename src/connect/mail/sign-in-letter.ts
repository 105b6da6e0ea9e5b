/** The letter that holds a link to sign in. */
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type Written, writeLetter } from './letter.ts';

const letters = { fr, en };

export function signInLetter(
  baseUrl: string,
  { url, language, minutes }: { url: string; language: 'fr' | 'en'; minutes: number },
): Written {
  const { signIn, siteName, orCopy } = letters[language];
  return writeLetter(
    {
      subject: signIn.subject,
      hello: signIn.hello,
      paragraphs: [signIn.text, signIn.lasts(minutes)],
      action: { label: signIn.action, url },
      why: [signIn.notYou, signIn.never],
    },
    { language, siteName, baseUrl, orCopy },
  );
}
