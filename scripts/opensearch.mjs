// `npm run opensearch -- start`: three nodes of OpenSearch on this machine until Ctrl-C, or until
// `npm run opensearch -- stop`. Its data lives as long as it does.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withOpenSearch } from './opensearch/cluster.mjs';
import { giveUp, root, say } from './prepare.mjs';

const runningFile = join(root, '.cache', 'opensearch', 'running');

/** The process that runs a cluster of this checkout; undefined when none does. */
function running() {
  if (!existsSync(runningFile)) return undefined;
  const pid = Number(readFileSync(runningFile, 'utf8'));
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

async function start() {
  if (running()) giveUp('It runs already: `npm run opensearch -- stop` ends it.');
  const stopping = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
  });
  mkdirSync(dirname(runningFile), { recursive: true });
  writeFileSync(runningFile, String(process.pid));
  try {
    await withOpenSearch(async ({ urls }) => {
      process.stdout.write(`${urls.join(',')}\n`);
      say(`To use it: OPENSEARCH_URL=${urls.join(',')} npm start. Ctrl-C ends it.`);
      // Signals alone don't keep a program awake; the nodes' pipes do.
      await stopping;
      say('Stopping OpenSearch…');
    });
  } finally {
    rmSync(runningFile, { force: true });
  }
}

async function stop() {
  const pid = running();
  if (!pid) return say('No cluster of this checkout is running.');
  process.kill(pid, 'SIGTERM');
  while (running()) await sleep(200);
  say('Stopped.');
}

const acts = { start, stop };
const act = acts[process.argv[2]];
if (!act) giveUp('Usage: npm run opensearch -- start|stop');
await act();
