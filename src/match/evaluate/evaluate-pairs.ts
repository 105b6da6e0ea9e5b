/** `eval matching --pairs`: judges the pairs of a benchmark, without labels or after learning from its training part. */
import { type CandidateFigures, candidateFigures, proposePairs } from '../candidates/propose.ts';
import { comparerOf } from '../compare/evidence.ts';
import { wordsOf } from '../compare/words.ts';
import { type Candidate, weighCandidates } from '../score/fellegi-sunter.ts';
import { learnChances } from '../score/learn.ts';
import { figuresOf, type MatchingFigures } from './figures.ts';
import { type LabelledPair, readPairs } from './read-pairs.ts';

export interface PairsRequest {
  /** A folder with `train.txt`, `valid.txt` and, if there is one, `test.txt`. */
  folder: string;
  /** Columns that are not evidence. */
  ignored: readonly string[];
  /** Learn from the labels of the other parts; otherwise no label is read but to count. */
  train: boolean;
}

/**
 * Measures `test` when it is there, else `valid`. All pairs of the folder are seen without their labels: rivals of one
 * row may stand in different parts. With `train`, labels of the parts that are not measured are learned from.
 */
export function evaluatePairs(
  request: PairsRequest,
  seeError: (pair: LabelledPair, chance: number) => void = () => {},
): MatchingFigures & CandidateFigures {
  const set = readPairs(request.folder, request.ignored);
  const comparer = comparerOf(set.left, set.right, set.columns);
  const left = set.left.map(comparer.prepare);
  const right = set.right.map(comparer.prepare);
  const evidence = set.pairs.map((pair) => comparer.compare(left[pair.left]!, right[pair.right]!));
  const candidates = set.pairs.map(
    (pair, i): Candidate => ({
      left: pair.left,
      right: pair.right,
      likeness: evidence[i]!.likeness,
      surplus: evidence[i]!.surplus,
      values: comparer.columns.map(({ name, kind }) =>
        kind === 'category'
          ? [wordsOf(set.left[pair.left]![name] ?? '').join(' '), wordsOf(set.right[pair.right]![name] ?? '').join(' ')]
          : undefined,
      ),
    }),
  );
  const weighed = weighCandidates(candidates);
  const measured = set.pairs.some(({ part }) => part === 'test') ? 'test' : 'valid';
  let chances = weighed.chances;
  let threshold = 0.5;
  if (request.train) {
    const features = evidence.map((one, i) =>
      Float64Array.of(...one.features, weighed.weights[i]!, weighed.chances[i]!),
    );
    const labels = set.pairs.map(({ part, same }) => (part === measured ? undefined : same));
    ({ chances, threshold } = learnChances(
      set.pairs,
      features,
      evidence.map(({ surplus }) => surplus),
      labels,
    ));
  }
  let [pairs, said, right_, wanted] = [0, 0, 0, 0];
  set.pairs.forEach((pair, i) => {
    if (pair.part !== measured) return;
    const same = chances[i]! > threshold;
    pairs++;
    if (pair.same) wanted++;
    if (same) said++;
    if (same && pair.same) right_++;
    if (same !== pair.same) seeError(pair, chances[i]!);
  });
  const truths = set.pairs.filter(({ same }) => same);
  return {
    ...figuresOf(pairs, said, right_, wanted),
    ...candidateFigures(proposePairs(left, right), truths, left.length * right.length),
  };
}
