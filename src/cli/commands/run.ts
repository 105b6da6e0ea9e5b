/** `run …`: the runs of the past with what they changed, and a person's word on those that were held. */
import { diffOf, findRun, type PastRun, type RunDiff, runsOf } from '#harvest/run-history.ts';
import { refuseRun } from '#harvest/verdict.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { applyHeldRun } from '#pipeline/run-source.ts';
import { type Command, done, failed, Misuse, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { tellDescribed, tellEnd, tellMoves, tellNews, tellRows } from '../tell-report.ts';

const stateOf = ({ state, verdict }: PastRun): string =>
  state !== 'held' ? state : verdict === null ? 'held: waits for a word' : `held, ${verdict.is}`;

const when = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

function numberOf(value: unknown, otherwise: number): number {
  const most = Number(value ?? otherwise);
  if (!Number.isInteger(most) || most < 1) throw new Misuse('--most is a whole number from 1.');
  return most;
}

async function runNamed(rooms: CommandRooms, words: readonly string[]): Promise<PastRun> {
  const [id] = words;
  if (id === undefined || words.length > 1) throw new Misuse('Name one run: `run list` gives their ids.');
  const run = await findRun(await rooms.database(), id.toLowerCase());
  if (run === 'none') throw new Misuse(`There is no run ${id}: \`run list\` gives their ids.`);
  if (run === 'many') throw new Misuse(`Several runs begin with ${id}: give more of the id.`);
  return run;
}

export const runList: Command<CommandRooms> = {
  name: 'run list',
  takes: '[source]',
  about: 'Past runs, the latest first, of one catalogue or of all: when, how each ended, what it changed.',
  options: { most: { type: 'string', value: 'N', about: 'How many to list; 20 when not said.' } },
  async run(rooms, { words, options }) {
    const most = numberOf(options.most, 20);
    const runs = await runsOf(await rooms.database(), words[0], most);
    const lines = runs.map((run) => {
      const moves = run.report === null ? '' : `: ${tellMoves(run.report, run.verdict?.is === 'applied')}`;
      return `${run.id.slice(0, 8)}  ${when(run.startedAt)}  ${run.source}  ${stateOf(run)}${moves}`;
    });
    return done({ runs }, lines.length === 0 ? ['No run yet.'] : lines);
  },
};

export const runShow: Command<CommandRooms> = {
  name: 'run show',
  takes: '<run>',
  about: 'One run: what it read, refused and why, and what it changed (or, held, would change), column by column.',
  options: { most: { type: 'string', value: 'N', about: 'How many of each kind to show; 20 when not said.' } },
  async run(rooms, { words, options }) {
    const most = numberOf(options.most, 20);
    const run = await runNamed(rooms, words);
    const diff = await diffOf(await rooms.database(), run, most);
    return done({ run, diff }, tellRun(run, diff));
  },
};

function tellRun(run: PastRun, diff: RunDiff): string[] {
  const { report, verdict } = run;
  const lines = [`${run.id}  ${run.source}  ${when(run.startedAt)}  ${stateOf(run)}`, `  ${run.origin}`];
  if (verdict !== null && verdict.by !== null) lines.push(`  ${verdict.is} by ${verdict.by}: ${verdict.why}`);
  if (report === null) return [...lines, '  It has no report: it is under way, or was killed.'];
  lines.push(
    `  ${tellRows(report)}`,
    `  ${tellMoves(report, verdict?.is === 'applied')}`,
    ...(verdict === null ? tellEnd(report) : []),
  );
  lines.push(...tellNews(report.news));
  const list = (word: string, all: number, told: readonly string[]) => {
    lines.push(...told.map((one) => `  ${word}: ${one}`));
    if (all > told.length && told.length > 0) lines.push(`  …and ${all - told.length} more ${word}`);
  };
  list('new', report.new, diff.newKeys);
  list(
    'moved',
    report.moved,
    diff.movedKeys.map(({ from, to }) => `${from} → ${to}`),
  );
  list('gone', report.gone, diff.goneKeys);
  list('back', report.back, diff.backKeys);
  for (const { key, columns } of diff.changes)
    lines.push(`  changed: ${key}`, ...columns.map(({ column, from, to }) => `    ${column}: “${from}” → “${to}”`));
  if (report.changed > diff.changes.length && diff.changes.length > 0)
    lines.push(`  …and ${report.changed - diff.changes.length} more changed`);
  list(
    'refused',
    report.refused,
    diff.refusals.map(({ line, reason, value }) => `line ${line}: ${reason} (${value})`),
  );
  return lines;
}

const wordOptions = {
  by: { type: 'string', value: 'NAME', about: 'Who decides.' },
  reason: { type: 'string', value: 'TEXT', about: 'Why: kept beside the run.' },
} as const;

function wordOf(options: Parsed['options'], at: Date) {
  const { by, reason } = options;
  if (typeof by !== 'string' || by.trim() === '' || typeof reason !== 'string' || reason.trim() === '')
    throw new Misuse('Say who decides with --by and why with --reason.');
  return { by, why: reason, at };
}

export const runApply: Command<CommandRooms> = {
  name: 'run apply',
  takes: '<run> --by NAME --reason TEXT',
  about: 'Do what a held run found, from what it kept: nothing is fetched again.',
  options: wordOptions,
  async run(rooms, { words, options }) {
    const verdict = wordOf(options, rooms.now());
    const run = await runNamed(rooms, words);
    const db = await rooms.database();
    const sources = await knownSources(db, rooms.loadSources().sources);
    const source = sources.get(run.source);
    if (source === undefined) throw new Misuse(`The catalogue ${run.source} has no manifest that can be read.`);
    const describing = { db, gazetteer: rooms.gazetteer(), sources, now: rooms.now };
    const outcome = await applyHeldRun(describing, source, run.id, verdict, {
      say: rooms.progress,
      signal: rooms.signal,
    });
    if ('refused' in outcome) return failed({ run: run.id, refused: outcome.refused }, [outcome.refused]);
    return done({ run: run.id, applied: outcome.applied }, [
      `${run.source}: applied.`,
      ...tellDescribed(outcome.applied),
    ]);
  },
};

export const runRefuse: Command<CommandRooms> = {
  name: 'run refuse',
  takes: '<run> --by NAME --reason TEXT',
  about: 'Say that what a held run found is not to be done. It stays in the history.',
  options: wordOptions,
  async run(rooms, { words, options }) {
    const verdict = wordOf(options, rooms.now());
    const run = await runNamed(rooms, words);
    const outcome = await refuseRun(await rooms.database(), run.id, verdict);
    if ('refused' in outcome) return failed({ run: run.id, refused: outcome.refused }, [outcome.refused]);
    return done({ run: run.id, refused: null }, [`${run.source}: refused. What was online stays online.`]);
  },
};
