/** `source list`, `source check`, `source add`: the catalogues and their manifests. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { draftManifest } from '#harvest/draft-manifest.ts';
import type { ManifestProblem } from '#harvest/manifests.ts';
import { licences } from '#model/source.ts';
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

export const sourceAdd: Command<CommandRooms> = {
  name: 'source add',
  takes: '<id>',
  about:
    'Begin a manifest from a file: format and columns as found, the mapping guessed from their names, to be corrected.',
  options: {
    file: { type: 'string', value: 'FILE', about: 'The catalogue, or a part of it: CSV, JSON or GeoJSON.' },
    name: { type: 'string', value: 'NAME', about: 'The catalogue’s name.' },
    organisation: { type: 'string', value: 'NAME', about: 'Who keeps it.' },
    licence: {
      type: 'string',
      value: 'ID',
      about: 'Its licence, as its keeper states it: LO-2.0, ODbL-1.0, CC-BY-4.0…, or closed.',
    },
    address: { type: 'string', value: 'URL', about: 'Where it is fetched.' },
  },
  async run(rooms, { words, options }) {
    const [id] = words;
    if (id === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      throw new Misuse('A source needs an id of lower-case letters, digits and hyphens.');
    if (typeof options.file !== 'string') throw new Misuse('Give the catalogue with --file.');
    if (typeof options.licence !== 'string' || !Object.hasOwn(licences, options.licence))
      throw new Misuse(`Say under which licence with --licence: ${Object.keys(licences).join(', ')}.`);
    if (!existsSync(options.file)) throw new Misuse(`There is no file ${options.file}.`);
    const folder = join(rooms.sourcesFolder, id);
    const target = join(folder, 'source.yaml');
    if (existsSync(target))
      return failed({ error: `${target} is there already.` }, [`${target} is there already: nothing was written.`]);
    const text = (name: string): string | undefined => {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    };
    const draft = await draftManifest(options.file, {
      id,
      name: text('name'),
      organisation: text('organisation'),
      licence: text('licence'),
      address: text('address'),
    });
    if ('reason' in draft) return failed({ error: draft.reason }, [draft.reason]);
    await mkdir(folder, { recursive: true });
    await writeFile(target, draft.yaml, { flag: 'wx' });
    return done({ file: target, mapped: draft.mapped, unread: draft.unread }, [
      `${target} is written: ${draft.mapped.length} columns mapped, ${draft.unread.length} left unread.`,
      `Correct it, then: npm run carrefour -- source check ${id}`,
    ]);
  },
};
