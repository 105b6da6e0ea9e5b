/** `decision …`: what was decided, and taking it back. Also what every command that decides has in common. */

import { type DecisionRefusal, tellRefusal } from '#match/decision-refusals.ts';
import { type Decided, type Decider, type DecisionStore, decisionStore } from '#match/decisions.ts';
import type { ToldDecision } from '#match/decisions-told.ts';
import type { Word } from '#model/decision.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { type Command, done, failed, Misuse, type OptionTable, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const byOptions: OptionTable = {
  by: { type: 'string', value: 'NAME', about: 'Who decides: it is kept with the decision.' },
  reason: { type: 'string', value: 'TEXT', about: 'Why, for those who read it later.' },
};

export function readDecider(options: Parsed['options']): Decider {
  const { by, reason } = options;
  if (typeof by !== 'string' || by.trim() === '') throw new Misuse('Say who decides, with --by.');
  return { author: by.trim(), reason: typeof reason === 'string' ? reason : undefined };
}

export async function storeOf(rooms: CommandRooms): Promise<DecisionStore> {
  const db = await rooms.database();
  return decisionStore({ db, sources: () => knownSources(db, rooms.loadSources().sources), now: rooms.now });
}

export function tellRefused(refusal: DecisionRefusal): Outcome {
  const error = tellRefusal(refusal);
  return failed({ error, code: refusal.code }, [error]);
}

export function tellDecided(decided: Decided): Outcome {
  if (decided.is === 'refused') return tellRefused(decided.refusal);
  if (decided.is === 'already')
    return done({ decision: decided.decision, already: true }, [`That is decided already: ${decided.decision}.`]);
  const { decision, replaced } = decided;
  return done({ decision, replaced }, [
    `Decided: ${decision}.`,
    ...replaced.map((former) => `It takes the place of ${former}.`),
  ]);
}

const states = { 'in-force': '', waiting: ', waits for a sheet that is gone', overruled: ', overruled', undone: '' };

function tellDecision({ id, word, author, reason, madeAt, undoneAt, undoneBy, state, titles }: ToldDecision): string[] {
  const undone = undoneAt === null ? '' : `, undone by ${undoneBy} on ${undoneAt.toISOString().slice(0, 10)}`;
  return [
    `${id}  ${madeAt.toISOString().slice(0, 16).replace('T', ' ')}  ${author}${states[state]}${undone}`,
    `  ${whatWasSaid(word, titles)}${reason === '' ? '' : `: ${reason}`}`,
  ];
}

function whatWasSaid(word: Word, titles: Readonly<Record<string, string>>): string {
  const name = (sheet: string): string => (titles[sheet] === undefined ? sheet : `${sheet} (${titles[sheet]})`);
  switch (word.kind) {
    case 'same':
      return `${name(word.sheets[0])} is ${name(word.sheets[1])}`;
    case 'not-same':
      return `${name(word.sheets[0])} is not ${name(word.sheets[1])}`;
    case 'split':
      return `${name(word.sheet)} is out of project ${word.project}`;
    case 'choose':
      return `${word.field} is as ${name(word.sheet)} says`;
    case 'set':
      return `${word.field} of project ${word.project} is ${JSON.stringify(word.value)}`;
    case 'hide':
      return `project ${word.project} is hidden`;
    case 'endorse':
      return `${word.source} vouches for project ${word.project}`;
    case 'correct':
      return `${word.source} corrects ${word.field} of ${name(word.sheet)}: ${JSON.stringify(word.value)}`;
    case 'relate':
      return `project ${word.project} took up what ${word.model} did, says ${word.by === 'taker' ? 'the former' : 'the latter'}`;
  }
}

export const decisionList: Command<CommandRooms> = {
  name: 'decision list',
  takes: '',
  about: 'What people decided, the latest first, undone decisions too: who, when, why, and whether it holds.',
  options: {
    project: { type: 'string', value: 'ID', about: 'Only what was decided of this project and of its sheets.' },
    most: { type: 'string', value: 'N', about: 'How many to list; 50 when not said.' },
  },
  async run(rooms, { options }) {
    const most = Number(options.most ?? 50);
    if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
    const store = await storeOf(rooms);
    if (typeof options.project === 'string') {
      const decisions = (await store.decisionsOf(options.project)).slice(0, most);
      return done({ total: decisions.length, decisions }, decisions.flatMap(tellDecision));
    }
    const { total, decisions } = await store.history({ most });
    return done({ total, decisions }, [`${total} decisions`, ...decisions.flatMap(tellDecision)]);
  },
};

export const decisionUndo: Command<CommandRooms> = {
  name: 'decision undo',
  takes: '<decision>',
  about: 'Take a decision back: what it had changed is as if it had never been made.',
  options: { by: byOptions.by! },
  async run(rooms, { words, options }) {
    const [id, ...more] = words;
    if (id === undefined || more.length > 0) throw new Misuse('Name one decision, as “decision list” does.');
    const by = readDecider(options);
    const undone = await (await storeOf(rooms)).undo(id, by);
    if (undone.is === 'refused') return tellRefused(undone.refusal);
    return done({ decision: undone.decision, restored: undone.restored }, [
      `Undone: ${undone.decision}.`,
      ...undone.restored.map((former) => `${former} holds again.`),
    ]);
  },
};
