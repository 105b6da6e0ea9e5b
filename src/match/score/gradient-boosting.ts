/**
 * A small learner for labelled pairs: gradient-boosted trees for the logistic loss (Friedman 2001, with the
 * second-order leaf values of Chen & Guestrin 2016), over features cut into at most 64 bins. Missing values (NaN) have
 * a bin of their own. The same rows and seed give the same model.
 */

import { randomFrom } from './random.ts';

export interface BoostingOptions {
  trees: number;
  depth: number;
  /** How much of each tree is kept. */
  rate: number;
  /** Shares of rows and of features that a tree sees. */
  rows: number;
  features: number;
  /** Added to the curvature of a leaf: the larger, the more careful. */
  ridge: number;
  seed: number;
}

export const usualBoosting: BoostingOptions = {
  trees: 220,
  depth: 4,
  rate: 0.07,
  rows: 0.75,
  features: 0.5,
  ridge: 3,
  seed: 1,
};

/** A node: a leaf when `feature` is -1; else values in bins up to `bin` go to `left`, the others to `left + 1`. */
interface Node {
  feature: number;
  bin: number;
  left: number;
  value: number;
}

export interface BoostedModel {
  /** The probability of 1. */
  predict(features: Float64Array): number;
}

const bins = 64;

/** `rows`: one feature vector each; `labels`: 0 or 1. */
export function boost(
  rows: readonly Float64Array[],
  labels: ArrayLike<number>,
  options: BoostingOptions = usualBoosting,
): BoostedModel {
  const width = rows[0]?.length ?? 0;
  const random = randomFrom(options.seed);
  const edges = Array.from({ length: width }, (_, feature) => edgesOf(rows, feature));
  const binned = edges.map((edge, feature) => Uint8Array.from(rows, (row) => binOf(row[feature]!, edge)));
  let positives = 0;
  for (let i = 0; i < rows.length; i++) positives += labels[i]!;
  const start = Math.log((positives + 1) / (rows.length - positives + 1));
  const scores = new Float64Array(rows.length).fill(start);
  const gradient = new Float64Array(rows.length);
  const curvature = new Float64Array(rows.length);
  const forest: Node[][] = [];
  for (let t = 0; t < options.trees; t++) {
    for (let i = 0; i < rows.length; i++) {
      const p = 1 / (1 + Math.exp(-scores[i]!));
      gradient[i] = labels[i]! - p;
      curvature[i] = p * (1 - p);
    }
    const seen: number[] = [];
    for (let i = 0; i < rows.length; i++) if (random() < options.rows) seen.push(i);
    const offered = edges.flatMap((_, feature) => (random() < options.features ? [feature] : []));
    const tree: Node[] = [{ feature: -1, bin: 0, left: 0, value: 0 }];
    grow(tree, 0, Int32Array.from(seen), offered, { binned, gradient, curvature }, options, options.depth);
    for (let i = 0; i < rows.length; i++) {
      let node = tree[0]!;
      while (node.feature >= 0) node = tree[node.left + (binned[node.feature]![i]! <= node.bin ? 0 : 1)]!;
      scores[i]! += node.value;
    }
    forest.push(tree);
  }
  return {
    predict(features) {
      const own = edges.map((edge, feature) => binOf(features[feature]!, edge));
      let score = start;
      for (const tree of forest) {
        let node = tree[0]!;
        while (node.feature >= 0) node = tree[node.left + (own[node.feature]! <= node.bin ? 0 : 1)]!;
        score += node.value;
      }
      return 1 / (1 + Math.exp(-score));
    },
  };
}

interface Training {
  binned: readonly Uint8Array[];
  gradient: Float64Array;
  curvature: Float64Array;
}

function grow(
  tree: Node[],
  at: number,
  seen: Int32Array,
  offered: readonly number[],
  training: Training,
  options: BoostingOptions,
  depth: number,
): void {
  const { binned, gradient, curvature } = training;
  let sum = 0;
  let bend = 0;
  for (const i of seen) {
    sum += gradient[i]!;
    bend += curvature[i]!;
  }
  const node = tree[at]!;
  node.value = (options.rate * sum) / (bend + options.ridge);
  if (depth === 0 || seen.length < 10) return;
  const worth = (s: number, c: number): number => (s * s) / (c + options.ridge);
  let best = { gain: 1e-3, feature: -1, bin: 0 };
  const sums = new Float64Array(bins);
  const bends = new Float64Array(bins);
  for (const feature of offered) {
    sums.fill(0);
    bends.fill(0);
    const column = binned[feature]!;
    for (const i of seen) {
      const bin = column[i]!;
      sums[bin]! += gradient[i]!;
      bends[bin]! += curvature[i]!;
    }
    let leftSum = 0;
    let leftBend = 0;
    for (let bin = 0; bin < bins - 1; bin++) {
      leftSum += sums[bin]!;
      leftBend += bends[bin]!;
      if (leftBend < 0.5 || bend - leftBend < 0.5) continue;
      const gain = worth(leftSum, leftBend) + worth(sum - leftSum, bend - leftBend) - worth(sum, bend);
      if (gain > best.gain) best = { gain, feature, bin };
    }
  }
  if (best.feature < 0) return;
  node.feature = best.feature;
  node.bin = best.bin;
  node.left = tree.length;
  tree.push({ feature: -1, bin: 0, left: 0, value: 0 }, { feature: -1, bin: 0, left: 0, value: 0 });
  const column = binned[best.feature]!;
  grow(
    tree,
    node.left,
    seen.filter((i) => column[i]! <= best.bin),
    offered,
    training,
    options,
    depth - 1,
  );
  grow(
    tree,
    node.left + 1,
    seen.filter((i) => column[i]! > best.bin),
    offered,
    training,
    options,
    depth - 1,
  );
}

/** Bin 0 is for what is missing. */
function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > edges[middle]!) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

function edgesOf(rows: readonly Float64Array[], feature: number): number[] {
  const values = rows.map((row) => row[feature]!).filter((value) => !Number.isNaN(value));
  const sorted = Float64Array.from(values).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= bins - 2) return distinct.slice(0, -1).map((value, i) => (value + distinct[i + 1]!) / 2);
  const edges = Array.from({ length: bins - 3 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / (bins - 2))]!);
  return [...new Set(edges)];
}
