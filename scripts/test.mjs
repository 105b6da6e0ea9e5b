// `npm test`: installs what the tests need, checks types and style, runs every test.
// `npm run test:servers`: the tests that use a database, again, on a PostgreSQL of Debian's packages; then those of the
// search, on three nodes of OpenSearch.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOpenSearch } from './opensearch/cluster.mjs';
import { ensureChromium, giveUp, prepare, root, runNode, say } from './prepare.mjs';
import { withDebianPostgres } from './servers.mjs';

const servers = process.argv.includes('--servers');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));

function check(node, what, program, words) {
  say(`${what}…`);
  if (spawnSync(node, [join(root, 'node_modules', program), ...words], { cwd: root, stdio: 'inherit' }).status !== 0)
    giveUp(`${what}: something is wrong, told above.`);
}

function testFiles() {
  return ['src', 'test', 'sources', 'bench', 'scripts']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => /\.test\.tsx?$/.test(name))
    .sort();
}

/** Those named on the command line; all when none is. */
function chosenOf(files) {
  return named.length > 0 ? files.filter((file) => named.some((name) => file.includes(name))) : files;
}

/** Node's own runner, each test file in a process of its own, two at once. */
function runTests(node, chosen, environment) {
  if (!existsSync(join(root, '../shared/data')))
    say('The real catalogues (../shared/data) are not here: the tests that need them are skipped, each with a line.');
  say(`Running ${chosen.length} test files…`);
  const setup = ['--test-global-setup', join(root, 'src/db/testing-run.ts')];
  const words = ['--import', 'tsx', '--test', '--test-concurrency=2', '--test-reporter=spec', ...setup, ...chosen];
  return runNode(node, words, { NODE_ENV: 'test', ...environment });
}

/** The test files whose text names a thing. */
function filesNaming(pattern) {
  return testFiles().filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
}

/** Whoever ends one part wants no other to begin. */
let ended = false;

/** On a cluster of three nodes: first what leaves it whole, then the test that kills a node. */
async function runOnOpenSearch(node, files) {
  const killing = files.filter((file) => file.includes('lost-node'));
  const others = files.filter((file) => !killing.includes(file));
  return withOpenSearch(async ({ urls, pids }) => {
    const environment = { CARREFOUR_TEST_OPENSEARCH_URL: urls.join(',') };
    const before = others.length > 0 ? await runTests(node, others, environment) : 0;
    if (killing.length === 0 || ended) return before;
    say('Now with a node that is killed in the middle of searches…');
    const pidsToo = { ...environment, CARREFOUR_TEST_OPENSEARCH_PIDS: pids.join(',') };
    return (await runTests(node, killing, pidsToo)) || before;
  });
}

if (servers) {
  const node = prepare();
  const onPostgres = chosenOf(filesNaming(/\btestDatabase\b/));
  const onOpenSearch = chosenOf(
    filesNaming(/\b(?:openTestIndex|openSearchForTests)\b/).filter((file) => file.startsWith('src')),
  );
  if (onPostgres.length + onOpenSearch.length === 0) giveUp(`No test of these is named like ${named.join(', ')}.`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      ended = true;
    });
  const codes = [];
  if (onPostgres.length > 0)
    codes.push(await withDebianPostgres((url) => runTests(node, onPostgres, { CARREFOUR_TEST_DATABASE_URL: url })));
  if (onOpenSearch.length > 0 && !ended) codes.push(await runOnOpenSearch(node, onOpenSearch));
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
} else {
  const node = prepare({ islands: true });
  const chromium = ensureChromium();
  check(node, 'Checking types', 'typescript/bin/tsc', ['--noEmit']);
  check(node, 'Checking style', '@biomejs/biome/bin/biome', ['check', '--log-level=warn']);
  const files = chosenOf(testFiles());
  if (files.length === 0) giveUp(`No test file is named like ${named.join(', ')}.`);
  process.exitCode = await runTests(node, files, { CHROMIUM_PATH: chromium });
}
