/** Whom one can write to about a project, by the site: its holder as claimed, as sheets tell, or the partners who tell of it. */
import type { Kysely } from 'kysely';
import type { Holder, Reach } from '#connect/introductions/reach.ts';
import type { Tables } from '#db/tables.ts';
import { isPersonalMail, withholdContacts } from '#describe/clean/contact.ts';
import { sha256 } from '#lib/hash.ts';
import type { Manifest } from '#model/source.ts';

/** Who proved to hold the project; `closed` says that they want no introductions. */
export interface ClaimedBy {
  person: string;
  mail: string;
  reach: 'relay' | 'closed';
}

interface Rooms {
  db: Kysely<Tables>;
  sources: ReadonlyMap<string, Manifest>;
  /** Those who claimed the project and proved it. */
  holdersOf(db: Kysely<Tables>, project: string): Promise<readonly ClaimedBy[]>;
  /** Whether the holders of invented projects are written to: where no mail leaves this machine, so that it can be tried. */
  inventedToo: boolean;
}

/** In the order in which they are tried: who proved to be the holder, then what partners know, then the partners themselves. */
export const introductionReach =
  ({ db: own, sources, holdersOf, inventedToo }: Rooms) =>
  async (project: string, db: Kysely<Tables> = own): Promise<Reach | undefined> => {
    const found = await db
      .selectFrom('project')
      .select('body')
      .where('id', '=', project)
      .where('hidden', '=', false)
      .executeTakeFirst();
    if (found === undefined) return undefined;
    const sheets = await db
      .selectFrom('project_sheet')
      .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
      .select(['sheet.record', 'sheet.source'])
      .where('project_sheet.project', '=', project)
      .where('sheet.live', '=', true)
      .orderBy('sheet.record')
      .execute();
    const telling = [...new Set(sheets.map(({ source }) => source))];
    const { title, contacts } = found.body;
    const told = { title, sources: telling };
    const holding = await holdersOf(db, project);
    const claimed = holding.filter(({ reach }) => reach === 'relay');
    // Who holds it answers for it: nobody else is troubled in their place.
    if (holding.length > 0 && claimed.length === 0) return { ...told, holders: [], lacks: 'no-more' };
    const languages = await languagesOf(
      db,
      claimed.map(({ person }) => person),
    );
    const isInvented = telling.length > 0 && telling.every((id) => sources.get(id)?.demonstration);
    if (claimed.length === 0 && isInvented && !inventedToo) return { ...told, holders: [], lacks: 'invented' };
    const records = sheets.map(({ record }) => record);
    const kept =
      records.length === 0
        ? []
        : await db
            .selectFrom('holder_contact')
            .select('mail')
            .where('record', 'in', records)
            .orderBy('record')
            .orderBy('mail')
            .execute();
    const all: Holder[] = [
      ...claimed.map(({ person, mail }) => ({
        via: 'claimed' as const,
        person,
        mail,
        language: languages.get(person) ?? ('fr' as const),
      })),
      // What is everybody's there before what is one person's.
      ...kept
        .map(({ mail }) => ({ via: 'sheet' as const, mail }))
        .sort((a, b) => Number(isPersonalMail(a.mail)) - Number(isPersonalMail(b.mail))),
      ...contacts.flatMap(({ kind, value, published }) =>
        kind === 'mail' && published ? [{ via: 'public' as const, mail: value }] : [],
      ),
      ...telling.flatMap((id) => {
        const mail = sources.get(id)?.contact;
        return mail === undefined ? [] : [{ via: 'partner' as const, mail }];
      }),
    ];
    const addresses = all.map(({ mail }) => mail.toLowerCase());
    const once = all.filter((_, at) => addresses.indexOf(addresses[at]!) === at);
    const objected = await objectedMails(db);
    const holders = once.filter(({ mail }) => !objected.has(sha256(mail.toLowerCase())));
    return { ...told, holders, lacks: holders.length < once.length ? 'objected' : 'no-address' };
  };

async function languagesOf(db: Kysely<Tables>, persons: readonly string[]): Promise<Map<string, 'fr' | 'en'>> {
  if (persons.length === 0) return new Map();
  const rows = await db.selectFrom('person').select(['id', 'language']).where('id', 'in', persons).execute();
  return new Map(rows.map(({ id, language }) => [id, language]));
}

/** Hashes of the addresses whose owners asked not to be kept: also those that a new describing has not taken out yet. */
async function objectedMails(db: Kysely<Tables>): Promise<Set<string>> {
  const rows = await db
    .selectFrom('objection')
    .select('subject')
    .where('kind', '=', 'mail')
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Set(rows.map(({ subject }) => subject));
}

/** A text without any mail or phone: what one writes to the other before both agreed to exchange addresses. */
export const withoutAddresses = (text: string): string => withholdContacts(text, () => true);
