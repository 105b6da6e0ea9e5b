/**
 * The expected error without a single label. Within one catalogue the partner has already said that its sheets are
 * two: whoever looks like one there is a decoy. How often decoys would be merged, were they told by two partners,
 * estimates how many of the merges between partners are wrong. It errs on the side of caution: some decoys are one thing
 * that a partner lists twice.
 */
import { type Seen, see } from './agreement.ts';
import { repeats, scoreWhenOpen } from './judge.ts';
import { eachMeeting } from './meet.ts';
import type { Blocked } from './pairs.ts';
import { usualScale } from './usual-weights.ts';
import type { Scale } from './weights.ts';

export interface ExpectedError {
  /** A weight (log-odds) from which pairs with open gates would be merged. */
  threshold: number;
  /** Pairs within catalogues that would be merged. */
  decoys: number;
  /** Pairs between catalogues that would be. */
  merged: number;
  /** How many of these are expected to be wrong. */
  wrong: number;
  /** `wrong` as a share of `merged`. */
  rate: number;
}

export interface Decoys {
  /** Pairs that share a key, within catalogues and between two. */
  within: number;
  between: number;
  errors: ExpectedError[];
  /** The decoys themselves, the most alike first, for people to look at. */
  found: { a: string; b: string; score: number }[];
}

export function decoysOf(sheets: readonly Blocked[], thresholds: readonly number[], scale: Scale = usualScale): Decoys {
  const seen = new Map<number, Seen>();
  const seeOnce = (i: number): Seen => {
    const known = seen.get(i) ?? see(sheets[i]!.sheet);
    seen.set(i, known);
    return known;
  };
  let [within, between] = [0, 0];
  const found: Decoys['found'] = [];
  const merged: number[] = [];
  eachMeeting(
    sheets.map(({ keys }) => keys),
    (i, j) => {
      const [a, b] = [seeOnce(i), seeOnce(j)];
      const inside = a.sheet.source === b.sheet.source;
      // A plain repetition is merged within its own catalogue too: it deceives nobody.
      if (inside && repeats(a, b)) return;
      if (inside) within++;
      else between++;
      const score = scoreWhenOpen(a, b, scale);
      if (score === undefined) return;
      if (inside) found.push({ a: a.sheet.id, b: b.sheet.id, score });
      else merged.push(score);
    },
  );
  const errors = thresholds.map((threshold) => {
    const decoys = found.filter(({ score }) => score >= threshold).length;
    const count = merged.filter((score) => score >= threshold).length;
    const wrong = within === 0 ? 0 : (decoys / within) * between;
    return { threshold, decoys, merged: count, wrong, rate: count === 0 ? 0 : Math.min(1, wrong / count) };
  });
  return { within, between, errors, found: found.sort((one, other) => other.score - one.score) };
}
