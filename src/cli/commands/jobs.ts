/** `jobs run`, `jobs list`, `jobs run-now`: what is done when, by itself or at once. */
import { type Command, done, failed, Misuse } from '../command.ts';
import type { CommandRooms, ListedTurn } from '../rooms.ts';

export const jobsRun: Command<CommandRooms> = {
  name: 'jobs run',
  takes: '',
  about:
    'Read the sources in their turn and do what else comes round, until Ctrl-C. `serve` does this by itself unless the\n' +
    'setting JOBS is off; any number of programs may, each turn is taken by one of them.',
  options: { quiet: { type: 'boolean', about: 'Say only what goes wrong.' } },
  async run(rooms, { options }) {
    await rooms.jobs.run({ quiet: options.quiet === true });
    return done({ stopped: true }, ['Stopped; what was under way goes on at the next start.']);
  },
};

export const jobsList: Command<CommandRooms> = {
  name: 'jobs list',
  takes: '',
  about: 'List the sources with their turns: when each comes next, how the last one went.',
  options: {},
  async run(rooms) {
    const turns = await rooms.jobs.list();
    const width = Math.max(0, ...turns.map(({ source }) => source.length));
    const lines = turns.map((turn) => `${turn.source.padEnd(width)}  ${nextOf(turn, rooms.now())}${lastOf(turn)}`);
    return done({ sources: turns }, lines.length > 0 ? lines : ['There is no source.']);
  },
};

export const jobsRunNow: Command<CommandRooms> = {
  name: 'jobs run-now',
  takes: '<source>',
  about: 'Have a source read at once by the site that runs, or by `jobs run`; to read it here, use `harvest`.',
  options: {},
  async run(rooms, { words }) {
    const [source] = words;
    if (source === undefined || words.length > 1) throw new Misuse('Name one source.');
    if (!rooms.loadSources().sources.some(({ id }) => id === source))
      throw new Misuse(`There is no source “${source}” with a good manifest in ${rooms.sourcesFolder}.`);
    const queued = await rooms.jobs.runNow(source);
    return queued
      ? done({ source, queued }, [`${source}: it is next in the queue; \`jobs list\` tells how it went.`])
      : failed({ source, queued }, [`${source}: it is being read already.`]);
  },
};

const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function nextOf({ next, schedule, beganAt, endedAt }: ListedTurn, now: Date): string {
  if (beganAt !== null && endedAt === null) return `under way since ${moment(beganAt)}`;
  if (next === null)
    return schedule === 'manual' ? 'by hand' : `${schedule}, not planned yet: start the site or \`jobs run\``;
  return next > now ? `${schedule}, next ${moment(next)}` : 'waits in the queue';
}

function lastOf({ outcome, endedAt, told, failures }: ListedTurn): string {
  if (outcome === null || endedAt === null) return '';
  const again = failures > 1 ? ` ${failures} times in a row` : '';
  const last = `; last ${outcome}${again}, ${moment(endedAt)}`;
  return told === null ? last : `${last}: ${told}`;
}
