/** The weekly figures by mail, to those who speak for a catalogue and asked for them. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { en as frameEn } from '../mail/en.ts';
import { fr as frameFr } from '../mail/fr.ts';
import { writeLetter } from '../mail/letter.ts';
import { enqueue } from '../mail/outbox.ts';
import { mondayOf, weeksOf } from './figures.ts';
import { letterWords } from './letters.ts';

const frames = { fr: frameFr, en: frameEn };
const day = 24 * 3600 * 1000;
/** Of Monday, UTC: people find it when they begin their week. */
const hour = 6;

export async function wantsWeekly(db: Kysely<Tables>, person: string, source: string): Promise<boolean> {
  const row = await db
    .selectFrom('introduction_weekly')
    .select('person')
    .where('person', '=', person)
    .where('source', '=', source)
    .executeTakeFirst();
  return row !== undefined;
}

export async function setWeekly(db: Kysely<Tables>, person: string, source: string, wants: boolean): Promise<void> {
  if (wants)
    await db
      .insertInto('introduction_weekly')
      .values({ person, source })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else await db.deleteFrom('introduction_weekly').where('person', '=', person).where('source', '=', source).execute();
}

export const partnerIntroductionsPath = (source: string): string => `/partenaires/${source}/contacts`;

/** Asked again and again: each letter of a week goes once, whoever asks and however often. Not after the Wednesday. */
export async function sendWeekly(
  db: Kysely<Tables>,
  { baseUrl, now }: { baseUrl: string; now(): Date },
  nameOf: (source: string) => { fr: string; en: string } | undefined,
): Promise<void> {
  const monday = mondayOf(now());
  const from = monday.getTime() + hour * 3600 * 1000;
  const notAfter = new Date(monday.getTime() + 3 * day);
  if (now().getTime() < from || now() >= notAfter) return;
  // Only those who still speak for it.
  const wanted = await db
    .selectFrom('introduction_weekly')
    .innerJoin('person_partner', (join) =>
      join
        .onRef('person_partner.person', '=', 'introduction_weekly.person')
        .onRef('person_partner.source', '=', 'introduction_weekly.source'),
    )
    .innerJoin('person', 'person.id', 'introduction_weekly.person')
    .select(['person.id', 'person.mail', 'person.language', 'introduction_weekly.source'])
    .execute();
  for (const { id, mail, language, source } of wanted) {
    const name = nameOf(source)?.[language];
    if (name === undefined) continue;
    const [, last, before] = await weeksOf(db, source, 3, now());
    if (last === undefined || before === undefined) continue;
    const words = letterWords[language];
    const { siteName, orCopy } = frames[language];
    const letter = writeLetter(
      {
        subject: words.weekly.subject(name, last.begun),
        hello: words.hello,
        paragraphs: [words.weekly.text(name, last.begun, last.answered), words.weekly.before(before.begun)],
        action: {
          label: words.weekly.action,
          url: `${baseUrl}${language === 'en' ? '/en' : ''}${partnerIntroductionsPath(source)}`,
        },
        why: [words.weekly.why],
      },
      { language, siteName, baseUrl, orCopy },
    );
    const key = `introductions-weekly/${source}/${id}/${last.monday}`;
    await enqueue(db, { kind: 'introductions-weekly', to: mail, ...letter, key, notAfter }, now());
  }
}
