/** Holders' mails, for introductions alone: parted from the sheets at describing, in a table of their own. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Source } from '#model/source.ts';

/** More than this is a list of members, not whom to write to. */
const mostMails = 5;

/** The sheet with what may be shown; and, where the source agreed to introductions, its holder's mails. */
export function partContacts(source: Source, sheet: Sheet): { sheet: Sheet; mails: string[] } {
  const published = sheet.contacts.filter((contact) => contact.published);
  const mails = source.introductions
    ? sheet.contacts
        .filter(({ kind }) => kind === 'mail')
        .map(({ value }) => value)
        .slice(0, mostMails)
    : [];
  return { sheet: published.length === sheet.contacts.length ? sheet : { ...sheet, contacts: published }, mails };
}

/** Written anew for each record: what is gone there, or was objected to, is gone here. */
export async function keepHolderContacts(
  trx: Kysely<Tables>,
  described: readonly { sheet: Sheet; mails: readonly string[]; live: boolean }[],
): Promise<void> {
  const records = described.map(({ sheet }) => sheet.id);
  const kept = described.flatMap(({ sheet, mails, live }) =>
    (live ? mails : []).map((mail) => [sheet.id, mail] as const),
  );
  await sql`delete from holder_contact where record = any(${records}::text[])`.execute(trx);
  if (kept.length === 0) return;
  await trx
    .insertInto('holder_contact')
    .values(kept.map(([record, mail]) => ({ record, mail })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
