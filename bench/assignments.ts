/**
 * Draws assignments of the real catalogues to be judged by hand: each a sheet, a concept, and what spoke for it.
 * `tsx bench/assignments.ts [count] [seed]` prints them as JSON lines; the verdicts stand in assignments-judged.json.
 */
import { fileURLToPath } from 'node:url';
import { htmlToText } from '#describe/clean/html.ts';
import { describeRecord } from '#describe/describe-record.ts';
import { sha256 } from '#lib/hash.ts';
import { labelOf, type VocabularyName } from '#model/vocabulary.ts';
import { dataFolder, filesOf, realSources, takeFile } from '../test/catalogues/records.ts';

export interface DrawnAssignment {
  sheet: string;
  vocabulary: string;
  concept: string;
  how: string;
  word: string;
  title: string;
  text: string;
}

/** Every assignment to a theme or an audience on a listed catalogue's sheets; the subsidy files' too with `unlisted`. */
export async function realAssignments(unlisted = false): Promise<DrawnAssignment[]> {
  const all: DrawnAssignment[] = [];
  for (const source of realSources()) {
    if (!source.listed && !unlisted) continue;
    const file = filesOf(source, dataFolder).at(-1);
    if (file === undefined) continue;
    for (const { key, rows, withheld } of (await takeFile(source, file)).records) {
      if (withheld) continue;
      const { sheet } = describeRecord(rows, source);
      for (const { vocabulary, concept, how, word } of sheet.assignments)
        if (vocabulary === 'themes' || vocabulary === 'audiences')
          all.push({
            ...{ sheet: `${source.id}/${key}`, vocabulary, concept, how, word, title: sheet.title },
            text: `${sheet.summary} ${htmlToText(sheet.body)}`.trim().slice(0, 300),
          });
    }
  }
  return all;
}

/** The same ones for the same seed, whatever else is drawn from: in the order of a hash. */
export function draw<T extends { sheet: string; vocabulary: string; concept: string }>(
  all: readonly T[],
  count: number,
  seed: string,
): T[] {
  const rank = ({ sheet, vocabulary, concept }: T) => sha256(`${seed} ${sheet} ${vocabulary} ${concept}`);
  return all
    .map((one) => ({ one, at: rank(one) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count = '100', seed = 'second'] = process.argv.slice(2);
  for (const one of draw(await realAssignments(), Number(count), seed))
    console.log(JSON.stringify({ ...one, label: labelOf(one.vocabulary as VocabularyName, one.concept, 'fr') }));
}
