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
export type Part = 'words' | 'territories' | 'near' | 'years' | 'box' | FacetName;

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
  engine: Pick<SearchEngine, 'search'>,
  criteria: Criteria,
  territory: (id: string) => Territory | undefined,
  most = 5,
): Promise<Loosening[]> {
  const asked: Criteria = { ...criteria, page: 1 };
  const count = async (candidate: Candidate) => {
    const { total } = await engine.search({ criteria: { ...candidate.criteria, pageSize: 1 } });
    return { ...candidate, total };
  };
  /** Of steps ever wider, the first that finds something. */
  const firstOf = async (steps: readonly Candidate[]) => {
    for (const step of steps) {
      const counted = await count(step);
      if (counted.total > 0) return [counted];
    }
    return [];
  };
  const wider = await Promise.all([firstOf(widerPlaces(asked, territory)), firstOf(widerRadii(asked))]);
  const others = await Promise.all([...fewerWords(asked), ...fewerParts(asked)].map(count));
  let found = [...wider.flat(), ...others].filter(({ total }) => total > 0);
  if (found.length === 0) {
    const alone = await Promise.all(aloneParts(asked).map(count));
    found = alone.filter(({ total }) => total > 0);
  }
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
function partsOf({ q, territories, near, yearFrom, yearTo, box, chosen }: Criteria): Part[] {
  const parts: Part[] = [];
  if (q !== '') parts.push('words');
  if (territories.length > 0) parts.push('territories');
  if (near !== undefined) parts.push('near');
  if (yearFrom !== undefined || yearTo !== undefined) parts.push('years');
  if (box !== undefined) parts.push('box');
  return [...parts, ...facetNames.filter((name) => (chosen[name]?.length ?? 0) > 0)];
}

function withoutPart(asked: Criteria, part: Part): Criteria {
  if (part === 'words') return { ...asked, q: '' };
  if (part === 'territories') return { ...asked, territories: [] };
  if (part === 'near')
    return { ...asked, near: undefined, sort: asked.sort === 'distance' ? 'pertinence' : asked.sort };
  if (part === 'years') return { ...asked, yearFrom: undefined, yearTo: undefined };
  if (part === 'box') return { ...asked, box: undefined };
  const { [part]: _, ...chosen } = asked.chosen;
  return { ...asked, chosen };
}
