/** `status` and `reindex`: the state of things in numbers; the search index made anew. */
import { readStatus } from '#pipeline/status.ts';
import { type Command, done } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const status: Command<CommandRooms> = {
  name: 'status',
  takes: '',
  about: 'Count sources, records, sheets and projects, and say how each catalogue’s last run went.',
  options: {},
  async run(rooms) {
    const state = await readStatus(await rooms.database());
    const width = Math.max(0, ...state.catalogues.map(({ id }) => id.length));
    return done(state, [
      `${state.sources} sources, ${state.records} records, ${state.sheets} sheets, ${state.projects} projects (${state.toldBySeveral} told by several partners, ${state.hidden} hidden)`,
      ...state.catalogues.map(({ id, records, withheld, gone, lastRun }) => {
        const parts = [`${records} records`];
        if (withheld > 0) parts.push(`${withheld} withheld`);
        if (gone > 0) parts.push(`${gone} gone`);
        if (lastRun !== null)
          parts.push(`last run ${lastRun.state}, ${lastRun.startedAt.slice(0, 16).replace('T', ' ')}`);
        return `${id.padEnd(width)}  ${parts.join(', ')}`;
      }),
    ]);
  },
};

export const reindex: Command<CommandRooms> = {
  name: 'reindex',
  takes: '',
  about: 'Make the search index anew from the projects; a site that is running takes it over.',
  options: {},
  async run(rooms) {
    const began = Date.now();
    const projects = await rooms.reindex();
    const seconds = (Date.now() - began) / 1000;
    return done({ projects, seconds }, [`${projects} projects indexed in ${seconds.toFixed(1)} s.`]);
  },
};
