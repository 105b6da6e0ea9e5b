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

/** Node's own runner, each test file in a process of its own, two at once. */
function runTests(node, files, environment) {
  const chosen = named.length > 0 ? files.filter((file) => named.some((name) => file.includes(name))) : files;
  if (chosen.length === 0) giveUp(`No test file is named like ${named.join(', ')}.`);
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

/** On a cluster of three nodes: first what leaves it whole, then the test that kills a node. */
async function runOnOpenSearch(node) {
  const files = filesNaming(/\b(?:openTestIndex|openSearchForTests)\b/);
  const killing = files.filter((file) => file.includes('lost-node'));
  return withOpenSearch(async ({ urls, pids }) => {
    const environment = { CARREFOUR_TEST_OPENSEARCH_URL: urls.join(',') };
    const first = await runTests(
      node,
      files.filter((file) => !killing.includes(file)),
      environment,
    );
    const pidsToo = { ...environment, CARREFOUR_TEST_OPENSEARCH_PIDS: pids.join(',') };
    return (await runTests(node, killing, pidsToo)) || first;
  });
}

if (servers) {
  const node = prepare();
  const files = filesNaming(/\btestDatabase\b/);
  const onPostgres = await withDebianPostgres((url) => runTests(node, files, { CARREFOUR_TEST_DATABASE_URL: url }));
  process.exitCode = (await runOnOpenSearch(node)) || onPostgres;
} else {
  const node = prepare({ islands: true });
  const chromium = ensureChromium();
  check(node, 'Checking types', 'typescript/bin/tsc', ['--noEmit']);
  check(node, 'Checking style', '@biomejs/biome/bin/biome', ['check', '--log-level=warn']);
  process.exitCode = await runTests(node, testFiles(), { CHROMIUM_PATH: chromium });
}
