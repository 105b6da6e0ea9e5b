// `npm run dependencies`: asks npm's registry what is known to be wrong with the locked packages, and says until when each
// is to be mended (docs/dependencies.md). Ends with 0 when nothing is known, 1 when something is, 2 when nobody could be
// asked: then nothing is known, and that is said too. Changes nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './prepare.mjs';

/** Days from the day an advisory is published: of what runs on the server or in browsers, and of what the work needs. */
export const delays = {
  critical: { runs: 2, work: 30 },
  high: { runs: 7, work: 30 },
  moderate: { runs: 30, work: 90 },
  low: { runs: 90, work: 90 },
  info: { runs: 90, work: 90 },
};
const severities = Object.keys(delays);

function ask() {
  const npm = process.env.npm_execpath;
  const words = ['audit', '--json', '--package-lock-only', '--fetch-retries=1', '--fetch-timeout=30000'];
  const asked =
    npm && /\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...words], { cwd: root, encoding: 'utf8' })
      : spawnSync('npm', words, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  try {
    const said = JSON.parse(asked.stdout);
    if (said.vulnerabilities !== undefined) return said;
    return { why: said.message ?? said.error?.summary ?? 'it answered something else' };
  } catch {
    return { why: asked.error?.message ?? (asked.stderr ?? '').trim().split('\n')[0] ?? 'it said nothing' };
  }
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const said = ask();
if (said.why !== undefined) {
  say(`The registry could not be asked: ${said.why}. Nothing is known of the packages.`);
  process.exit(2);
}
/** Those in which the fault itself lies; the others only lead to one of these. */
const faulty = Object.values(said.vulnerabilities)
  .filter(({ via }) => via.some((cause) => typeof cause === 'object'))
  .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
for (const { name, severity, via, nodes, fixAvailable } of faulty) {
  const isOfWork = nodes.every((node) => packages[node]?.dev === true);
  const days = (delays[severity] ?? delays.critical)[isOfWork ? 'work' : 'runs'];
  const versions = [...new Set(nodes.map((node) => packages[node]?.version).filter(Boolean))].join(', ');
  console.log(
    `${severity}  ${name} ${versions}  ${isOfWork ? 'for the work alone' : 'runs'}: within ${days} days of its publication`,
  );
  for (const cause of via) if (typeof cause === 'object') console.log(`  ${cause.title}  ${cause.url}`);
  console.log(fixAvailable === false ? '  No version mends it yet.' : '  npm audit fix, or a newer version, mends it.');
}
const total = Object.keys(packages).length - 1;
console.log(`${total} packages looked at, ${faulty.length} with a known fault.`);
process.exit(faulty.length === 0 ? 0 : 1);
