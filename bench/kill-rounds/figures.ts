/** What the rounds are counted by. */
export interface KillFigures {
  rounds: number;
  /** Runs that died under the blow, and those that had just ended. */
  killed: number;
  ended: number;
  /** By what the run table says of those that died. */
  diedAt: Record<'before its first page' | 'while it read' | 'while it described' | 'with its end written', number>;
  /** Pairs of runs started at once, and how many of the pairs overlapped. */
  together: number;
  overlapping: number;
  /** Items of the source that are no record, that are several, records that differ or that are too many; addresses lost. */
  lost: number;
  twice: number;
  different: number;
  addressesLost: number;
  /** Sheets and projects unlike those of the same runs without a kill; projects of which a search heard otherwise. */
  unlike: number;
  unheard: number;
  /** Moments at which a visitor could look, and those at which two projects told of one sheet. */
  looks: number;
  halfMerges: number;
  records: number;
  /** Projects at the end, and those of them that both partners tell of. */
  projects: number;
  shared: number;
  seconds: number;
}

export const noFigures = (): KillFigures => ({
  rounds: 0,
  killed: 0,
  ended: 0,
  diedAt: { 'before its first page': 0, 'while it read': 0, 'while it described': 0, 'with its end written': 0 },
  together: 0,
  overlapping: 0,
  lost: 0,
  twice: 0,
  different: 0,
  addressesLost: 0,
  unlike: 0,
  unheard: 0,
  looks: 0,
  halfMerges: 0,
  records: 0,
  projects: 0,
  shared: 0,
  seconds: 0,
});

const faults = [
  'lost',
  'twice',
  'different',
  'addressesLost',
  'overlapping',
  'unlike',
  'unheard',
  'halfMerges',
] as const satisfies (keyof KillFigures)[];

/** Whether anything was found that must never be. */
export const isFaulty = (figures: KillFigures): boolean => faults.some((name) => figures[name] > 0);
