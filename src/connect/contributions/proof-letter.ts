/** The letter by which whoever has no account proves their address, and sends. */
import { en } from '../mail/en.ts';
import { fr } from '../mail/fr.ts';
import { type Written, writeLetter } from '../mail/letter.ts';

const letters = { fr, en };

export function proofLetter(
  baseUrl: string,
  { language, title, url }: { language: 'fr' | 'en'; title: string; url: string },
): Written {
  const { contribution, siteName, orCopy, signIn } = letters[language];
  return writeLetter(
    {
      subject: contribution.subject,
      hello: signIn.hello,
      paragraphs: [contribution.text(title), contribution.lasts],
      action: { label: contribution.action, url },
      why: [contribution.notYou],
    },
    { language, siteName, baseUrl, orCopy },
  );
}
