/** The letter that goes to a project's own domain, to prove that who claims it reads mail there. */
import { en as frameEn } from '../mail/en.ts';
import { fr as frameFr } from '../mail/fr.ts';
import { type Written, writeLetter } from '../mail/letter.ts';
import { en } from './letters-en.ts';
import { fr } from './letters-fr.ts';

const letters = { fr, en };
const frames = { fr: frameFr, en: frameEn };

export function claimLetter(
  baseUrl: string,
  language: 'fr' | 'en',
  { title, mail, link }: { title: string; mail: string; link: string },
): Written {
  const words = letters[language];
  const { siteName, orCopy, signIn } = frames[language];
  return writeLetter(
    {
      subject: words.subject(title),
      hello: signIn.hello,
      paragraphs: [words.text(title, mail), words.lasts],
      action: { label: words.action, url: link },
      why: [words.notYou],
    },
    { language, siteName, orCopy, baseUrl },
  );
}
