/** How long it takes to match many sheets at once: an invented country of places, some of them told by two partners. */
import { parseArgs } from 'node:util';
import { blockKeys } from '#match/block-keys.ts';
import { cluster } from '#match/cluster.ts';
import { randomFrom } from '#match/score/random.ts';
import { type Sheet, sheetSchema } from '#model/sheet.ts';

const usage = `npm run -s bench -- matching --size N [--json]

  --size N   how many sheets there are (default 10000)
  --json     one object: { size, blocking, matching, projects, megabytes }; milliseconds
`;

const heads = 'Fablab,Tiers-lieu,Café,Atelier,Jardin,Ressourcerie,Épicerie,Espace,Association,Coworking'.split(',');
const syllables = 'bo,cal,mi,ro,ta,lu,ver,don,ga,pi,sol,fe,ri,na,que,chan,tour,bel,mar,vi'.split(',');

/** One sheet in four tells again of an earlier one, by another partner and in other words. */
function country(size: number): Sheet[] {
  const random = randomFrom(5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const word = (): string => Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables)).join('');
  const sheets: Sheet[] = [];
  for (let i = 0; i < size; i++) {
    const told = i > 10 && random() < 0.25 ? pick(sheets) : undefined;
    // Communes are of all sizes: the square makes a few of them large.
    const commune = String(10_000 + Math.floor(random() ** 2 * 30_000));
    const point = { lat: 42 + random() * 8, lon: -4 + random() * 11 };
    const site = told?.sites[0] ?? { commune, city: 'Ville', point, precision: 'site', address: `${i} rue ${word()}` };
    const title =
      told === undefined ? `${pick(heads)} ${word()} ${random() < 0.5 ? word() : ''}` : told.title.toUpperCase();
    const source = `source-${Math.floor(random() * 20)}`;
    sheets.push(
      sheetSchema.parse({ id: `${source}/${i}`, source, kind: 'lieu', title, licence: 'LO-2.0', sites: [site] }),
    );
  }
  return sheets;
}

const { values } = parseArgs({
  options: { size: { type: 'string', default: '10000' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help || !/^\d+$/.test(values.size)) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const sheets = country(Number(values.size));
  const start = performance.now();
  const blocked = sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) }));
  const keyed = performance.now();
  const projects = cluster(blocked, []).length;
  const figures = {
    size: sheets.length,
    blocking: Math.round(keyed - start),
    matching: Math.round(performance.now() - keyed),
    projects,
    megabytes: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
  console.log(values.json ? JSON.stringify(figures) : figures);
}
