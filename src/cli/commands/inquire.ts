/** `inquire`: ask outside what sheets wait for, and describe again those that an answer changed. */
import { askOutside } from '#pipeline/ask-outside.ts';
import { inquiryKinds } from '#pipeline/inquiries/inquiry.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { type Command, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const inquireCommand: Command<CommandRooms> = {
  name: 'inquire',
  takes: '[address|point|link|image…]',
  about:
    'Ask outside what sheets wait for: the exact place of addresses and points (when GEOCODER_URL is set), whether links\n' +
    'still lead somewhere, whether pictures can be shown. Answers are kept; only what is new or old is asked.',
  options: { most: { type: 'string', value: 'N', about: 'How many of each kind to ask at most.' } },
  async run(rooms, { words, options }) {
    const kinds = inquiryKinds.filter((kind) => words.length === 0 || words.includes(kind));
    const unknown = words.find((word) => !inquiryKinds.some((kind) => kind === word));
    if (unknown !== undefined) throw new Misuse(`“${unknown}” is none of ${inquiryKinds.join(', ')}.`);
    const most = options.most === undefined ? undefined : Number(options.most);
    if (most !== undefined && (!Number.isInteger(most) || most < 1))
      throw new Misuse('--most is a whole number from 1.');
    const db = await rooms.database();
    const sources = await knownSources(db, rooms.loadSources().sources);
    const report = await askOutside(
      { db, gazetteer: rooms.gazetteer(), sources, now: rooms.now, ...rooms.outside },
      { kinds, say: rooms.progress, signal: rooms.signal, ...(most === undefined ? {} : { most }) },
    );
    const failures = Object.values(report.kinds).filter(({ failure }) => failure !== null);
    const noGeocoder =
      rooms.outside.geocoder === undefined && kinds.some((kind) => kind === 'address' || kind === 'point');
    return {
      json: report,
      lines: [
        ...kinds.map((kind) => {
          const { asked, changed, failure } = report.kinds[kind];
          return `${kind}: ${asked} asked, ${changed} new${failure === null ? '' : `; given up: ${failure}`}`;
        }),
        ...(noGeocoder ? ['No geocoder is set (GEOCODER_URL): addresses and points were not asked.'] : []),
        `${report.records} records described again.`,
      ],
      exitCode: failures.length > 0 || rooms.signal.aborted ? 1 : 0,
    };
  },
};
