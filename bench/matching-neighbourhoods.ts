/**
 * What sorted neighbourhoods would find that our candidates do not: rows sorted by their name, each compared with those
 * that stand near it (Hernández & Stolfo 1995), as many pairs as our own candidates are, on the benchmarks and on the
 * pairs of the real catalogues that are known to be one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foldToWords } from '#lib/text/fold.ts';
import { proposePairs } from '#match/candidates/propose.ts';
import { comparerOf, type Values } from '#match/compare/evidence.ts';
import { readLists } from '#match/evaluate/read-lists.ts';
import { readPairs } from '#match/evaluate/read-pairs.ts';
import { eachMeeting } from '#match/meet.ts';
import { onlyCommune } from '#match/place-evidence.ts';
import { dataFolder } from '../test/catalogues/records.ts';
import { blocked, realSheets } from './matching/catalogues.ts';

interface Figures {
  set: string;
  /** Pairs that are one; how many pairs each way compares. */
  truths: number;
  compared: number;
  /** How many of the true pairs each way keeps, and how many only one does. */
  ours: number;
  neighbours: number;
  onlyOurs: number;
  onlyNeighbours: number;
}

/** What is sorted: the name as it stands, and its words in the order of the alphabet, so that no first word decides. */
const passes = [foldToWords, (text: string) => foldToWords(text).split(' ').sort().join(' ')];

/** The nearest pairs in each order, a step farther at a time, until there are `most`. */
function neighbours(texts: readonly string[], mayMeet: (i: number, j: number) => boolean, most: number): Set<string> {
  const orders = passes.map((sorted) => {
    const keys = texts.map(sorted);
    return texts.map((_, i) => i).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
  });
  const pairs = new Set<string>();
  for (let step = 1; step < texts.length && pairs.size < most; step++)
    for (const order of orders)
      for (let at = 0; at + step < order.length && pairs.size < most; at++) {
        const [i, j] = [order[at]!, order[at + step]!];
        if (mayMeet(i, j)) pairs.add(pairOf(i, j));
      }
  return pairs;
}

const pairOf = (i: number, j: number): string => (i < j ? `${i} ${j}` : `${j} ${i}`);

function figuresOf(
  set: string,
  truths: readonly string[],
  ours: ReadonlySet<string>,
  other: ReadonlySet<string>,
): Figures {
  const kept = truths.filter((pair) => ours.has(pair));
  const near = truths.filter((pair) => other.has(pair));
  return {
    ...{ set, truths: truths.length, compared: ours.size, ours: kept.length, neighbours: near.length },
    onlyOurs: kept.filter((pair) => !other.has(pair)).length,
    onlyNeighbours: near.filter((pair) => !ours.has(pair)).length,
  };
}

/** Two lists, the right one numbered after the left. `name`: the column that is sorted. */
function ofLists(
  set: string,
  lists: { left: Values[]; right: Values[]; columns: readonly string[]; kinds?: Parameters<typeof comparerOf>[3] },
  name: string,
  truths: readonly { left: number; right: number }[],
): Figures {
  const { left, right } = lists;
  const comparer = comparerOf(left, right, lists.columns, lists.kinds);
  const border = left.length;
  const own = proposePairs(left.map(comparer.prepare), right.map(comparer.prepare));
  const ours = new Set(own.map((pair) => pairOf(pair.left, border + pair.right)));
  const near = neighbours(
    [...left, ...right].map((row) => row[name] ?? ''),
    (i, j) => i < border !== j < border,
    ours.size,
  );
  return figuresOf(
    set,
    truths.map((pair) => pairOf(pair.left, border + pair.right)),
    ours,
    near,
  );
}

async function ofCatalogues(): Promise<Figures> {
  const sheets = await realSheets();
  const number = new Map(sheets.map(({ id }, i) => [id, i]));
  const ours = new Set<string>();
  const across = (i: number, j: number): boolean => sheets[i]!.source !== sheets[j]!.source;
  eachMeeting(
    blocked(sheets).map(({ keys }) => keys),
    (i, j) => across(i, j) && ours.add(pairOf(i, j)),
  );
  const judged = ['./matching-judged.json', './matching-near-misses.json'].flatMap(
    (file) => (JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { same: [string, string][] }).same,
  );
  // Where both say a commune, and not one, nothing is compared: so the town comes first.
  const texts = sheets.map((sheet) => `${onlyCommune(sheet) ?? ''} ${sheet.title}`);
  const near = neighbours(texts, across, ours.size);
  const truths = new Set(judged.map(([a, b]) => pairOf(number.get(a)!, number.get(b)!)));
  return figuresOf('catalogues', [...truths], ours, near);
}

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const folder = join(dataFolder, '..', 'matching');
const figures: Figures[] = [];
for (const set of readdirSync(folder).sort()) {
  if (set === 'lycees') continue;
  const pairs = readPairs(join(folder, set), ['class']);
  figures.push(
    ofLists(
      set,
      pairs,
      pairs.columns[0]!,
      pairs.pairs.filter(({ same }) => same),
    ),
  );
}
const schools = readLists({
  left: join(folder, 'lycees', 'source.csv'),
  right: join(folder, 'lycees', 'ref.csv'),
  gold: 'uai=numero_uai',
  fields: 'name=Lycées sources:full_name,city=commune:localite_acheminement_uai,postcode=département:code_postal_uai',
});
const answers = new Map(schools.right.map(({ answer }, i) => [answer, i]));
figures.push(
  ofLists(
    'lycees',
    { ...schools, left: schools.left.map((row) => row.values), right: schools.right.map((row) => row.values) },
    'name',
    schools.left.flatMap(({ answer }, left) => {
      const right = answer === '' ? undefined : answers.get(answer);
      return right === undefined ? [] : [{ left, right }];
    }),
  ),
);
figures.push(await ofCatalogues());
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);
