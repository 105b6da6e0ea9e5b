/** Runs killed at random moments over a source that changes, counted: see `kill-rounds/rounds.ts`. */
import { parseArgs } from 'node:util';
import { isFaulty } from './kill-rounds/figures.ts';
import { killRounds } from './kill-rounds/rounds.ts';

const usage = `npm run -s bench -- kill-rounds --rounds N [--items N] [--seed N] [--json]

  --rounds N  how many runs are killed, each followed by one that is not (default 20)
  --items N   how many items the source has at first (default 200)
  --seed N    of the changes and the moments (default 1)
  --json      one object

Ctrl-C ends it after the round, with the figures of those that were made.
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    items: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const numbers = [values.rounds, values.items, values.seed].map(Number) as [number, number, number];
if (values.help || numbers.some((one) => !Number.isInteger(one) || one < 1)) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const [rounds, items, seed] = numbers;
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
  const figures = await killRounds({ rounds, items, seed }, (text) => console.error(text), stopping.signal);
  console.log(values.json ? JSON.stringify(figures) : figures);
  process.exitCode = isFaulty(figures) ? 1 : 0;
}
