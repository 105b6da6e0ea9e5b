/** For a search that finds nothing: the nearest searches that find something, with true counts. */
import { tokens } from '#lib/text/tokens.ts';
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { SearchEngine } from '../engine.ts';

/** What one step changes. */
export type Loosened =
  | { how: 'quotes' }
  /** The territory `from` becomes the one around it. */
  | { how: 'widened'; from: string; to: string }
  | { how: 'radius'; radiusKm: number }
  | { how: 'without-word'; word: string }
  | { how: 'without'; part: Part }
  /** Every criterion but this one goes. */
  | { how: 'only'; part: Part };

/** One criterion; of a facet, all its values: they are alternatives, one less would narrow. */
export type Part = 'words' | 'territories' | 'near' | 'years' | 'box' | 'area' | FacetName;

export interface Loosening {
  step: Loosened;
  criteria: Criteria;
  total: number;
}

interface Candidate {
  step: Loosened;
  criteria: Criteria;
  /** How far from what was asked: the smallest first. */
  far: number;
}

/** Past these, words are not tried one by one. */
const mostWords = 8;
const widestKm = 1000;

/**
 * At most `most` loosenings that find something, the nearest first and among equally near ones the largest: quotes
 * off, a wider place, a word less, a criterion less; when no single step helps, each criterion alone.
 */
export async function loosenings(
  engine: Pick<SearchEngine, 'count'>,
  criteria: Criteria,
  territory: (id: string) => Territory | undefined,
  most = 5,
): Promise<Loosening[]> {
  const asked: Criteria = { ...criteria, page: 1 };
  const steps = [
    widerPlaces(asked, territory),
    widerRadii(asked),
    ...[...fewerWords(asked), ...fewerParts(asked)].map((one) => [one]),
  ];
  const counted = await countEach(engine, steps.flat());
  const totals = new Map(counted.map((one) => [one.step, one]));
  // Of steps ever wider, the first that finds something.
  let found = steps.flatMap((row) => row.map(({ step }) => totals.get(step)!).find(({ total }) => total > 0) ?? []);
  if (found.length === 0) found = (await countEach(engine, aloneParts(asked))).filter(({ total }) => total > 0);
  const seen = new Set<string>();
  return found
    .sort((a, b) => a.far - b.far || b.total - a.total)
    .filter(({ criteria: one }) => {
      const key = JSON.stringify(one);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most)
    .map(({ step, criteria: one, total }) => ({ step, criteria: one, total }));
}

async function countEach(engine: Pick<SearchEngine, 'count'>, candidates: readonly Candidate[]) {
  const counted = await engine.count(candidates.map(({ criteria }) => criteria));
  return candidates.map((candidate, i) => ({ ...candidate, ...counted[i]! }));
}

function widerPlaces(asked: Criteria, territory: (id: string) => Territory | undefined): Candidate[] {
  const [from, ...others] = asked.territories;
  if (from === undefined || others.length > 0) return [];
  return (territory(from)?.within ?? []).map((to) => ({
    step: { how: 'widened', from, to },
    criteria: { ...asked, territories: [to] },
    far: 1,
  }));
}

function widerRadii(asked: Criteria): Candidate[] {
  const { near } = asked;
  if (near === undefined) return [];
  return [2, 4, 8]
    .map((times) => Math.min(widestKm, near.radiusKm * times))
    .filter((radiusKm) => radiusKm > near.radiusKm)
    .map((radiusKm) => ({
      step: { how: 'radius', radiusKm },
      criteria: { ...asked, near: { ...near, radiusKm } },
      far: 1,
    }));
}

/** The query without its quotes, and without each of its words. */
function fewerWords(asked: Criteria): Candidate[] {
  const candidates: Candidate[] = [];
  const unquoted = asked.q
    .replace(/["«»“”]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (unquoted !== asked.q && unquoted !== '')
    candidates.push({ step: { how: 'quotes' }, criteria: { ...asked, q: unquoted }, far: 0 });
  const stretches = asked.q.match(/-?["«“][^"«»“”]*["»”]|\S+/g) ?? [];
  const telling = stretches.filter((one) => tokens(one).some((word) => !stopWords.has(word)));
  if (telling.length < 2 || telling.length > mostWords) return candidates;
  for (const word of new Set(telling)) {
    const q = stretches.filter((one) => one !== word).join(' ');
    candidates.push({ step: { how: 'without-word', word }, criteria: { ...asked, q }, far: 2 });
  }
  return candidates;
}

function fewerParts(asked: Criteria): Candidate[] {
  const parts = partsOf(asked);
  const far = (part: Part) => (part === 'words' || part === 'territories' || part === 'near' ? 3 : 2);
  return parts.map((part) => ({ step: { how: 'without', part }, criteria: withoutPart(asked, part), far: far(part) }));
}

function aloneParts(asked: Criteria): Candidate[] {
  const parts = partsOf(asked);
  return parts.map((part) => ({
    step: { how: 'only', part },
    criteria: parts.filter((other) => other !== part).reduce(withoutPart, asked),
    far: 4,
  }));
}

/** The criteria that narrow this search. */
function partsOf({ q, territories, near, yearFrom, yearTo, box, area, chosen }: Criteria): Part[] {
  const parts: Part[] = [];
  if (q !== '') parts.push('words');
  if (territories.length > 0) parts.push('territories');
  if (near !== undefined) parts.push('near');
  if (yearFrom !== undefined || yearTo !== undefined) parts.push('years');
  if (box !== undefined) parts.push('box');
  if (area !== undefined) parts.push('area');
  return [...parts, ...facetNames.filter((name) => (chosen[name]?.length ?? 0) > 0)];
}

function withoutPart(asked: Criteria, part: Part): Criteria {
  if (part === 'words') return { ...asked, q: '' };
  if (part === 'territories') return { ...asked, territories: [] };
  if (part === 'near')
    return { ...asked, near: undefined, sort: asked.sort === 'distance' ? 'pertinence' : asked.sort };
  if (part === 'years') return { ...asked, yearFrom: undefined, yearTo: undefined };
  if (part === 'box') return { ...asked, box: undefined };
  if (part === 'area') return { ...asked, area: undefined };
  const { [part]: _, ...chosen } = asked.chosen;
  return { ...asked, chosen };
}
