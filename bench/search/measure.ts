/**
 * The parts of a search, each asked of every engine in one run: ten questions at a time in turn, so that whatever else
 * the machine does falls on all alike.
 */
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import type { MapRequest } from '#search/engine.ts';

/** An engine on the track: the same question gives its total, hits, counts and map cells. */
export interface Contender {
  name: string;
  lacks: string;
  /** It works in this process: its processor time is this one's. */
  inProcess: boolean;
  ask(criteria: Criteria, facets: readonly FacetName[], map: MapRequest | undefined): unknown;
  close(): Promise<void>;
}

/** Milliseconds; `cpuMedian` is processor time, told for what works in this process. */
export interface Measured {
  msMedian: number;
  msP95: number;
  cpuMedian?: number;
}

export interface Part {
  name: 'text' | 'counts' | 'radius' | 'all';
  title: string;
  facets: readonly FacetName[];
  map: MapRequest | undefined;
  questions: readonly Criteria[];
}

const countedFacets = facetNames.slice(0, 7);
const france: MapRequest = { box: [-5, 41, 10, 51.5], columns: 24 };

/** The mixed questions whole, and what is left of them when one thing after another is taken away. */
export function partsOf(mixed: readonly Criteria[]): Part[] {
  const worded = mixed.filter(({ q }) => q !== '');
  const without = (criteria: Criteria): Criteria => ({ ...criteria, near: undefined, box: undefined });
  const text = worded.map((criteria) => ({
    ...without(criteria),
    chosen: {},
    territories: [],
    yearFrom: undefined,
  }));
  const around = (criteria: Criteria, i: number): Criteria => ({
    ...without(criteria),
    near: criteria.near ?? {
      lat: 43 + ((i * 7) % 70) / 10,
      lon: -4 + ((i * 11) % 110) / 10,
      radiusKm: 20 + ((i * 37) % 180),
    },
  });
  return [
    { name: 'text', title: 'text', facets: [], map: undefined, questions: text },
    {
      name: 'counts',
      title: 'text, filters, counts',
      facets: countedFacets,
      map: undefined,
      questions: worded.map(without),
    },
    { name: 'radius', title: 'and a radius', facets: countedFacets, map: undefined, questions: worded.map(around) },
    { name: 'all', title: 'mixed, with map cells', facets: countedFacets, map: france, questions: mixed },
  ];
}

const inTurn = 10;

/** One round to warm up, then `rounds` on the clock; each question counts by the median of its rounds. */
export async function measure(
  contenders: readonly Contender[],
  { facets, map, questions }: Part,
  rounds: number,
): Promise<Record<string, Measured>> {
  const taken = contenders.map(() => questions.map(() => ({ ms: [] as number[], cpu: [] as number[] })));
  for (let round = 0; round <= rounds; round++)
    for (let from = 0; from < questions.length; from += inTurn)
      for (const [c, contender] of contenders.entries())
        for (let i = from; i < Math.min(from + inTurn, questions.length); i++) {
          const processor = process.cpuUsage();
          const begun = performance.now();
          await contender.ask(questions[i]!, facets, map);
          const ms = performance.now() - begun;
          const { user, system } = process.cpuUsage(processor);
          if (round === 0) continue;
          taken[c]![i]!.ms.push(ms);
          taken[c]![i]!.cpu.push((user + system) / 1000);
        }
  return Object.fromEntries(
    contenders.map(({ name, inProcess }, c) => {
      const ms = taken[c]!.map((one) => at(one.ms, 0.5));
      const cpu = taken[c]!.map((one) => at(one.cpu, 0.5));
      const measured: Measured = { msMedian: rounded(at(ms, 0.5)), msP95: rounded(at(ms, 0.95)) };
      return [name, inProcess ? { ...measured, cpuMedian: rounded(at(cpu, 0.5)) } : measured];
    }),
  );
}

function at(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The quickest of the others, and how many times its median is ours; undefined when ours is alone or absent. */
export function bestPeer(results: Readonly<Record<string, Measured>>): { peer: string; times: number } | undefined {
  const { ours, ...others } = results;
  const [best] = Object.entries(others).sort(([, a], [, b]) => a.msMedian - b.msMedian);
  if (ours === undefined || best === undefined) return undefined;
  return { peer: best[0], times: Math.round((10 * best[1].msMedian) / ours.msMedian) / 10 };
}
