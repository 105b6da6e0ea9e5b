/** `objection …`: what people ask not to be shown any more, honoured in every harvest to come. */
import { describeWaiting } from '#pipeline/ask-outside.ts';
import { knownSources } from '#pipeline/known-sources.ts';
import { listObjections, type ObjectionKind, object, withdraw } from '#pipeline/objections.ts';
import { type Command, done, failed, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const kinds = ['mail', 'phone', 'name', 'record'] as const satisfies readonly ObjectionKind[];

async function describeAgain(rooms: CommandRooms): Promise<void> {
  const db = await rooms.database();
  const sources = await knownSources(db, rooms.loadSources().sources);
  await describeWaiting(
    { db, gazetteer: rooms.gazetteer(), sources, now: rooms.now },
    { say: rooms.progress, signal: rooms.signal },
  );
}

export const objectionAdd: Command<CommandRooms> = {
  name: 'objection add',
  takes: '',
  about:
    'Take a mail, a phone or a person’s name out of everything that is shown, or one record altogether, now and in every\n' +
    'harvest to come. Of a person only a hash is kept.',
  options: {
    mail: { type: 'string', value: 'ADDRESS', about: 'A mail address.' },
    phone: { type: 'string', value: 'NUMBER', about: 'A phone number.' },
    name: { type: 'string', value: 'NAME', about: 'A person’s name, two words or more.' },
    record: { type: 'string', value: 'ID', about: 'A record, as the export names it.' },
    by: { type: 'string', value: 'WHO', about: 'Who notes it.' },
    reason: { type: 'string', value: 'WHY', about: 'Why; without naming the person.' },
  },
  async run(rooms, { options }) {
    const given = kinds.filter((kind) => typeof options[kind] === 'string');
    const [kind] = given;
    if (kind === undefined || given.length > 1) throw new Misuse('Say one of --mail, --phone, --name and --record.');
    const { by, reason } = options;
    if (typeof by !== 'string' || by.trim() === '') throw new Misuse('Say --by: who notes it.');
    const noted = await object(await rooms.database(), {
      kind,
      text: String(options[kind]),
      reason: typeof reason === 'string' ? reason : '',
      author: by,
      now: rooms.now(),
    });
    if ('refused' in noted) return failed(noted, [noted.refused]);
    await describeAgain(rooms);
    return done(noted, [
      `Noted as ${noted.id}; ${noted.records} records described again.`,
      ...tellUnread(noted.unread),
    ]);
  },
};

/** What could not be looked into, and what can be done about it. */
const tellUnread = (unread: readonly string[]): string[] =>
  unread.length === 0
    ? []
    : [
        `What the partners sent of ${unread.length} ${unread.length === 1 ? 'record' : 'records'} cannot be read any more, where the database is damaged: their sheets, as they are shown, were looked at and not more.`,
        'Harvest their catalogues again, and it is there anew; or take a record out with `objection add --record ID`.',
        ...unread.slice(0, mostTold).map((id) => `  ${id}`),
        ...(unread.length > mostTold ? [`  …and ${unread.length - mostTold} more; --json gives them all`] : []),
      ];

const mostTold = 20;

export const objectionList: Command<CommandRooms> = {
  name: 'objection list',
  takes: '',
  about: 'The objections that stand, the latest first.',
  options: {},
  async run(rooms) {
    const objections = await listObjections(await rooms.database());
    return done({ objections }, [
      `${objections.length} objections`,
      ...objections.map(
        ({ id, kind, author, madeAt, reason }) =>
          `${id}  ${kind.padEnd(6)}  ${madeAt.toISOString().slice(0, 10)}  ${author}${reason && `: ${reason}`}`,
      ),
    ]);
  },
};

export const objectionWithdraw: Command<CommandRooms> = {
  name: 'objection withdraw',
  takes: 'ID',
  about: 'Withdraw an objection: what partners tell is shown again.',
  options: {},
  async run(rooms, { words: [id, ...rest] }) {
    if (id === undefined || rest.length > 0) throw new Misuse('Name one objection by its id.');
    if (!(await withdraw(await rooms.database(), id, rooms.now())))
      return failed({ id }, [`No objection ${id} stands.`]);
    await describeAgain(rooms);
    return done({ id }, ['Withdrawn.']);
  },
};
