/**
 * What each agreement weighs: the natural logarithm of how much more often it is found of two sheets of one project
 * than of two others that met as candidates (Fellegi & Sunter 1969). Weights add up to a log-odds.
 */
import { type Column, columnNames, columns, type Levels } from './agreement.ts';
import { neverFalling } from './score/levels.ts';

/** By column and level, how often it is found: shares of all pairs in which both sides say something. */
export interface Weights {
  /** The log-odds of one project among candidates, before anything is seen. */
  prior: number;
  /** `same`: among sheets of one project; `other`: among candidates that are two. */
  shares: Readonly<Record<Column, { same: readonly number[]; other: readonly number[] }>>;
}

/** A weight per column and level, ready to be added up. */
export interface Scale {
  prior: number;
  byColumn: readonly (readonly number[])[];
}

/** A finding in words and what it weighs. */
export interface Evidence {
  of: Column;
  says: string;
  weight: number;
}

export function scaleOf({ prior, shares }: Weights): Scale {
  const byColumn = columnNames.map((column) => {
    const { same, other } = shares[column];
    const ratios = same.map((share, level) => Math.log(share / other[level]!));
    return neverFalling(
      ratios,
      same.map((share, level) => share + other[level]!),
    );
  });
  return { prior, byColumn };
}

/** The log-odds that they are one; 0 is even. */
export function weigh(levels: Levels, { prior, byColumn }: Scale): number {
  let sum = prior;
  for (let column = 0; column < levels.length; column++)
    if (levels[column]! >= 0) sum += byColumn[column]![levels[column]!]!;
  return sum;
}

/** What spoke for and against, the heaviest first. */
export function evidenceOf(levels: Levels, { byColumn }: Scale): Evidence[] {
  return columnNames
    .flatMap((of, column): Evidence[] => {
      const level = levels[column]!;
      return level < 0 ? [] : [{ of, says: columns[of][level]!, weight: byColumn[column]![level]! }];
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
