/** `source sniff` and `source add`: from an address or a file to a manifest that a person only corrects. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NotSniffed } from '#harvest/sniff/sniffed.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { type LicenceId, licences } from '#model/source.ts';
import { type ProposedSource, proposeSource } from '#pipeline/propose-source.ts';
import { type Command, done, failed, Misuse, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const wishes = {
  name: { type: 'string', value: 'NAME', about: 'The catalogue’s name: what it says is looked for in no column.' },
  organisation: { type: 'string', value: 'NAME', about: 'Who keeps it.' },
  licence: {
    type: 'string',
    value: 'ID',
    about: 'Its licence, as its keeper states it: LO-2.0, ODbL-1.0, CC-BY-4.0…, or closed.',
  },
} as const;

export const sourceSniff: Command<CommandRooms> = {
  name: 'source sniff',
  takes: '<address|file>',
  about: 'Say what a catalogue is, propose its whole manifest, and show ten sheets as they would be. Writes nothing.',
  options: wishes,
  async run(rooms, parsed) {
    const [from, more] = parsed.words;
    if (from === undefined || more !== undefined) throw new Misuse('Give one address or one file.');
    const found = await propose(rooms, parsed, { from });
    return 'reason' in found ? refused(found) : done(jsonOf(found), tell(found));
  },
};

export const sourceAdd: Command<CommandRooms> = {
  name: 'source add',
  takes: '<id>',
  about: 'Begin a manifest as `source sniff` proposes it, from a file or an address, to be corrected.',
  options: {
    file: { type: 'string', value: 'FILE', about: 'The catalogue, or the beginning of it.' },
    address: { type: 'string', value: 'URL', about: 'Where it is fetched; read from there when there is no --file.' },
    ...wishes,
  },
  async run(rooms, parsed) {
    const { words, options } = parsed;
    const [id] = words;
    if (id === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
      throw new Misuse('A source needs an id of lower-case letters, digits and hyphens.');
    const from = textOf(options, 'file') ?? textOf(options, 'address');
    if (from === undefined) throw new Misuse('Give the catalogue with --file, or its --address.');
    const folder = join(rooms.sourcesFolder, id);
    const target = join(folder, 'source.yaml');
    if (existsSync(target))
      return failed({ error: `${target} is there already.` }, [`${target} is there already: nothing was written.`]);
    const found = await propose(rooms, parsed, { from, id, address: textOf(options, 'address') });
    if ('reason' in found) return refused(found);
    await mkdir(folder, { recursive: true });
    await writeFile(target, found.yaml, { flag: 'wx' });
    const say = found.toSay.length > 0 ? [`Still to be said, marked TODO: ${found.toSay.join(', ')}.`] : [];
    return done({ file: target, ...jsonOf(found) }, [
      `${target} is written from ${found.what}: ${count(found)}.`,
      ...say,
      `Correct it, then: npm run carrefour -- source check ${id}`,
    ]);
  },
};

function propose(
  rooms: CommandRooms,
  { options }: Parsed,
  wish: { from: string; id?: string; address?: string | undefined },
): Promise<ProposedSource | NotSniffed> {
  const licence = textOf(options, 'licence');
  if (licence !== undefined && !Object.hasOwn(licences, licence))
    throw new Misuse(`There is no licence “${licence}”: ${Object.keys(licences).join(', ')}.`);
  return proposeSource(
    {
      fetch: createPoliteFetch({ limits: { ...rooms.guest.limits, signal: rooms.signal }, hosts: rooms.guest.hosts }),
      gazetteer: rooms.gazetteer(),
      platforms: rooms.platforms,
      now: rooms.now,
    },
    {
      ...wish,
      name: textOf(options, 'name'),
      organisation: textOf(options, 'organisation'),
      licence: licence as LicenceId | undefined,
    },
  );
}

function textOf(options: Parsed['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function refused({ reason, offers = [] }: NotSniffed): Outcome {
  return failed({ error: reason, offers }, [reason, ...offers.map(tellOffer)]);
}

const tellOffer = ({ address, what }: { address: string; what: string }): string =>
  `  ${what}: npm run carrefour -- source sniff '${address.replaceAll("'", '%27')}'`;

function jsonOf({ id, what, notes, offers, yaml, manifest, toSay, left, trial }: ProposedSource): object {
  return { id, what, notes, offers, toSay, manifest, yaml, trial, unread: left };
}

function tell(found: ProposedSource): string[] {
  const { what, notes, offers, yaml, left, trial } = found;
  return [
    `It is ${what}: ${count(found)}.`,
    ...notes,
    ...(offers.length > 0 ? ['It leads to:', ...offers.map(tellOffer)] : []),
    '',
    yaml.trimEnd(),
    '',
    `${trial.sheets.length} sheets as they would be:`,
    ...trial.sheets.flatMap((sheet, at) => [
      '',
      `${at + 1}. ${sheet.title || '(no title: not published)'} [${sheet.kind}]`,
      `   themes: ${sheet.themes.join(', ') || 'none'}`,
      `   place:  ${sheet.place || 'none'}`,
      `   link:   ${sheet.link || 'none'}`,
      ...sheet.problems.slice(0, 5).map((problem) => `   ! ${problem}`),
    ]),
    '',
    left.length === 0 ? 'Every column is read.' : 'Left unread:',
    ...left.map(
      ({ column, filled, examples }) =>
        `  ${column}: ${Math.round(filled * 100)} % filled${examples.length > 0 ? `, ${examples.map((one) => `“${one.replace(/\s+/g, ' ')}”`).join(', ')}` : ''}`,
    ),
    '',
    `To begin its folder: npm run carrefour -- source add ${found.id} ${found.manifest.files.length > 0 ? '--file FILE' : '--address ADDRESS'}`,
  ];
}

function count({ trial }: ProposedSource): string {
  const { rows, records, grouped, withheld, refused: taken } = trial;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const parts = [
    `${rows} rows give ${records} items`,
    ...(grouped > 0 ? [`${grouped} grouped`] : []),
    ...(withheld > 0 ? [`${withheld} withheld`] : []),
    ...(taken.count > 0 ? [`${taken.count} refused (${taken.first})`] : []),
    `${percent(trial.withTheme)} with a theme, ${percent(trial.withPlace)} with a place`,
  ];
  return parts.join(', ');
}
