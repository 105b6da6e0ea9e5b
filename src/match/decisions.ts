/** Deciding: a person's word is written and the projects that it touches are rebuilt, in one transaction. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Decision, sheetsOf, type Wish, type Word } from '#model/decision.ts';
import { completeWish, currentId } from './complete-wish.ts';
import { contradiction } from './contradiction.ts';
import type { DecisionRefusal } from './decision-refusals.ts';
import { decisionsInForce, pairsOf, readDecision } from './decisions-in-force.ts';
import { decisionsTold, type ToldDecision, type Which } from './decisions-told.ts';
import type { TellingSource } from './merge.ts';
import { putOff } from './questions.ts';
import { lockProjects, regroup } from './rebuild.ts';

/** Who decides, and why. `person`: the id of an account, when it is not a command. */
export interface Decider {
  author: string;
  person?: string | undefined;
  reason?: string | undefined;
}

export type Decided =
  /** `replaced`: former decisions on the same pair, to which the later word puts an end. */
  | { is: 'done'; decision: string; replaced: string[] }
  /** It was said before, and holds. */
  | { is: 'already'; decision: string }
  | { is: 'refused'; refusal: DecisionRefusal };

export type Undone =
  /** `restored`: decisions that the undone one had replaced, which hold again. */
  { is: 'done'; decision: string; restored: string[] } | { is: 'refused'; refusal: DecisionRefusal };

export interface DecisionStore {
  decide(wish: Wish, by: Decider): Promise<Decided>;
  /** Takes a decision back: what it had changed is as if it had never been made. */
  undo(decision: string, by: Decider): Promise<Undone>;
  /** Takes back every decision that hides the project; gives their ids. */
  unhide(
    project: string,
    by: Decider,
  ): Promise<{ is: 'done'; decisions: string[] } | { is: 'refused'; refusal: DecisionRefusal }>;
  /** What was decided of a project and of the sheets that stand in it, the latest first, undone ones too. */
  decisionsOf(project: string): Promise<ToldDecision[]>;
  /** These decisions, in the order given; unknown ids are left out. */
  these(ids: readonly string[]): Promise<ToldDecision[]>;
  /** What was decided, the latest first. */
  history(which: Which): Promise<{ total: number; decisions: ToldDecision[] }>;
  /** Puts a pair at the end of the queue. */
  later(sheets: readonly [string, string], by: Decider): Promise<void>;
}

export interface DecisionRooms {
  db: Kysely<Tables>;
  /** Those who tell, as they are now: for the attribution of what is rebuilt. */
  sources(): Promise<ReadonlyMap<string, TellingSource>>;
  now(): Date;
}

export function decisionStore({ db, sources, now }: DecisionRooms): DecisionStore {
  const told = decisionsTold(db);
  return {
    ...told,
    decide: async (wish, by) => {
      const tellers = await sources();
      return db.transaction().execute((trx) => decide(trx, wish, by, tellers, now()));
    },
    undo: async (decision, by) => {
      const tellers = await sources();
      return db.transaction().execute((trx) => undo(trx, decision, by, tellers, now()));
    },
    unhide: async (project, by) => {
      const tellers = await sources();
      return db.transaction().execute(async (trx) => {
        await lockProjects(trx);
        const id = await currentId(trx, project);
        if (id === undefined) return refused({ code: 'project-unknown', project });
        const links = await trx.selectFrom('project_sheet').select('sheet').where('project', '=', id).execute();
        const here = new Set(links.map(({ sheet }) => sheet));
        const hiding = (await decisionsInForce(trx)).filter(
          ({ word }) => word.kind === 'hide' && (word.project === id || word.sheets.some((sheet) => here.has(sheet))),
        );
        if (hiding.length === 0) return refused({ code: 'not-hidden', project });
        for (const decision of hiding) await undo(trx, decision.id, by, tellers, now());
        return { is: 'done' as const, decisions: hiding.map((decision) => decision.id) };
      });
    },
    later: ([one, other], { author }) => putOff(db, [one, other], author, now()),
  };
}

const refused = (refusal: DecisionRefusal) => ({ is: 'refused' as const, refusal });

