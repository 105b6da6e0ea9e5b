/** Records of which nothing can be read any more keep the sheet that they have, without what was objected to since. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { honour, type Objections } from '#describe/objections.ts';
import { sha256 } from '#lib/hash.ts';
import type { Sheet } from '#model/sheet.ts';

export interface KeptSheet {
  sheet: Sheet;
  /** The mails of its holder, for introductions: apart from the sheet. */
  mails: string[];
  live: boolean;
  inquiries: string[];
}

/** Those that were never described have none: there is nothing to show. */
export async function keptSheets(
  trx: Kysely<Tables>,
  records: readonly { id: string; live: boolean }[],
  objections: { people: Objections; records: ReadonlySet<string> },
): Promise<KeptSheet[]> {
  if (records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const former = await trx
    .selectFrom('sheet')
    .select(['record', 'body', 'inquiries'])
    .where('record', 'in', ids)
    .execute();
  const contacts = await trx.selectFrom('holder_contact').selectAll().where('record', 'in', ids).execute();
  return former.map(({ record, body, inquiries }) => {
    const sheet = honour(body, objections.people);
    const isLive = records.find(({ id }) => id === record)!.live;
    return {
      sheet,
      mails: contacts
        .filter((contact) => contact.record === record && !objections.people.contacts.has(sha256(contact.mail)))
        .map(({ mail }) => mail),
      live: isLive && sheet.title !== '' && !objections.records.has(record),
      inquiries,
    };
  });
}
