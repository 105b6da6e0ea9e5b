/** `harvest`: fetch catalogues, describe, locate, match, index: one run and one report each. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HarvestInput } from '#harvest/input.ts';
import { latestFile } from '#harvest/input.ts';
import type { Source } from '#model/source.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { runSource, type SourceReport } from '#pipeline/run-source.ts';
import { type Command, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';
import { tellReport } from '../tell-report.ts';

export const harvest: Command<CommandRooms> = {
  name: 'harvest',
  takes: '[source…]',
  about:
    'Harvest catalogues: read them, keep what changed, describe, locate, match, index.\n' +
    'From their address; with --file or --from, from local files; demonstration catalogues from their own folder.',
  options: {
    all: {
      type: 'boolean',
      about: 'Every source (with --from: every one whose files are there, demonstration left out).',
    },
    file: { type: 'string', value: 'PATH', about: 'Read this file instead of the address; for one source.' },
    from: { type: 'string', value: 'DIR', about: 'Read each source’s latest local file in this folder.' },
  },
  async run(rooms, { words, options }) {
    const { sources, problems } = rooms.loadSources();
    for (const problem of problems) rooms.say(`${problem.file}:${problem.line}: ${problem.message}`);
    const { file, from, all } = options;
    if (typeof file === 'string' && typeof from === 'string') throw new Misuse('Either --file or --from, not both.');
    if (all === true && words.length > 0) throw new Misuse('Either --all or names, not both.');
    if (all !== true && words.length === 0) throw new Misuse('Name the sources, or say --all.');
    if (typeof file === 'string' && words.length !== 1) throw new Misuse('--file is for one source.');
    if (typeof file === 'string' && !existsSync(file)) throw new Misuse(`There is no file ${file}.`);
    if (typeof from === 'string' && !statSync(from, { throwIfNoEntry: false })?.isDirectory())
      throw new Misuse(`There is no folder ${from}.`);
    const unknown = words.find((word) => !sources.some(({ id }) => id === word));
    if (unknown !== undefined)
      throw new Misuse(`There is no source “${unknown}” with a good manifest in ${rooms.sourcesFolder}.`);

    const chosen = sources.filter(({ id, demonstration }) =>
      all === true ? !(demonstration && typeof from === 'string') : words.includes(id),
    );
    const planned: { source: Source; input: HarvestInput }[] = [];
    const left: { source: string; why: string }[] = [];
    for (const source of chosen) {
      const input = inputOf(source, file, from);
      if (typeof input === 'string') left.push({ source: source.id, why: input });
      else planned.push({ source, input });
    }
    const db = await rooms.database();
    const gazetteer = rooms.gazetteer();
    const reports: SourceReport[] = [];
    for (const { source, input } of planned) {
      if (rooms.signal.aborted) break;
      rooms.say(`${source.id}: harvesting…`);
      const report = await runSource(
        { db, gazetteer, sources: await knownSources(db, sources), now: rooms.now, guest: rooms.guest },
        source,
        input,
        {
          say: rooms.progress,
          signal: rooms.signal,
        },
      );
      reports.push(report);
      for (const line of tellReport(report)) rooms.say(line);
    }
    const sum = (name: 'rows' | 'records' | 'grouped' | 'withheld' | 'refused' | 'lost') =>
      reports.reduce((total, { harvest: run }) => total + run[name], 0);
    // What a held run would change has not changed.
    const applied = reports.filter(({ harvest: run }) => run.state === 'done');
    const sumApplied = (name: 'new' | 'changed' | 'moved' | 'gone' | 'back') =>
      applied.reduce((total, { harvest: run }) => total + run[name], 0);
    const failures = reports.filter((report) => !applied.includes(report)).map(({ source }) => source);
    const totals = {
      rows: sum('rows'),
      records: sum('records'),
      grouped: sum('grouped'),
      withheld: sum('withheld'),
      refused: sum('refused'),
      lost: sum('lost'),
      new: sumApplied('new'),
      changed: sumApplied('changed'),
      moved: sumApplied('moved'),
      gone: sumApplied('gone'),
      back: sumApplied('back'),
    };
    const interrupted = rooms.signal.aborted;
    const asked = words.length > 0 && left.length > 0;
    return {
      json: { sources: reports.length, ...totals, failures, left, interrupted, reports },
      lines: [
        ...left.map(({ source, why }) => `${source}: left out: ${why}`),
        ...failures.map((source) => `${source}: not taken, for the reason told above; what was online stays online.`),
        `${reports.length} ${reports.length === 1 ? 'catalogue' : 'catalogues'}: ${totals.rows} rows = ${totals.records} records + ${totals.grouped} grouped + ${totals.withheld} withheld + ${totals.refused} refused; ${totals.lost} lost.`,
        `${totals.new} new, ${totals.changed} changed, ${totals.moved} moved, ${totals.gone} gone, ${totals.back} back.`,
      ],
      exitCode: failures.length > 0 || interrupted || asked ? 1 : 0,
    };
  },
};

/** Where a source is read from this time, or why it is not. */
function inputOf(source: Source, file: unknown, from: unknown): HarvestInput | string {
  if (typeof file === 'string') return { kind: 'file', path: file };
  if (typeof from === 'string') {
    const path = latestFile(from, source.files);
    return path === undefined ? `none of its files is in ${from}` : { kind: 'file', path };
  }
  if (source.demonstration) {
    const path = latestFile(source.folder, source.files);
    return path === undefined ? `its file is missing from ${join(source.folder)}` : { kind: 'file', path };
  }
  return source.address === undefined
    ? 'its manifest names no address: give --file or --from'
    : { kind: 'address', address: source.address };
}
