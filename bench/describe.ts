/** How fast records become sheets with their places, on one core, without a database: catalogues read again and again. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeRecord } from '#describe/describe-record.ts';
import { assessQuality } from '#describe/quality.ts';
import { loadSources } from '#harvest/manifests.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import type { Row } from '#model/record.ts';
import type { Source } from '#model/source.ts';
import { placeSites, resolvePlaces } from '#pipeline/place-sites.ts';
import { filesOf, sourcesFolder, takeFile } from '../test/catalogues/records.ts';

const usage = `npm run -s bench -- describe [--from DIR] [--sheets N] [--json]

  --from DIR   a folder of catalogues that manifests name; the demonstration catalogues when not said
  --sheets N   how many sheets to make, the records taken again from the first (default 20000)
  --json       one object: { sheets, perSecond, describing, locating, megabytes }; shares of the time, memory at its end
`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    sheets: { type: 'string', default: '20000' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

async function recordsOf(from: string | undefined): Promise<{ rows: Row[]; source: Source }[]> {
  const records: { rows: Row[]; source: Source }[] = [];
  for (const source of loadSources(sourcesFolder).sources) {
    if (!source.listed || source.demonstration !== (from === undefined)) continue;
    const file = filesOf(source, from ?? source.folder).at(-1);
    if (file === undefined) continue;
    for (const { rows } of (await takeFile(source, file)).records) records.push({ rows, source });
  }
  return records;
}

if (values.help || !/^[1-9]\d*$/.test(values.sheets) || (values.from !== undefined && !existsSync(values.from))) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const records = await recordsOf(values.from);
  const gazetteer = loadGazetteer();
  const wanted = Number(values.sheets);
  let describing = 0;
  let locating = 0;
  // The first rounds compile; they are not counted.
  for (let i = -Math.min(1000, records.length); i < wanted; i++) {
    const { rows, source } = records[(i + records.length) % records.length]!;
    const start = performance.now();
    const { sheet, places, reach, problems } = describeRecord(rows, source);
    const described = performance.now();
    const placed = placeSites({ resolved: resolvePlaces(places, gazetteer), reach }, gazetteer);
    const located = performance.now();
    assessQuality({ ...sheet, ...placed.located, problems }, 2026);
    if (i < 0) continue;
    describing += described - start + (performance.now() - located);
    locating += located - described;
  }
  const total = describing + locating;
  const figures = {
    records: records.length,
    sheets: wanted,
    perSecond: Math.round((1000 * wanted) / total),
    describing: Math.round((100 * describing) / total) / 100,
    locating: Math.round((100 * locating) / total) / 100,
    megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
}