async function decide(
  trx: Kysely<Tables>,
  wish: Wish,
  by: Decider,
  sources: ReadonlyMap<string, TellingSource>,
  now: Date,
): Promise<Decided> {
  await lockProjects(trx);
  const reason = by.reason?.trim() ?? '';
  if (needsReason.has(wish.kind) && reason === '') return refused({ code: 'reason-missing' });
  const completed = await completeWish(trx, wish, sources);
  if ('code' in completed) return refused(completed);
  const word = completed.word;
  const standing = await decisionsInForce(trx);
  const before = standing.find((one) => saysTheSame(one, word, reason, standing));
  if (before !== undefined) return { is: 'already', decision: before.id };
  const id = randomUUID();
  const given = pairsOf({ id, word } as Decision);
  const replaced = standing.filter((one) => givesWayTo(one, word));
  const left = standing.filter((one) => !replaced.includes(one)).flatMap(pairsOf);
  const clash = given.length > 0 ? contradiction([...left, ...given]) : undefined;
  if (clash !== undefined)
    return refused({ code: 'contradiction', decisions: [...new Set(clash)].filter((one) => one !== id) });

  const { kind, ...body } = word;
  await trx
    .insertInto('decision')
    .values({
      id,
      kind,
      body: JSON.stringify(body),
      author: by.author,
      person: by.person ?? null,
      reason,
      made_at: now,
      undone_at: null,
    })
    .execute();
  const giveWay = replaced.map((one) => one.id);
  if (giveWay.length > 0)
    await trx
      .updateTable('decision')
      .set({ undone_at: now, undone_by: by.author, replaced_by: id })
      .where('id', 'in', giveWay)
      .execute();
  const touched = await withSheetsOf(trx, word);
  const { movedFrom } = await regroup(trx, { touched, formerKeys: [], sources, now });
  if (Object.keys(movedFrom).length > 0)
    await trx
      .updateTable('decision')
      .set({ moved_from: JSON.stringify(movedFrom) })
      .where('id', '=', id)
      .execute();
  return { is: 'done', decision: id, replaced: giveWay };
}

async function undo(
  trx: Kysely<Tables>,
  id: string,
  by: Decider,
  sources: ReadonlyMap<string, TellingSource>,
  now: Date,
): Promise<Undone> {
  await lockProjects(trx);
  const row = isUuid(id)
    ? await trx.selectFrom('decision').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  if (row === undefined) return refused({ code: 'decision-unknown', decision: id });
  const decision = readDecision(row);
  if (decision.replacedBy !== null) return refused({ code: 'replaced', by: decision.replacedBy });
  if (decision.undoneAt !== null)
    return refused({ code: 'undone-already', at: decision.undoneAt, by: decision.undoneBy ?? '' });
  const replaced = (await trx.selectFrom('decision').selectAll().where('replaced_by', '=', id).execute()).map(
    readDecision,
  );
  const standing = (await decisionsInForce(trx)).filter((one) => one.id !== id);
  const clash = replaced.length > 0 ? contradiction([...standing, ...replaced].flatMap(pairsOf)) : undefined;
  if (clash !== undefined)
    return refused({
      code: 'contradiction',
      decisions: [...new Set(clash)].filter((one) => !replaced.some((former) => former.id === one)),
    });

  await trx.updateTable('decision').set({ undone_at: now, undone_by: by.author }).where('id', '=', id).execute();
  await trx
    .updateTable('decision')
    .set({ undone_at: null, undone_by: null, replaced_by: null })
    .where('replaced_by', '=', id)
    .execute();
  const touched = new Set([...(await withSheetsOf(trx, decision.word)), ...Object.keys(row.moved_from)]);
  for (const former of replaced) for (const sheet of sheetsOf(former.word)) touched.add(sheet);
  await regroup(trx, { touched: [...touched], formerKeys: [], sources, now }, row.moved_from);
  return { is: 'done', decision: id, restored: replaced.map((one) => one.id) };
}

/** The sheets that the word names, and those that stand in the project of which it speaks. */
async function withSheetsOf(trx: Kysely<Tables>, word: Word): Promise<string[]> {
  const named = sheetsOf(word);
  if (!('project' in word)) return [...named];
  const id = await currentId(trx, word.project);
  const links =
    id === undefined ? [] : await trx.selectFrom('project_sheet').select('sheet').where('project', '=', id).execute();
  return [...new Set([...named, ...links.map(({ sheet }) => sheet)])];
}

const needsReason: ReadonlySet<Wish['kind']> = new Set(['set', 'endorse', 'correct']);

const samePair = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === 2 && b.length === 2 && a.every((one) => b.includes(one));

/** Whether the standing decision says already what the word says: twice pressed is once decided. */
function saysTheSame(one: Decision, word: Word, reason: string, standing: readonly Decision[]): boolean {
  const said = one.word;
  if (said.kind !== word.kind) return false;
  if ((said.kind === 'same' || said.kind === 'not-same') && (word.kind === 'same' || word.kind === 'not-same'))
    return samePair(said.sheets, word.sheets);
  const whole = (of: Word): string => JSON.stringify(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (whole(said) !== whole(word)) return false;
  if (said.kind === 'endorse') return one.reason === reason;
  // Of several words on one field the last stands: an earlier one that says the same was overruled since.
  if (!('field' in said)) return true;
  const last = standing.findLast(
    ({ word: other }) => 'field' in other && other.field === said.field && other.project === said.project,
  );
  return last === one;
}

/** On one and the same pair the later word wins. A chain of words does not give way: it is refused. */
function givesWayTo({ word: former }: Decision, word: Word): boolean {
  if (former.kind !== 'same' && former.kind !== 'not-same') return false;
  if (word.kind === 'same' || word.kind === 'not-same')
    return former.kind !== word.kind && samePair(former.sheets, word.sheets);
  if (word.kind !== 'split' || former.kind !== 'same') return false;
  return former.sheets.includes(word.sheet) && former.sheets.some((one) => word.from.includes(one));
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
