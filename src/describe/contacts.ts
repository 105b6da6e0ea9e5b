/** Mails and phones of a record: those given as such, and those found in its texts; personal ones withheld. */
import type { Sheet } from '#model/sheet.ts';
import { findContacts } from './clean/contact.ts';
import { stripTags } from './clean/html.ts';
import type { Describing } from './describe-record.ts';
import { allOf } from './passages.ts';

type Contact = Sheet['contacts'][number];

export function findContactsOf(describing: Describing): Contact[] {
  const { map } = describing.manifest;
  const contacts = new Map<string, Contact>();
  for (const rule of [map.mails, map.phones, map.summary, map.body, map.needed, map.results, map.lessons]) {
    for (const { text, how } of allOf(describing.rows, rule)) {
      if (how === 'constant' || !/[@＠]|\d{2}|[[(] *at/.test(text)) continue;
      for (const { kind, value, personal } of findContacts(stripTags(text)))
        contacts.set(value, { kind, value, published: !personal });
    }
  }
  return [...contacts.values()];
}
