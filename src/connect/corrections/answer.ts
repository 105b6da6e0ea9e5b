/** A partner answers a correction: accepted, refused, later; and takes an answer back. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type CorrectionState, isCorrectedField, isShownField } from '#model/correction.ts';
import { type Person, speaksFor } from '#model/person.ts';
import { enqueue } from '../mail/outbox.ts';
import type { Deciding } from './deciding.ts';
import { answerLetter } from './letters.ts';
import { wholeValue } from './sheet-value.ts';

export const answers = ['accepted', 'refused', 'later', 'arrived', 'reopened'] as const;
/** `arrived`: it is done in the catalogue, said by hand where no field can show it. `reopened`: as if not answered. */
export type Answer = (typeof answers)[number];

export type Answered =
  | { is: 'done'; state: CorrectionState }
  /** Pressed twice, or another of the team was first and said the same. */
  | { is: 'already'; state: CorrectionState }
  /** It stands as another has answered it, or it cannot become this from there. */
  | { is: 'refused'; why: 'unknown' | 'not-from-here' | 'sheet-gone' | 'value-refused' | 'own' };

export interface AnswerRooms {
  db: Kysely<Tables>;
  baseUrl: string;
  deciding: Deciding;
  /** The name that readers know the partner by. */
  partnerName(source: string, db?: Kysely<Tables>): Promise<string>;
  now(): Date;
}

/** From which states an answer may be given. */
const from: Readonly<Record<Answer, readonly CorrectionState[]>> = {
  accepted: ['proposed', 'later'],
  refused: ['proposed', 'later'],
  later: ['proposed'],
  arrived: ['accepted'],
  reopened: ['accepted', 'refused', 'later', 'undone'],
};
const becomes: Readonly<Record<Answer, CorrectionState>> = {
  accepted: 'accepted',
  refused: 'refused',
  later: 'later',
  arrived: 'arrived',
  reopened: 'proposed',
};

interface Given {
  source: string;
  correction: string;
  answer: Answer;
  sentence: string;
  by: Person;
}

/** `by` may answer for the source: the caller knows. What is another partner's is as if it were not there. */
export async function answerCorrection(rooms: AnswerRooms, given: Given): Promise<Answered> {
  const { db, now } = rooms;
  const { source, correction: id, answer, sentence, by } = given;
  const row = await standing(db, source, id);
  if (row === undefined) return { is: 'refused', why: 'unknown' };
  const state = becomes[answer];
  if (row.state === state) return { is: 'already', state };
  if (!from[answer].includes(row.state)) return { is: 'refused', why: 'not-from-here' };
  // What is shown arrives when the catalogue says it, not by a word.
  if (answer === 'arrived' && isShownField(row.field)) return { is: 'refused', why: 'not-from-here' };
  if (answer === 'accepted' && isShownField(row.field) && !row.live) return { is: 'refused', why: 'sheet-gone' };
  // A partner's own people may mend their own sheets; who answers in its place answers what others proposed.
  const isOwn = row.proposer === by.id || row.proposerMail === by.mail;
  if (answer === 'accepted' && isOwn && !speaksFor(by, source)) return { is: 'refused', why: 'own' };
  // Claimed before anything else is done: of two answers at once one is given.
  // What is yet to be shown is told once it is.
  const tellsNow = state === 'refused' || state === 'later' || (state === 'accepted' && !isShownField(row.field));
  const claimed = await db.transaction().execute(async (tx) => {
    const updated = await tx
      .updateTable('correction')
      .set({
        state,
        answer: answer === 'reopened' ? '' : sentence,
        answered_by: answer === 'reopened' ? null : by.id,
        answered_at: answer === 'reopened' ? null : now(),
        changed_at: now(),
      })
      .where('id', '=', id)
      .where('state', '=', row.state)
      .returning('id')
      .executeTakeFirst();
    if (updated !== undefined && tellsNow) await tellProposer({ ...rooms, db: tx }, id, state, sentence);
    return updated;
  });
  if (claimed === undefined) return answerCorrection(rooms, given);
  if (row.state === 'accepted' && answer === 'reopened') await withdraw(rooms, row);
  if (answer === 'accepted' && !(await show(rooms, { ...row, answer: sentence }))) {
    await db.updateTable('correction').set({ state: row.state }).where('id', '=', id).execute();
    return { is: 'refused', why: 'value-refused' };
  }
  return { is: 'done', state };
}

