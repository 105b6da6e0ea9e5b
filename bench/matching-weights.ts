/** What agreement is worth in the real catalogues, learned without labels: prints the table of `src/match/usual-weights.ts`. */
import { parseArgs } from 'node:util';
import { columnNames, columns } from '#match/agreement.ts';
import { firstBelief, learnUnlabelled, metPairs } from '#match/learn-weights.ts';
import { scaleOf } from '#match/weights.ts';
import { blocked, realSheets } from './matching/catalogues.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const pairs = metPairs(blocked(await realSheets()));
const weights = learnUnlabelled(pairs, firstBelief());
if (values.json)
  console.log(JSON.stringify(weights, (_, value) => (typeof value === 'number' ? +value.toPrecision(2) : value), 2));
else {
  const scale = scaleOf(weights);
  console.log(`${pairs.length} candidate pairs; before anything is seen ${scale.prior.toFixed(1)}`);
  columnNames.forEach((column, at) => {
    console.log(`\n${column}`);
    columns[column].forEach((says, level) => {
      const count = pairs.filter(({ levels }) => levels[at] === level).length;
      const weight = scale.byColumn[at]![level]!;
      console.log(`  ${`${weight > 0 ? '+' : ''}${weight.toFixed(1)}`.padStart(5)}  ${says} (${count})`);
    });
  });
}
