/** Letters about membership: to admins, that somebody asks to join; to that person, that they are in. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { writeLetter } from '../mail/letter.ts';
import { enqueue } from '../mail/outbox.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const letters = { fr, en };

export interface Told {
  is: 'asks' | 'accepted';
  community: { id: string; name: string };
  /** Who reads it, and whom it is about: persons' ids, and the name of the second. */
  to: string;
  who: { id: string; name: string };
}

/** Into the outbox, in the transaction of what it tells; once a day for the two of them. */
export const createMembershipLetters =
  ({ baseUrl, now }: { baseUrl: string; now(): Date }) =>
  async (tx: Kysely<Tables>, { is, community, to, who }: Told): Promise<void> => {
    const reader = await tx.selectFrom('person').select(['mail', 'language']).where('id', '=', to).executeTakeFirst();
    if (reader === undefined) return;
    const { mail, language } = reader;
    const words = letters[language];
    const said = words[is];
    const path = `${language === 'fr' ? '' : '/en'}/communautes/${community.id}${is === 'asks' ? '/reglages' : ''}`;
    const letter = writeLetter(
      {
        subject: said.subject(community.name),
        hello: words.hello,
        paragraphs: [said.text(community.name, who.name === '' ? words.somebody : who.name)],
        action: { label: said.action, url: baseUrl + path },
        why: [said.why],
      },
      { language, siteName: words.siteName, baseUrl, orCopy: words.orCopy },
    );
    const key = `community-${is}/${community.id}/${to}/${who.id}/${now().toISOString().slice(0, 10)}`;
    await enqueue(tx, { kind: 'community-member', to: mail, key, ...letter }, now());
  };
