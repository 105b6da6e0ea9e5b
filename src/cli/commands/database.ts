/** `db …`: the database itself. */
import { type Command, done, failed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const dbStatus: Command<CommandRooms> = {
  name: 'db status',
  takes: '',
  about: 'Say which PostgreSQL is used, where its data are, whether it runs, who uses it, and what its tables lack.',
  options: {},
  async run(rooms) {
    const state = await rooms.server.status();
    const { kind, where, running, version, bytes, users, migrations } = state;
    const lines = [
      `${kind === 'embedded' ? 'The embedded PostgreSQL' : 'The server of DATABASE_URL'}: ${where}`,
      running ? `running${version === null ? '' : `, version ${version}`}` : 'not running',
    ];
    if (bytes !== null) lines.push(`${(bytes / 1_000_000).toFixed(1)} MB`);
    if (users.length > 0) lines.push(`used by the processes ${users.join(', ')}`);
    if (migrations !== null && migrations.pending.length > 0)
      lines.push(`tables to bring up to date: ${migrations.pending.join(', ')}`);
    return done(state, lines);
  },
};

export const dbMigrate: Command<CommandRooms> = {
  name: 'db migrate',
  takes: '',
  about: 'Bring the tables to the version of the code; every other command does it too when it opens the database.',
  options: {},
  async run(rooms) {
    const outcome = await rooms.server.migrate();
    const { applied } = outcome;
    return done(
      outcome,
      applied.length > 0 ? applied.map((name) => `applied ${name}`) : ['The tables are up to date.'],
    );
  },
};

export const dbStop: Command<CommandRooms> = {
  name: 'db stop',
  takes: '',
  about: 'Stop an embedded server that a killed command left running; one that is in use is left to its users.',
  options: {},
  async run(rooms) {
    const stop = await rooms.server.stop();
    if (stop.outcome !== 'in-use')
      return done(stop, [stop.outcome === 'stopped' ? 'The server is stopped.' : 'No server was running.']);
    return failed(stop, [
      `The server is in use by the processes ${stop.users.join(', ') || '(starting or stopping)'}: it was not stopped.`,
    ]);
  },
};

export const dbUrl: Command<CommandRooms> = {
  name: 'db url',
  takes: '',
  about:
    'Print the address of the running database, for psql and other programs of this machine; it can hold a password.',
  options: {},
  async run(rooms) {
    const url = await rooms.server.url();
    return url === null
      ? failed({ url }, ['The embedded server is not running: start the site, or any command that uses it.'])
      : done({ url }, [url]);
  },
};
