/** Reads the pairs of the literature's benchmarks: `COL a VAL … COL b VAL …`, tab, the other row, tab, 0 or 1. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '../compare/evidence.ts';
import type { Pair } from '../score/compete.ts';

export type Part = 'train' | 'valid' | 'test';

export interface LabelledPair extends Pair {
  same: boolean;
  part: Part;
}

export interface PairSet {
  /** Names of the columns, in order, without those left out. */
  columns: string[];
  /** Each row once: rows that read the same are one. */
  left: Values[];
  right: Values[];
  pairs: LabelledPair[];
}

/** Reads `train.txt`, `valid.txt`, `test.txt` of a folder, as far as they are there. Throws on a line it can't read. */
export function readPairs(folder: string, ignored: readonly string[]): PairSet {
  const columns = new Set<string>();
  const sides = { left: new Map<string, number>(), right: new Map<string, number>() };
  const rows: { left: Values[]; right: Values[] } = { left: [], right: [] };
  const number = (side: 'left' | 'right', text: string): number => {
    const values = readRow(text, ignored);
    const name = JSON.stringify(values);
    const known = sides[side].get(name);
    if (known !== undefined) return known;
    for (const column of Object.keys(values)) columns.add(column);
    sides[side].set(name, rows[side].length);
    return rows[side].push(values) - 1;
  };
  const pairs: LabelledPair[] = [];
  for (const part of ['train', 'valid', 'test'] as const) {
    const file = join(folder, `${part}.txt`);
    if (!existsSync(file)) continue;
    readFileSync(file, 'utf8')
      .split('\n')
      .forEach((line, i) => {
        if (line.trim() === '') return;
        const [left, right, label] = line.split('\t');
        if (left === undefined || right === undefined || !/^[01]\s*$/.test(label ?? ''))
          throw new Error(`${file}:${i + 1}: not a pair: two rows and 0 or 1, separated by tabs`);
        pairs.push({
          left: number('left', left),
          right: number('right', right),
          same: label!.trim() === '1',
          part,
        });
      });
  }
  return { columns: [...columns], ...rows, pairs };
}

function readRow(text: string, ignored: readonly string[]): Values {
  const values: Record<string, string> = {};
  for (const [, column, value] of text.matchAll(/COL (\S+) VAL (.*?)(?= COL \S+ VAL |$)/g))
    if (!ignored.includes(column!)) values[column!] = value!.trim();
  return values;
}
