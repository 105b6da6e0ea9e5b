/** A database in which the runs of the changing source are made, here or in a process that is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '#db/testing.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Manifest } from '#model/source.ts';
import { testManifest } from '#model/testing.ts';
import type { ChangingSource } from './changing-source.ts';
import { type Ground, wholeRun } from './whole-run.ts';

export interface Trial {
  database: TestDatabase;
  source: ChangingSource;
  manifests: Manifest[];
  ground: Ground;
  /** Where the killed leave what they were fetching. */
  temporary: string;
}

export function trialIn(
  database: TestDatabase,
  { source, gazetteer, temporary }: { source: ChangingSource; gazetteer: Gazetteer; temporary: string },
): Trial {
  const manifests = manifestsOf(source);
  const sources = new Map(manifests.map((manifest) => [manifest.id, { ...manifest, folder: '' }]));
  return { database, source, manifests, temporary, ground: { db: database.db, gazetteer, sources } };
}

/** What is gone is hidden at once: a killed run that had applied its records counts as a reading, and its twin lacks it. */
const manifestsOf = ({ address, neighbour }: ChangingSource): Manifest[] =>
  [
    { id: 'essai', address },
    { id: 'voisin', address: neighbour },
  ].map((one) =>
    testManifest({
      ...one,
      format: { type: 'json', items: 'items', pages: { by: 'number', parameter: 'page' } },
      map: { title: 'nom', body: 'texte', links: [{ url: 'site' }], sites: [{ city: 'ville' }] },
      expect: { dropAtMost: 1, goneAfter: 1 },
    }),
  );

const child = fileURLToPath(new URL('killed-run.ts', import.meta.url));

/** One that has loaded and connected, and waits: what is killed is a run, not a start. */
export async function startChild({ database, source, manifests, temporary }: Trial): Promise<ChildProcess> {
  const { address, host } = source;
  const texts = manifests.map((manifest) => JSON.stringify(manifest));
  const asked = JSON.stringify({ url: database.url, manifests: texts, address, host });
  const running = spawn(process.execPath, ['--import', 'tsx', child, asked], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  running.stdin!.on('error', () => {});
  const [said] = (await once(running.stdout!, 'data')) as [Buffer];
  if (!String(said).startsWith('ready')) throw new Error(`the run says: ${said}`);
  return running;
}

/** How it ended, or nothing when it was killed before. */
export async function listen(running: ChildProcess): Promise<string | undefined> {
  let said = '';
  running.stdout!.on('data', (text: Buffer) => (said += String(text)));
  await once(running, 'exit');
  return said === '' ? undefined : said.trim();
}

/** Until it is done: one that runs beside it holds the source, and is waited for. */
export async function runHere({ source, ground }: Trial): Promise<void> {
  while ((await wholeRun(ground, ground.sources.get('essai')!, source)) !== 'done');
}

export async function runNeighbour({ source, ground }: Trial): Promise<void> {
  const { host, neighbour } = source;
  await wholeRun(ground, ground.sources.get('voisin')!, { host, address: neighbour });
}
