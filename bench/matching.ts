/** How long it takes to match many sheets at once: an invented country of places, some of them told by two partners. */
import { parseArgs } from 'node:util';
import { blockKeys } from '#match/block-keys.ts';
import { cluster } from '#match/cluster.ts';
import { country } from './matching/country.ts';

const usage = `npm run -s bench -- matching --size N [--json]

  --size N   how many sheets there are (default 10000)
  --json     one object: { size, blocking, matching, processor, projects, megabytes }; milliseconds,
             of which processor is what the process itself had, whatever else the machine did
`;

const { values } = parseArgs({
  options: { size: { type: 'string', default: '10000' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help || !/^\d+$/.test(values.size)) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const sheets = country(Number(values.size));
  const start = performance.now();
  const before = process.cpuUsage();
  const blocked = sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) }));
  const keyed = performance.now();
  const projects = cluster(blocked, []).length;
  const { user, system } = process.cpuUsage(before);
  const figures = {
    size: sheets.length,
    blocking: Math.round(keyed - start),
    matching: Math.round(performance.now() - keyed),
    processor: Math.round((user + system) / 1000),
    projects,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
}
