/** `source list`, `source check`: the catalogues and their manifests. */
import type { ManifestProblem } from '#harvest/manifests.ts';
import { type Command, done, failed, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

function tell(problem: ManifestProblem): string {
  return `${problem.file}:${problem.line}: ${problem.path ? `${problem.path}: ` : ''}${problem.message}`;
}

export const sourceList: Command<CommandRooms> = {
  name: 'source list',
  takes: '',
  about: 'List the catalogues: who, licence, format, where they come from.',
  options: {},
  async run(rooms) {
    const { sources, problems } = rooms.loadSources();
    const rows = sources.map(
      ({ id, name, organisation, licence, format, address, demonstration, listed, schedule }) => ({
        id,
        name: name.fr,
        organisation: organisation.name,
        licence,
        format: format.type,
        address: address ?? null,
        demonstration,
        listed,
        schedule,
      }),
    );
    const width = Math.max(0, ...rows.map(({ id }) => id.length));
    const lines = rows.map((row) => {
      const marks = [row.demonstration ? 'demonstration' : '', row.listed ? '' : 'not listed'].filter(Boolean);
      return `${row.id.padEnd(width)}  ${row.format.padEnd(7)}  ${row.licence.padEnd(9)}  ${row.name}${marks.length ? ` (${marks.join(', ')})` : ''}`;
    });
    lines.push(...problems.map(tell));
    const json = { sources: rows, problems };
    return problems.length > 0 ? failed(json, lines) : done(json, lines);
  },
};

export const sourceCheck: Command<CommandRooms> = {
  name: 'source check',
  takes: '[source…]',
  about: 'Check the manifests (all of them, or those named) and say what is wrong on which line.',
  options: {},
  async run(rooms, { words }) {
    const { sources, problems } = rooms.loadSources();
    const folderOf = (problem: ManifestProblem): string => problem.file.split(/[\\/]/).at(-2) ?? '';
    const known = new Set([...sources.map(({ id }) => id), ...problems.map(folderOf)]);
    const unknown = words.filter((word) => !known.has(word));
    if (unknown.length > 0) throw new Misuse(`There is no source “${unknown[0]}” in ${rooms.sourcesFolder}.`);
    const wanted = (id: string): boolean => words.length === 0 || words.includes(id);
    const found = problems.filter((problem) => wanted(folderOf(problem)));
    const broken = new Set(found.map(folderOf));
    const good = sources.map(({ id }) => id).filter((id) => wanted(id) && !broken.has(id));
    const json = { checked: good.length + broken.size, good, problems: found };
    if (found.length > 0) return failed(json, found.map(tell));
    return done(json, [`${good.length} ${good.length === 1 ? 'manifest is' : 'manifests are'} good.`]);
  },
};
