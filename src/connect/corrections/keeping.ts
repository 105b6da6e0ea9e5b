/** What corrections keep of people: told, forgotten with their account, and in any case after a year. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Keeping, Leaving } from '../accounts/own-data.ts';
import { withoutNames } from '../without-names.ts';
import { confirmWithin } from './propose.ts';

export const correctionKeeping: Keeping = {
  name: 'corrections',
  async tell(db, { id, mail }) {
    const { rows } = await sql`
      select proposal.field, proposal.value, proposal.reason, proposal.evidence, proposal.project,
        proposal.made_at as at, array_agg(correction.state) as states
      from correction_proposal proposal join correction on correction.proposal = proposal.id
      where proposal.person = ${id} or proposal.mail = ${mail}
      group by proposal.id order by proposal.made_at`.execute(db);
    const answered = await db
      .selectFrom('correction')
      .select(['source', 'state', 'answer', 'answered_at as at'])
      .where('answered_by', '=', id)
      .orderBy('answered_at')
      .execute();
    return { proposed: rows, answered };
  },
  async forget(tx, { id, mail, named }) {
    // What nobody accepted goes whole. Of what was, the value stays, since it is the partner's word by now.
    await sql`
      delete from correction_proposal proposal
      where (proposal.person = ${id} or proposal.mail = ${mail}) and not exists (
        select 1 from correction where correction.proposal = proposal.id and correction.state in ('accepted', 'arrived')
      )`.execute(tx);
    await unnameAnswers(tx, { id, mail, named });
    await tx
      .updateTable('correction_proposal')
      .set(nobodysWords)
      .where(({ eb, or }) => or([eb('person', '=', id), eb('mail', '=', mail)]))
      .execute();
    await tx.updateTable('correction').set({ answered_by: null }).where('answered_by', '=', id).execute();
  },
};

/** An answer may thank its proposer by name; so may the decision that shows what was accepted. */
async function unnameAnswers(tx: Transaction<Tables>, { id, mail, named }: Leaving): Promise<void> {
  const answered = await tx
    .selectFrom('correction')
    .innerJoin('correction_proposal', 'correction_proposal.id', 'correction.proposal')
    .leftJoin('decision', 'decision.id', 'correction.decision')
    .select(['correction.id', 'correction.answer', 'decision.id as decision', 'decision.reason'])
    .where(({ eb, or }) => or([eb('correction_proposal.person', '=', id), eb('correction_proposal.mail', '=', mail)]))
    .execute();
  for (const { id: correction, answer, decision, reason } of answered) {
    const nameless = withoutNames(answer, named);
    if (nameless !== answer)
      await tx.updateTable('correction').set({ answer: nameless }).where('id', '=', correction).execute();
    if (decision !== null && reason !== null)
      await tx
        .updateTable('decision')
        .set({ reason: withoutNames(reason, named) })
        .where('id', '=', decision)
        .execute();
  }
}

/** What makes a proposal one is a hash over its field and whoever proposed it: it would give an address away to a guess. */
const nobodysWords = {
  ...{ person: null, mail: null, token_hash: null, reason: '', evidence: '' },
  once: sql<string>`id::text`,
};

const year = 365 * 24 * 3600 * 1000;

/** Proposals that nobody confirmed in time; and, a year after a correction has ended, who proposed it and in which words. */
export async function forgetOldCorrections(db: Kysely<Tables>, now: Date): Promise<void> {
  await db
    .deleteFrom('correction_proposal')
    .where('confirmed_at', 'is', null)
    .where('made_at', '<', new Date(now.getTime() - confirmWithin))
    .execute();
  const before = new Date(now.getTime() - year);
  await sql`
    update correction_proposal proposal
    set person = null, mail = null, token_hash = null, reason = '', evidence = '', once = id::text
    where (person is not null or mail is not null) and confirmed_at < ${before} and not exists (
      select 1 from correction
      where correction.proposal = proposal.id
        and (correction.state in ('proposed', 'later') or correction.changed_at >= ${before})
    )`.execute(db);
  await sql`
    update correction set answered_by = null
    where answered_by is not null and changed_at < ${before}`.execute(db);
}
