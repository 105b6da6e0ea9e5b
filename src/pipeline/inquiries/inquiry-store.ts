/** Where inquiries wait and their answers are kept; each is shared by all the sheets that raise it. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { Answered, type Inquiry, type InquiryKind, inquiryId } from './inquiry.ts';
import { isShown } from './picture-copies.ts';

/** What is known of these inquiries; those that are new wait for their turn from now on. */
export async function answersTo(db: Kysely<Tables>, inquiries: readonly Inquiry[], now: Date): Promise<Answered> {
  const byId = new Map(inquiries.map((inquiry) => [inquiryId(inquiry), inquiry]));
  if (byId.size === 0) return new Answered();
  const ids = [...byId.keys()];
  await sql`
    insert into inquiry (id, kind, subject, due_at)
    select id, kind, subject::jsonb, ${now.toISOString()}::timestamptz
    from unnest(
      ${ids}::text[],
      ${[...byId.values()].map(({ kind }) => kind)}::text[],
      ${[...byId.values()].map(({ subject }) => JSON.stringify(subject))}::text[]
    ) as raised(id, kind, subject)
    order by id
    on conflict (id) do nothing`.execute(db);
  const { rows } = await sql<{ id: string; answer: unknown }>`
    select id, answer from inquiry where id = any(${ids}::text[]) and answer is not null`.execute(db);
  return new Answered(new Map(rows.map(({ id, answer }) => [id, answer])));
}

export interface Waiting {
  id: string;
  subject: unknown;
  answer: unknown;
  /** A picture, and a project shows it. */
  shown: boolean;
}

/** The inquiries whose turn has come and that a sheet which is shown still raises, the longest waiting first. */
export async function waitingInquiries(
  db: Kysely<Tables>,
  kind: InquiryKind,
  now: Date,
  most: number,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, subject, answer, kind = 'image' and ${isShown} as shown from inquiry
    where kind = ${kind} and due_at <= ${now.toISOString()}::timestamptz
      and exists (select 1 from sheet where sheet.live and sheet.inquiries @> array[inquiry.id])
    order by answer is not null, due_at, id
    limit ${most}`.execute(db);
  return rows;
}

export interface Kept {
  id: string;
  answer: unknown;
  due: Date;
  /** It says something else than before: what was described with it is to be described again. */
  changed: boolean;
}

/** Keeps answers, and has the sheets of those that changed described again. Gives how many records that are. */
export async function keepAnswers(db: Kysely<Tables>, answers: readonly Kept[], now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`
      update inquiry set answer = kept.answer::jsonb, asked_at = ${now.toISOString()}::timestamptz, due_at = kept.due
      from unnest(
        ${answers.map(({ id }) => id)}::text[],
        ${answers.map(({ answer }) => JSON.stringify(answer))}::text[],
        ${answers.map(({ due }) => due.toISOString())}::timestamptz[]
      ) as kept(id, answer, due)
      where inquiry.id = kept.id`.execute(trx);
    const changed = answers.filter((answer) => answer.changed).map(({ id }) => id);
    if (changed.length === 0) return 0;
    const { numAffectedRows } = await sql`
      update record set described_with = null
      where id in (select record from sheet where inquiries && ${changed}::text[])`.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
}

/** Asks again later, the answer standing as it is: the service was in trouble. */
export async function postpone(db: Kysely<Tables>, ids: readonly string[], due: Date): Promise<void> {
  await sql`update inquiry set due_at = ${due.toISOString()}::timestamptz where id = any(${[...ids]}::text[])`.execute(
    db,
  );
}

/** Lets go of the inquiries that no sheet raises any more. */
export async function forgetInquiries(db: Kysely<Tables>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from inquiry where not exists (select 1 from sheet where sheet.inquiries @> array[inquiry.id])`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** The sources that have sheets to be described again. */
export async function sourcesWaiting(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select distinct source from record where described_with is null order by source`.execute(db);
  return rows.map(({ source }) => source);
}
