/** A learner of labels for words: one logistic regression for each label, small enough to be trained in a second. */
import { featuresOf } from './features.ts';

export interface Example {
  word: string;
  labels: readonly string[];
  /** How much it counts beside the others; 1 for a curator's decision. */
  weight: number;
}

export interface Guess {
  label: string;
  /** From 0 to 1: the probability that the learner gives. */
  confidence: number;
  /** The features that spoke for it most, strongest first. */
  because: string[];
}

export interface Learner {
  /** Every label with its confidence, best first. */
  guess(word: string): Guess[];
}

export interface Training {
  passes: number;
  /** Step of the descent. */
  rate: number;
  /** How strongly weights are pulled back to zero (L2), at each step. */
  decay: number;
}

const usual: Training = { passes: 30, rate: 0.5, decay: 1e-5 };

/**
 * Learns from examples: stochastic gradient descent on the logistic loss with steps that shrink for features often seen
 * (AdaGrad; Duchi, Hazan, Singer, 2011). The same examples in the same order give the same learner.
 */
export function learn(examples: readonly Example[], training: Training = usual): Learner {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort();
  const rankOf = new Map(labels.map((label, rank) => [label, rank]));
  const features = new Map<string, number>([['', 0]]);
  const rarity = rarityIn(examples);
  const rows = examples.map(({ word, labels: its, weight }) => {
    const seen = weighed(word, rarity);
    const at = new Int32Array(seen.size + 1);
    const by = new Float64Array(seen.size + 1).fill(0.3, 0, 1);
    let i = 1;
    for (const [name, value] of seen) {
      if (!features.has(name)) features.set(name, features.size);
      at[i] = features.get(name)!;
      by[i++] = value;
    }
    return { at, by, weight, right: new Set(its.map((label) => rankOf.get(label)!)) };
  });
  const width = labels.length;
  const weights = new Float64Array(features.size * width);
  const seenSquares = new Float64Array(features.size * width).fill(0.1);
  const errors = new Float64Array(width);
  for (let pass = 0; pass < training.passes; pass++)
    for (const { at, by, weight, right } of shuffled(rows, pass)) {
      errors.fill(0);
      for (let i = 0; i < at.length; i++)
        for (let label = 0, cell = at[i]! * width; label < width; label++, cell++)
          errors[label]! += weights[cell]! * by[i]!;
      for (let label = 0; label < width; label++)
        errors[label] = weight * (1 / (1 + Math.exp(-errors[label]!)) - (right.has(label) ? 1 : 0));
      for (let i = 0; i < at.length; i++)
        for (let label = 0, cell = at[i]! * width; label < width; label++, cell++) {
          const slope = errors[label]! * by[i]! + training.decay * weights[cell]!;
          seenSquares[cell]! += slope * slope;
          weights[cell]! -= (training.rate * slope) / Math.sqrt(seenSquares[cell]!);
        }
    }
  return { guess: (word) => guess(weighed(word, rarity), labels, features, weights) };
}

type Rarity = (feature: string) => number;

/** A feature that many examples share says little: its weight falls from 1 with the logarithm of their number. */
function rarityIn(examples: readonly Example[]): Rarity {
  const seen = new Map<string, number>();
  for (const { word } of examples)
    for (const name of featuresOf(word).keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const most = Math.log(1 + examples.length);
  return (feature) => Math.log(1 + examples.length / (seen.get(feature) ?? 1)) / most;
}

/** The features of a word, each by its rarity, together of length 1. */
function weighed(word: string, rarity: Rarity): Map<string, number> {
  const features = featuresOf(word);
  let squares = 0;
  for (const [name, value] of features) {
    const weight = value * rarity(name);
    features.set(name, weight);
    squares += weight * weight;
  }
  for (const [name, weight] of features) features.set(name, weight / Math.sqrt(squares));
  return features;
}

function guess(
  seen: Map<string, number>,
  labels: string[],
  features: Map<string, number>,
  weights: Float64Array,
): Guess[] {
  const known = [...seen].flatMap(([name, value]) => {
    const rank = features.get(name);
    return rank === undefined ? [] : [{ name, value, rank }];
  });
  const width = labels.length;
  return labels
    .map((label, rank) => {
      const parts = known.map(({ name, value, rank: row }) => ({ name, share: value * weights[row * width + rank]! }));
      const sum = parts.reduce((total, { share }) => total + share, 0.3 * weights[rank]!);
      const because = parts
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share)
        .slice(0, 3)
        .map(({ name }) => name);
      return { label, confidence: 1 / (1 + Math.exp(-sum)), because };
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** The same order at each run, another at each pass: a linear congruence walks every place once. */
function shuffled<T>(rows: readonly T[], pass: number): T[] {
  const size = rows.length;
  let stride = 2 * pass + 7919;
  while (size > 1 && gcd(stride, size) !== 1) stride++;
  return rows.map((_, i) => rows[(i * stride + pass * 31) % size]!);
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