export interface Standing {
  id: string;
  source: string;
  sheet: string;
  field: string;
  value: unknown;
  state: CorrectionState;
  decision: string | null;
  answer: string;
  live: boolean;
}

/** With the account that proposed it, or the address. */
type Asked = Standing & { proposer: string | null; proposerMail: string | null };

async function standing(db: Kysely<Tables>, source: string, id: string): Promise<Asked | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!isId) return undefined;
  const { rows } = await sql<Asked>`
    select correction.id, correction.source, correction.sheet, proposal.field, proposal.value, correction.state,
      correction.decision, correction.answer, coalesce(sheet.live, false) as live,
      proposal.person as proposer, proposal.mail as "proposerMail"
    from correction
    join correction_proposal proposal on proposal.id = correction.proposal
    left join sheet on sheet.record = correction.sheet
    where correction.id = ${id} and correction.source = ${source} and proposal.confirmed_at is not null`.execute(db);
  return rows[0];
}

/**
 * Shows an accepted correction, as the partner's own word, and tells who proposed it; true when it is shown or when
 * nothing of it can be. Asked twice it is one decision and one letter, so that a process that died in between is made up
 * for by the next look.
 */
export async function show(rooms: AnswerRooms, row: Standing): Promise<boolean> {
  const { db, deciding } = rooms;
  if (!isShownField(row.field)) return true;
  const sheet = await db.selectFrom('sheet').select('body').where('record', '=', row.sheet).executeTakeFirst();
  if (sheet === undefined) return false;
  const { source, field } = row;
  const value = wholeValue(field, sheet.body, row.value);
  const author = await rooms.partnerName(source);
  // The proposer's words stay in the proposal, which can be forgotten: a decision is not.
  const reason = row.answer.trim() === '' ? 'correction' : row.answer;
  const decided = await deciding.decide(
    { kind: 'correct', source, sheet: row.sheet, field, value },
    { author, reason },
  );
  if (decided.is === 'refused') return false;
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('correction').set({ decision: decided.decision }).where('id', '=', row.id).execute();
    await tellProposer({ ...rooms, db: tx }, row.id, 'accepted', row.answer);
  });
  return true;
}

async function withdraw(rooms: AnswerRooms, row: Standing): Promise<void> {
  if (row.decision === null) return;
  await rooms.deciding.undo(row.decision, { author: await rooms.partnerName(row.source) });
  await rooms.db.updateTable('correction').set({ decision: null }).where('id', '=', row.id).execute();
}

/** By mail, once for each answer: to the address that was proven, or to that of the account. */
async function tellProposer(rooms: AnswerRooms, id: string, state: CorrectionState, sentence: string): Promise<void> {
  const { rows } = await sql<{
    to: string | null;
    language: 'fr' | 'en';
    field: string;
    title: string;
    source: string;
    project: string;
  }>`
    select coalesce(person.mail, proposal.mail) as to, coalesce(person.language, proposal.language) as language,
      proposal.field, coalesce(project.body ->> 'title', sheet.body ->> 'title', '') as title, correction.source,
      coalesce(project.id, proposal.project) as project
    from correction
    join correction_proposal proposal on proposal.id = correction.proposal
    left join person on person.id = proposal.person
    left join sheet on sheet.record = correction.sheet
    left join project_sheet on project_sheet.sheet = correction.sheet
    left join project on project.id = project_sheet.project
    where correction.id = ${id}`.execute(rooms.db);
  const row = rows[0];
  if (row?.to == null || !isCorrectedField(row.field)) return;
  const partner = await rooms.partnerName(row.source, rooms.db);
  const { language, title, field } = row;
  const link = `${rooms.baseUrl}${language === 'fr' ? '' : '/en'}/projets/${row.project}`;
  const letter = answerLetter(rooms.baseUrl, language, { title, field, partner, state, sentence, link });
  await enqueue(
    rooms.db,
    { kind: 'correction-answer', to: row.to, key: `correction/${id}/${state}`, ...letter },
    rooms.now(),
  );
}
