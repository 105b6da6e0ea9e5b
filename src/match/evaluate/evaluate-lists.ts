/** `eval matching --left --right`: links two lists without labels and counts what is right. */
import { candidateFigures, proposePairs } from '../candidates/propose.ts';
import { comparerOf, type Values } from '../compare/evidence.ts';
import { weighCandidates } from '../score/fellegi-sunter.ts';
import { figuresOf, type MatchingFigures } from './figures.ts';
import { type ListsRequest, readLists } from './read-lists.ts';

/** A row that was linked wrongly, or not: what was said of it, and the chance of the link. */
export interface Mislinked {
  row: Values;
  linked: Values | undefined;
  chance: number;
  truth: Values;
}

/**
 * Each left row has at most one partner; the left list may say the same thing twice. `pairs` counts the left rows
 * whose answer is in the right list: only these are judged. Throws `WrongLists` for a column that is not there.
 */
export function evaluateLists(
  request: ListsRequest,
  seeError: (error: Mislinked) => void = () => {},
): MatchingFigures & { completeness: number; reduction: number } {
  const lists = readLists(request);
  const truth = new Map(lists.right.map(({ answer }, i) => [answer, i]));
  const values = { left: lists.left.map((row) => row.values), right: lists.right.map((row) => row.values) };
  const comparer = comparerOf(values.left, values.right, lists.columns, lists.kinds);
  // Rows that read the same are judged once, and answered alike.
  const firsts = new Map<string, number>();
  const distinct = values.left.flatMap((row, i) => {
    const text = JSON.stringify(row);
    if (firsts.has(text)) return [];
    firsts.set(text, firsts.size);
    return [i];
  });
  const left = distinct.map((i) => comparer.prepare(values.left[i]!));
  const right = values.right.map(comparer.prepare);
  const proposed = proposePairs(left, right);
  const weighed = weighCandidates(
    proposed.map((pair) => ({
      ...pair,
      likeness: comparer.compare(left[pair.left]!, right[pair.right]!).likeness,
      values: [],
    })),
    true,
  );
  const best = new Map<number, { right: number; chance: number }>();
  proposed.forEach((pair, i) => {
    const chance = weighed.chances[i]!;
    if (chance > (best.get(pair.left)?.chance ?? 0)) best.set(pair.left, { right: pair.right, chance });
  });
  const judged = lists.left.flatMap((row, i) => {
    const wanted = row.answer === '' ? undefined : truth.get(row.answer);
    return wanted === undefined ? [] : [{ i, wanted, node: firsts.get(JSON.stringify(values.left[i]))! }];
  });
  let said = 0;
  let right_ = 0;
  for (const { i, wanted, node } of judged) {
    const found = best.get(node);
    const linked = found !== undefined && found.chance > 0.5 ? found.right : undefined;
    if (linked !== undefined) said++;
    if (linked === wanted) right_++;
    else
      seeError({
        row: values.left[i]!,
        linked: linked === undefined ? undefined : values.right[linked],
        chance: found?.chance ?? 0,
        truth: values.right[wanted]!,
      });
  }
  const truths = [...new Map(judged.map(({ node, wanted }) => [node, { left: node, right: wanted }])).values()];
  return {
    ...figuresOf(judged.length, said, right_, judged.length),
    ...candidateFigures(proposed, truths, left.length * right.length),
  };
}
