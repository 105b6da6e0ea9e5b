/** The figures of a matching: how many of the pairs said are true, how many of the true were said. */

export interface MatchingFigures {
  /** Pairs judged. */
  pairs: number;
  precision: number;
  recall: number;
  /** Harmonic mean of the two. */
  f1: number;
}

export function figuresOf(pairs: number, said: number, right: number, wanted: number): MatchingFigures {
  const precision = said === 0 ? 0 : right / said;
  const recall = wanted === 0 ? 0 : right / wanted;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { pairs, precision, recall, f1 };
}
