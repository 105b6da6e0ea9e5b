/** `eval matching --left --right`: links two lists without labels and counts what is right. */
import { candidateFigures, proposePairs } from '../candidates/propose.ts';
import { type Comparable, type Comparer, comparerOf, type Values } from '../compare/evidence.ts';
import { type Seen, weighCandidates } from '../score/fellegi-sunter.ts';
import { randomFrom } from '../score/random.ts';
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
  const see = placeAsOne(lists.columns, comparer);
  const candidates = proposed.flatMap((pair) => {
    const seen = see(left[pair.left]!, right[pair.right]!);
    return seen.named >= leastNamed ? [{ ...pair, ...seen, values: [] }] : [];
  });
  const weighed = weighCandidates(candidates, {
    often: true,
    random: atRandom(left, right, see),
    rows: { left: left.length, right: right.length },
  });
  const best = new Map<number, { right: number; chance: number }>();
  candidates.forEach((pair, i) => {
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

const drawn = 30_000;

type See = (a: Comparable, b: Comparable) => Seen & { named: number };

/** What pairs have in common by mere chance. The same lists give the same draw. */
function atRandom(left: readonly Comparable[], right: readonly Comparable[], see: See): Seen[] {
  const random = randomFrom(1);
  const any = (list: readonly Comparable[]): Comparable => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: drawn }, () => see(any(left), any(right)));
}

/** Below this likeness of names no place makes a match: a place alone never does. */
const leastNamed = 0.3;

/**
 * City and postcode tell one thing, the place: taken as two proofs they would outweigh any name. The same city 1,
 * only the same département 0.4, another département 0.05.
 */
function placeAsOne(columns: readonly string[], comparer: Comparer): See {
  const [name, city, postcode] = ['name', 'city', 'postcode'].map((column) => columns.indexOf(column));
  return (a, b) => {
    const { likeness, surplus } = comparer.compare(a, b);
    const named = name === -1 ? 1 : likeness[name!]!;
    const kept = Float64Array.from(likeness);
    if (city !== -1 && postcode !== -1) {
      const [town, code] = [likeness[city!]!, likeness[postcode!]!];
      kept[postcode!] = Number.NaN;
      // Both codes whole and not the same (0.65 or 0.8): a city has several quarters, and a school is in one.
      const quarter = code === 0.65 || code === 0.8 ? 0.06 : 0;
      if (code === 0) kept[city!] = 0.05;
      else if (Number.isNaN(town)) kept[city!] = code;
      else kept[city!] = (Number.isNaN(code) ? 0.2 : 0.4) + (Number.isNaN(code) ? 0.8 : 0.6) * town - quarter;
    }
    return { likeness: kept, surplus: surplus.filter((word) => word.startsWith('name ')), named };
  };
}
