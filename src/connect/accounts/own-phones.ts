/** Which phones are a person's: asked when they leave, since others may have written them down. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { isMobile, phonesIn } from '#lib/text/phones.ts';

/**
 * The mobiles in a person's name, and those in their words that nobody wrote before them: whoever wrote down another's
 * takes nothing of it along. The number of a house may be an organisation's: what others say of that stays. `words`: all
 * that they wrote, in any form.
 */
export async function ownPhones(
  db: Kysely<Tables>,
  person: { id: string; mail: string; name: string },
  words: unknown,
): Promise<string[]> {
  const own = new Set(phonesIn(person.name).filter(isMobile));
  const written = new Set(textsIn(words).flatMap(phonesIn).filter(isMobile));
  for (const phone of written) if (!own.has(phone) && (await wroteItFirst(db, person, phone))) own.add(phone);
  return [...own];
}

/** All that is written in what was told, whatever its form; ids are no words. */
function textsIn(told: unknown): string[] {
  if (typeof told === 'string') return /^[0-9a-f-]{36}$/.test(told) ? [] : [told];
  return typeof told === 'object' && told !== null ? Object.values(told).flatMap(textsIn) : [];
}

/** Of what bears a date and an author; what bears none (a notebook, a community's presentation) came after it. */
async function wroteItFirst(
  db: Kysely<Tables>,
  { id, mail }: { id: string; mail: string },
  phone: string,
): Promise<boolean> {
  // As it is dialled from abroad: the digits that every writing has.
  const digits = phone.replace(/\D/g, '').replace(/^0/, '');
  const { rows } = await sql<{ theirs: boolean }>`
    with dated (at, person, mail, words) as (
      select created_at, author, null::text, title || ' ' || text from community_need
      union all select created_at, author, null, title || ' ' || text || ' ' || place from community_meeting
      union all select made_at, person, mail, value::text || ' ' || reason || ' ' || evidence from correction_proposal
      union all select asked_at, person, null, message from claim
      union all select news.at, claim.person, null, news.text
        from holder_news news join claim on claim.id = news.claim
      union all select created_at, author, mail, draft::text from contribution
      union all select message.at, side.person, side.mail, message.text
        from introduction_message message
        join introduction_side side on side.introduction = message.introduction and side.side = message.side
    )
    select (person is not distinct from ${id} or mail is not distinct from ${mail}) as theirs from dated
    where position(${digits} in regexp_replace(words, '\\D', '', 'g')) > 0
    order by at, theirs desc limit 1`.execute(db);
  return rows[0]?.theirs ?? true;
}
