/** Letters about who speaks for a catalogue: to its admins, that somebody asks; to that person, what was said. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { en as frameEn } from '../mail/en.ts';
import { fr as frameFr } from '../mail/fr.ts';
import { writeLetter } from '../mail/letter.ts';
import { enqueue } from '../mail/outbox.ts';
import { quoted } from '../mail/quoted.ts';
import type { Catalogue } from './admission.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const letters = { fr, en };
const frames = { fr: frameFr, en: frameEn };

export interface AdmissionLetter {
  is: 'asks' | 'admitted' | 'notAdmitted';
  catalogue: Catalogue;
  /** The id of who reads it. */
  to: string;
  /** The request, and the name of who made it. */
  matter: string;
  who: string;
}

/** Into the outbox, in the transaction of what it tells; of one request each of these once a day. */
export const createAdmissionLetters =
  ({ baseUrl, now }: { baseUrl: string; now(): Date }) =>
  async (tx: Kysely<Tables>, { is, catalogue, to, matter, who }: AdmissionLetter): Promise<void> => {
    const reader = await tx.selectFrom('person').select(['mail', 'language']).where('id', '=', to).executeTakeFirst();
    if (reader === undefined) return;
    const { mail, language } = reader;
    const words = letters[language];
    const { siteName, orCopy, signIn } = frames[language];
    const said = words[is];
    const name = catalogue.name[language];
    const url = `${baseUrl}${language === 'fr' ? '' : '/en'}/partenaires/${catalogue.id}/equipe`;
    const letter = writeLetter(
      {
        subject: said.subject(name),
        hello: signIn.hello,
        paragraphs: [said.text(name, who === '' ? words.somebody : quoted(who))],
        action: { label: said.action, url },
        why: [said.why],
      },
      { language, siteName, orCopy, baseUrl },
    );
    const key = `admission-${is}/${matter}/${to}/${now().toISOString().slice(0, 10)}`;
    await enqueue(tx, { kind: 'admission', to: mail, key, ...letter }, now());
  };
