/** `db …`: the database itself. */
import { type Command, done } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const dbStatus: Command<CommandRooms> = {
  name: 'db status',
  takes: '',
  about: 'Say which PostgreSQL is used, where its data are, whether it runs, who uses it, and the schema’s version.',
  options: {},
  async run(rooms) {
    const state = await rooms.server.status();
    return done(
      state,
      Object.entries(state).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`),
    );
  },
};

export const dbMigrate: Command<CommandRooms> = {
  name: 'db migrate',
  takes: '',
  about: 'Bring the tables to the version of the code; every other command does it too when it opens the database.',
  options: {},
  async run(rooms) {
    const { applied } = await rooms.server.migrate();
    return done({ applied }, applied.length > 0 ? applied.map((name) => `applied ${name}`) : ['The tables are up to date.']);
  },
};

export const dbStop: Command<CommandRooms> = {
  name: 'db stop',
  takes: '',
  about: 'Stop the embedded server, when nobody uses it.',
  options: {},
  async run(rooms) {
    const { stopped, because } = await rooms.server.stop();
    const line = stopped ? 'The server is stopped.' : `The server was not stopped: ${because ?? 'it was not running'}.`;
    return { json: { stopped, because: because ?? null }, lines: [line], exitCode: stopped ? 0 : 1 };
  },
};

export const dbUrl: Command<CommandRooms> = {
  name: 'db url',
  takes: '',
  about: 'Print the address of the database, for psql and other programs of this machine.',
  options: {},
  async run(rooms) {
    const url = await rooms.server.url();
    return done({ url }, [url]);
  },
};
