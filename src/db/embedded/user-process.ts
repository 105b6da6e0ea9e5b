/**
 * A program for the tests: a command that uses the embedded server of a folder until it is told to leave (a line on
 * its input, Ctrl-C) or is killed. Tells what happens as lines of JSON.
 */
import { Client } from 'pg';
import { DatabaseUnavailable } from '../unavailable.ts';
import { look } from './postmaster.ts';
import { useEmbedded } from './server.ts';

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const [dataFolder = '', refuge = '', write = ''] = process.argv.slice(2);

process.on('SIGINT', () => {
  tell({ interrupted: true });
  void leave();
});

const embedded = await useEmbedded({
  dataFolder,
  name: 'carrefour',
  // Not synchronous_commit: what it says is kept must be kept.
  settings: { fsync: 'off' },
  say: (said) => tell({ said }),
  onMoved: () => tell({ moved: true }),
  ...(refuge === '' ? {} : { refuge }),
}).catch((error: unknown) => {
  if (!(error instanceof DatabaseUnavailable)) throw error;
  tell({ refused: error.reason, sentence: error.message });
  process.exit(3);
});

async function leave(): Promise<void> {
  const last = await embedded.leave();
  tell({ left: last });
  process.exit(0);
}

process.stdin.on('data', () => void leave());

const sight = look(embedded.place);
const server = sight.state === 'alive' ? sight.trace.pid : 0;
tell({ using: server, home: embedded.place.home, address: embedded.address() });

// Writes until it is killed, telling each number only once the server has promised to keep it.
if (write !== '') {
  const client = new Client({ ...embedded.address(), database: 'carrefour' });
  await client.connect();
  await client.query('create table if not exists counted (n bigint primary key)');
  const { rows } = await client.query<{ n: string }>('select coalesce(max(n), 0) as n from counted');
  for (let n = Number(rows[0]!.n) + 1; ; n++) {
    await client.query('insert into counted values ($1)', [n]);
    tell({ kept: n });
  }
}
