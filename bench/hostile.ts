/** What a server that does everything wrong costs us: outcome, time and memory of each case. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { testDatabase } from '#db/testing.ts';
import { type HostileCase, hostileCases, hostileServer } from '#harvest/hostile-cases.fixture.ts';
import type { Asked, Measured } from './hostile/run.ts';

const usage = `npm run -s bench -- hostile [--only WORDS] [--json]

  --only WORDS   the cases whose name holds these words
  --json         a list of { name, state, failure, seconds, peak, expected }; peak in megabytes
`;

const runFile = promisify(execFile);
const script = fileURLToPath(new URL('hostile/run.ts', import.meta.url));

/** `folder` is where the reading keeps its temporary files. */
async function measure(one: HostileCase, folder: string): Promise<Measured> {
  const { url, close } = await testDatabase();
  let isGood = true;
  const server = hostileServer(one, () => isGood);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (scheme: string): Promise<Measured> => {
    const asked: Asked = { url, address: `${scheme}://${host}/`, robots: one.robots === true };
    const { stdout } = await runFile(process.execPath, ['--import', 'tsx', script, JSON.stringify(asked)], {
      env: { ...process.env, TMPDIR: folder },
    });
    return JSON.parse(stdout) as Measured;
  };
  try {
    if (one.tls === undefined) await ask('http');
    isGood = false;
    return await ask(one.scheme ?? 'http');
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    await close();
  }
}

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) console.error(usage);
else {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-hostile-'));
  const told = [];
  for (const one of hostileCases.filter(({ name }) => name.includes(values.only))) {
    const measured = await measure(one, folder);
    const expected = measured.state === one.state && one.told.test(measured.failure ?? '');
    told.push({ name: one.name, ...measured, expected });
    if (values.json) continue;
    const cells = [one.name, measured.state, `${measured.seconds.toFixed(1)} s`, `${Math.round(measured.peak)} MB`];
    console.log(
      `| ${[...cells, expected ? (measured.failure ?? '') : `NOT AS EXPECTED: ${measured.failure}`].join(' | ')} |`,
    );
  }
  const leftovers = readdirSync(folder).filter((name) => name.startsWith('carrefour-')).length;
  rmSync(folder, { recursive: true });
  if (values.json) console.log(JSON.stringify(told));
  else
    console.log(
      `${told.filter(({ expected }) => expected).length} of ${told.length} as expected; files left behind: ${leftovers}`,
    );
  if (told.some(({ expected }) => !expected)) process.exitCode = 1;
}
