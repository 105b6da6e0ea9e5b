// Makes sure of what the project needs before anything of it runs: packages, Node 24, built islands, a browser.
// Plain Node 20+, no dependencies: this is what a fresh clone starts with.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const neededNode = 24;

/** Says what is being done, on the error stream: standard output belongs to what the command answers. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Says why it cannot go on, in one sentence, and ends. */
export function giveUp(text) {
  say(text);
  process.exit(1);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** A stamp file remembers what a step was done for; a step killed halfway has no stamp and is done again. */
function upToDate(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Installs the locked packages when they are missing, older than the lock, or were left half installed. */
function ensurePackages() {
  const stamp = join(root, 'node_modules', '.carrefour-installed');
  const hash = `${process.platform}-${process.arch}-${hashOf([join(root, 'package-lock.json')])}`;
  if (upToDate(stamp, hash)) return;
  // npm would empty what the link leads to, for another checkout's lock.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    giveUp('node_modules is a link to packages that are not those of package-lock.json: remove the link.');
  say('Installing packages (once; a minute or two)…');
  const began = Date.now();
  const npm = process.env.npm_execpath;
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const environment = { ...process.env };
  // npm hands its own flags down (`--silent`, `--ignore-scripts`…): a fresh install must not inherit them.
  for (const name of Object.keys(environment))
    if (/^npm_(config|package|lifecycle)_/i.test(name)) delete environment[name];
  const done =
    npm && /\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...words], { cwd: root, stdio: ['ignore', 2, 2], env: environment })
      : spawnSync('npm', words, {
          cwd: root,
          stdio: ['ignore', 2, 2],
          env: environment,
          shell: process.platform === 'win32',
        });
  if (done.status !== 0)
    giveUp(
      'The packages could not be installed: npm said why above. Check the network and the disk, then run it again.',
    );
  writeFileSync(stamp, hash);
  say(`Packages installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** The Node that runs the product: this one when it is recent enough, else the one among the packages. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededNode) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', program);
  if (existsSync(packaged)) return packaged;
  const how =
    process.platform === 'darwin'
      ? 'install Node 24 from nodejs.org or with `brew install node@24`'
      : 'install Node 24 from nodejs.org or your system’s packages';
  return giveUp(
    `The Carrefour runs on Node ${neededNode} or later; this is ${process.version}, and no packaged one fits ${process.platform}-${process.arch}: ${how}, then run it again.`,
  );
}

/** Builds the browser islands when their sources changed. The pages work without them, so a failed build is said, not fatal. */
function ensureIslands(node) {
  const config = join(root, 'vite.config.ts');
  if (!existsSync(config)) return;
  const stamp = join(root, 'dist', '.carrefour-built');
  const inputs = [config, join(root, 'package-lock.json'), ...filesBelow(join(root, 'src', 'web'))];
  const hash = hashOf(inputs);
  if (upToDate(stamp, hash)) return;
  say('Building the browser parts…');
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const done = spawnSync(node, [vite, 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0)
    return say('The browser parts could not be built: the pages work without them (no interactive map).');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Everything that a command needs. Gives the Node to run it with. */
export function prepare({ islands = false } = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) giveUp(`Node 20 or later is needed to begin with; this is ${process.version}.`);
  ensurePackages();
  const node = findNode();
  if (islands) ensureIslands(node);
  return node;
}

const browserPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : giveUp(`CHROMIUM_PATH says ${named}, where there is nothing.`);
  return browserPlaces.find((place) => existsSync(place) && statSync(place).isFile());
}

/** Finds Chromium, or installs Debian's where it may (root, or sudo that asks nothing); else says what to install. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  ensureDebianPackages(
    ['chromium'],
    'The browser tests need Chromium',
    'or set CHROMIUM_PATH to a Chrome or Chromium that is there',
  );
  return findChromium() ?? giveUp('Chromium was installed but is not where it was expected: set CHROMIUM_PATH.');
}

/** Installs Debian packages as root or through a sudo that asks nothing; otherwise says the exact command and ends. */
export function ensureDebianPackages(packages, why, otherwise) {
  const command = `apt-get install -y ${packages.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!hasApt || !(isRoot || sudo))
    giveUp(`${why}. On Debian: sudo apt-get update && sudo ${command}${otherwise ? ` (${otherwise})` : ''}.`);
  say(`${why}: installing ${packages.join(', ')} from Debian (once)…`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (words) => {
    const [program, ...rest] = sudo ? ['sudo', '-n', ...words] : words;
    return spawnSync(program, rest, { stdio: ['ignore', 'ignore', 2], env: environment }).status === 0;
  };
  if (
    !run(['apt-get', 'update', '-q']) ||
    !run(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages])
  )
    giveUp(`${packages.join(', ')} could not be installed. By hand: sudo apt-get update && sudo ${command}.`);
}

/** Calls back when npm, or the shell between it and this process, was killed: what they began must end too. */
function whenAbandoned(act) {
  if (!process.env.npm_lifecycle_event) return;
  const above = upToNpm().join(' ');
  setInterval(() => {
    if (upToNpm().join(' ') !== above) act();
  }, 1000).unref();
}

/** The processes above this one: its parent and, where the system tells and that one is npm's shell, npm itself. */
function upToNpm() {
  const above = [process.ppid];
  if (process.platform !== 'linux') return above;
  try {
    for (;;) {
      const status = readFileSync(`/proc/${above.at(-1)}/status`, 'utf8');
      if (!/^Name:\s*(sh|dash|bash|busybox)$/m.test(status)) return above;
      above.push(Number(/^PPid:\s*(\d+)/m.exec(status)[1]));
    }
  } catch {
    return above;
  }
}

/**
 * Runs a program of the project with Node 24 and takes its exit code. The terminal's Ctrl-C reaches the program by
 * itself; a signal sent to this process alone is passed on. The program sees through a channel that this process died.
 */
export function runNode(node, words, environment = {}) {
  const child = spawn(node, words, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenAbandoned(() => child.kill('SIGTERM'));
  // The terminal's Ctrl-C reaches the program by itself; one that was sent to this process alone is passed on.
  process.on('SIGINT', () => child.kill('SIGTERM'));
  child.on('error', (error) => giveUp(`Node could not be started: ${error.message}`));
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
