/** How fast a large CSV becomes records, beside csv-parse alone on the same file, and how much memory it takes. */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { testDatabase } from '#db/testing.ts';
import { harvestSource } from '#harvest/run.ts';
import { randomFrom } from '#match/score/random.ts';
import { testSource } from '#model/testing.ts';

const usage = `npm run -s bench -- harvest --rows N [--json]

  --rows N  how many rows the CSV has (default 50000); the memory of a tenth of them is measured beside it
  --json    one object: { rows, csvParse, first, again, changed, megabytes, megabytesOfATenth }
`;

interface Figures {
  /** Of csv-parse alone, of the first run, of one that finds nothing changed, of one that finds 1 in 20. */
  csvParse: Rate;
  first: Rate;
  again: Rate;
  changed: Rate;
  /** The most memory of the process that harvests (not of PostgreSQL), in MB. */
  megabytes: number;
}

const words =
  'atelier partagé jardin solidaire cuisine quartier réparation vélo lien social épicerie coopérative'.split(' ');

/** Rows of about 300 characters in 12 columns; every twentieth differs from one edition to the next. */
function* lines(rows: number, edition: number): Generator<string> {
  const random = randomFrom(3);
  const text = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ');
  yield 'id;nom;resume;description;adresse;code postal;ville;latitude;longitude;site;annee;maj\n';
  for (let row = 0; row < rows; row++) {
    const told = row % 20 === 0 ? edition : 1;
    yield `${row};${text(3)} ${row};"${text(6)}; ${text(3)}";${text(14)};${row % 200} rue ${text(2)};44000;Nantes;${
      47 + random()
    };${-1 - random()};https://exemple.fr/${row};${1990 + (row % 30)};2026-01-0${told}\n`;
  }
}

async function write(path: string, rows: number, edition: number): Promise<void> {
  await pipeline(Readable.from(lines(rows, edition)), createWriteStream(path));
}

interface Rate {
  /** Rows per second, and rows per second that this process computed: the second is the same on a busy machine. */
  rows: number;
  rowsOfCpu: number;
}

async function rate(rows: number, work: () => Promise<unknown>): Promise<Rate> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { rows: Math.round(rows / seconds), rowsOfCpu: Math.round((rows * 1e6) / (user + system)) };
}

async function parseAlone(path: string): Promise<void> {
  let rows = 0;
  for await (const _ of createReadStream(path).pipe(parse({ delimiter: ';', columns: true }))) rows++;
  if (rows === 0) throw new Error('csv-parse read nothing');
}

/** In this process, so that its memory is that of a harvest and nothing else. */
async function measure(rows: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-bench-'));
  const { db, close } = await testDatabase();
  try {
    const [path, later] = [join(folder, 'first.csv'), join(folder, 'later.csv')];
    await write(path, rows, 1);
    await write(later, rows, 2);
    const source = testSource({ format: { type: 'csv' }, map: { title: 'nom' } });
    const run = async (file: string, moves: (number | undefined)[]) => {
      const report = await harvestSource({ db, source, input: { kind: 'file', path: file }, now: () => new Date() });
      const seen = [report.new, report.changed, report.unchanged];
      if (report.state !== 'done' || seen.join() !== moves.join()) throw new Error(`${report.state}: ${seen}`);
    };
    const first = await rate(rows, () => run(path, [rows, 0, 0]));
    const again = await rate(rows, () => run(path, [0, 0, rows]));
    const few = Math.ceil(rows / 20);
    const changed = await rate(rows, () => run(later, [0, few, rows - few]));
    const megabytes = mostMemory();
    return { csvParse: await rate(rows, () => parseAlone(path)), first, again, changed, megabytes };
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

/** The peak of the resident memory, in MB: kilobytes on every system that tells it. */
const mostMemory = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

/** The same in a process of its own. */
async function measureApart(rows: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'carrefour-bench-'));
  const out = join(folder, 'figures.json');
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), '--rows', String(rows), '--apart', out];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  try {
    const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
    if (code !== 0) throw new Error(`the measurement of ${rows} rows ended with ${code}`);
    return JSON.parse(readFileSync(out, 'utf8')) as Figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
    apart: { type: 'string' },
  },
});
const rows = Number(values.rows);
if (values.help || !Number.isInteger(rows) || rows < 10) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (values.apart !== undefined) {
  const figures = await measure(rows);
  createWriteStream(values.apart).end(JSON.stringify(figures));
} else {
  const tenth = await measureApart(Math.ceil(rows / 10));
  const figures = { rows, ...(await measureApart(rows)), megabytesOfATenth: tenth.megabytes };
  console.log(values.json ? JSON.stringify(figures) : figures);
}
