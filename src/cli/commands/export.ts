/** `export`: the projects as open data, with the same criteria as the page. */
import { createWriteStream, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { projectStore } from '#match/project-store.ts';
import { type Criteria, facetNames, facets, parameterNames, readCriteria } from '#model/criteria.ts';
import { qualityLevels } from '#model/quality.ts';
import type { Source } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { type ExportFormat, exportFormats, exportProjects } from '#publish/export.ts';
import { type Command, done, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const exportCommand: Command<CommandRooms> = {
  name: 'export',
  takes: '[criteria]',
  about:
    'Write the projects that answer the criteria as CSV, GeoJSON or JSON lines, each with licence and attribution.\n' +
    'The criteria are those of the search page’s address: "theme=alimentation&territoire=departement-59".',
  options: {
    format: {
      type: 'string',
      value: 'csv|geojson|jsonl',
      about: 'The format; when not said, what the file’s name ends in, else csv.',
    },
    out: { type: 'string', value: 'FILE', about: 'The file to write; it appears only once it is whole.' },
  },
  async run(rooms, { words, options }) {
    if (typeof options.out !== 'string') throw new Misuse('Say where to write with --out FILE.');
    const ending = extname(options.out).slice(1).toLowerCase();
    const format = (options.format ?? (isFormat(ending) ? ending : 'csv')) as ExportFormat;
    if (!isFormat(format)) throw new Misuse(`The format is one of ${exportFormats.join(', ')}.`);
    const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder(options.out)) throw new Misuse(`${options.out} is a folder: name a file in it.`);
    if (!isFolder(dirname(options.out))) throw new Misuse(`There is no folder ${dirname(options.out)}.`);
    const asked = new URLSearchParams(words.join('&').replace(/^\?/, ''));
    const unknown = [...asked.keys()].find((name) => !parameterNames.includes(name));
    if (unknown !== undefined) throw new Misuse(`“${unknown}” is no criterion: ${parameterNames.join(', ')} are.`);
    const { criteria, problems } = readCriteria(asked);
    const [problem] = problems;
    if (problem !== undefined) throw new Misuse(`“${problem.value}” cannot be read as ${problem.parameter}.`);
    const db = await rooms.database();
    const sources = await knownSources(db, rooms.loadSources().sources);
    const wrong = meaningless(criteria, rooms, sources);
    if (wrong !== undefined) throw new Misuse(wrong);
    const engine = await rooms.engine();
    const { total } = await engine.search({ criteria });
    let leftOut = 0;
    const text = exportProjects({
      engine,
      projects: projectStore(db),
      sources,
      baseUrl: rooms.baseUrl,
      language: 'fr',
      criteria,
      format,
      onLeftOut: () => leftOut++,
    });
    const unfinished = `${options.out}.unfinished`;
    try {
      await pipeline(Readable.from(text), createWriteStream(unfinished), { signal: rooms.signal });
      await rename(unfinished, options.out);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    const projects = total - leftOut;
    return done({ file: options.out, format, projects, leftOut }, [
      `${projects} projects written to ${options.out}.`,
      ...(leftOut === 0 ? [] : [`${leftOut} left out: the licence of their catalogue keeps them here.`]),
    ]);
  },
};

function isFormat(text: string | boolean | (string | boolean)[]): text is ExportFormat {
  return (exportFormats as readonly unknown[]).includes(text);
}

const isLevel = (value: string) => (qualityLevels as readonly string[]).includes(value);

/** A value that nothing can have, told: an export that is empty for a slip of the pen would be taken for the truth. */
function meaningless(
  { chosen, territories }: Criteria,
  rooms: CommandRooms,
  sources: ReadonlyMap<string, Source>,
): string | undefined {
  for (const name of facetNames) {
    const { parameter, vocabulary } = facets[name];
    for (const value of chosen[name] ?? [])
      if (
        vocabulary !== undefined
          ? !vocabularies[vocabulary].byId.has(value)
          : (name === 'partner' && !sources.has(value)) || (name === 'quality' && !isLevel(value))
      )
        return `“${value}” is no value of ${parameter}.`;
  }
  const unknown = territories.find((id) => rooms.gazetteer().territory(id) === undefined);
  return unknown === undefined ? undefined : `There is no territory ${unknown}.`;
}
