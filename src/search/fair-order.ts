/**
 * A fair order over any engine: by relevance, neither one partner nor one well-known name holds more than three places in
 * a row while others of comparable score follow; and one place is drawn each day among good projects that are seldom
 * seen. Every other sort, and a search within chosen partners, stays as it is.
 */
import type { Criteria } from '#model/criteria.ts';
import type { Hit, SearchAnswer, SearchEngine, SearchRequest } from './engine.ts';
import { nameHash } from './memory/names.ts';
import { familiesAsked } from './title-family.ts';

/** Places in a row that one partner, or one name, may hold. */
export const longestRun = 3;
/** A project may pass those of one partner when its score is at least this share of the score of the first it passes. */
export const comparable = 0.85;
/** And when at most this many places lie between. */
export const furthest = 20;
/** Results are put in order by windows of this many, from the first, so that pages of any size agree. */
export const fairWindow = 100;
/** The place that is drawn, from 0, and the place from which a project is seldom seen: it is on no first page. */
export const drawnPlace = 9;
export const seldomSeenFrom = 20;

/**
 * The engine with a fair order; counts, maps and everything else are its own. Whole searches draw, anew each day (UTC);
 * hits alone don't, for what is made of them must not change from day to day.
 */
export function fairly(engine: SearchEngine, now: () => Date): SearchEngine {
  const today = () => now().toISOString().slice(0, 10);
  return {
    search: (request) =>
      isToOrder(request.criteria) ? searchFairly(engine, request, today()) : engine.search(request),
    count: (asked) => engine.count(asked),
    first: (criteria) => (isToOrder(criteria) ? firstFairly(engine, criteria) : engine.first(criteria)),
    like: (text, most) => engine.like(text, most),
    apply: (changes) => engine.apply(changes),
    every: (criteria) => engine.every(criteria),
    complete: (text, most) => engine.complete(text, most),
    alike: (word, most) => engine.alike(word, most),
    get size() {
      return engine.size;
    },
    close: () => engine.close(),
  };
}

/** Whether such a search is put in a fair order: by relevance, and not within chosen partners. */
export function isFair({ sort, near, chosen }: Criteria): boolean {
  const byRelevance = sort === 'pertinence' || (sort === 'distance' && near === undefined);
  return byRelevance && (chosen.partner?.length ?? 0) === 0;
}

/** The first three stay where they are: a search that wants no more has nothing to order. */
const isToOrder = (criteria: Criteria) => isFair(criteria) && criteria.page * criteria.pageSize > longestRun;

/** What one window of hits becomes; in the first, a place is drawn. */
type PutInOrder = (hits: readonly Hit[], isFirst: boolean) => Hit[];

async function searchFairly(engine: SearchEngine, request: SearchRequest, day: string): Promise<SearchAnswer> {
  const { criteria } = request;
  const asked = familiesAsked(criteria.q);
  const put: PutInOrder = (hits, isFirst) => {
    const fair = inFairOrder(hits, asked);
    return isFirst ? withChance(fair, (id) => lotOf(day, criteria.q, id)) : fair;
  };
  const { nearby, ...answer } = await fairPage(engine, criteria, put, (window) =>
    engine.search({ ...request, criteria: window }),
  );
  const missing = criteria.page === 1 ? criteria.pageSize - answer.total : 0;
  const near = missing > 0 ? nearby?.slice(0, missing) : undefined;
  return { ...answer, ...(near !== undefined && near.length > 0 && { nearby: near }) };
}

async function firstFairly(engine: SearchEngine, criteria: Criteria): Promise<Hit[]> {
  const asked = familiesAsked(criteria.q);
  const put: PutInOrder = (hits) => inFairOrder(hits, asked);
  return (await fairPage(engine, criteria, put, async (window) => ({ hits: await engine.first(window) }))).hits;
}

/** A page out of windows put in order: the first of them asked as the caller wants, the others for their hits alone. */
async function fairPage<Asked extends { hits: readonly Hit[] }>(
  engine: SearchEngine,
  criteria: Criteria,
  put: PutInOrder,
  ask: (window: Criteria) => Promise<Asked>,
): Promise<Asked & { hits: Hit[] }> {
  const from = (criteria.page - 1) * criteria.pageSize;
  const to = from + criteria.pageSize;
  const firstWindow = Math.floor(from / fairWindow);
  const windowOf = (window: number): Criteria => ({ ...criteria, page: window + 1, pageSize: fairWindow });
  const asked = await ask(windowOf(firstWindow));
  let last = asked.hits;
  const ordered = put(last, firstWindow === 0);
  for (let window = firstWindow + 1; window * fairWindow < to && last.length === fairWindow; window++) {
    last = await engine.first(windowOf(window));
    ordered.push(...put(last, false));
  }
  const start = from - firstWindow * fairWindow;
  return { ...asked, hits: ordered.slice(start, start + criteria.pageSize) };
}

/**
 * The same hits: after three in a row of one partner, or of one name that was not asked for, the next comparable one of
 * another comes first.
 */
export function inFairOrder(hits: readonly Hit[], asked: ReadonlySet<number> = new Set()): Hit[] {
  const left = [...hits];
  const ordered: Hit[] = [];
  const nameOf = ({ family }: Hit) => (family === undefined || asked.has(family) ? undefined : family);
  const runs: Run[] = [
    { of: tellerOf, running: undefined, length: 0 },
    { of: nameOf, running: undefined, length: 0 },
  ];
  while (left.length > 0) {
    const tooLong = runs.filter(({ length }) => length >= longestRun);
    const [hit] = left.splice(tooLong.length === 0 ? 0 : otherThan(left, tooLong), 1);
    for (const run of runs) {
      const one = run.of(hit!);
      run.length = one !== undefined && one === run.running ? run.length + 1 : 1;
      run.running = one;
    }
    ordered.push(hit!);
  }
  return ordered;
}

/** What the last places have in common: a partner, a name. */
interface Run {
  of(hit: Hit): string | number | undefined;
  running: string | number | undefined;
  length: number;
}

/** What several partners tell of is no one's. */
const tellerOf = ({ partners }: Hit) => (partners?.length === 1 ? partners[0] : undefined);

/** The place of the next hit that makes no run longer and that is near enough; the first when there is none. */
function otherThan(left: readonly Hit[], runs: readonly Run[]): number {
  const isOther = (hit: Hit) => runs.every(({ of, running }) => running === undefined || of(hit) !== running);
  if (isOther(left[0]!)) return 0;
  const least = left[0]!.score * comparable;
  for (let at = 1; at < Math.min(left.length, furthest + 1); at++) {
    if (left[at]!.score < least) return 0;
    if (isOther(left[at]!)) return at;
  }
  return 0;
}

/**
 * The same hits with one of those that are seldom seen at the tenth place: of the good ones that are comparable to the
 * one there, the smallest lot, one of another partner than the ninth if there is any. The nine before it never move.
 */
export function withChance(hits: readonly Hit[], lot: (id: string) => number): Hit[] {
  const passed = hits[drawnPlace];
  if (passed === undefined) return [...hits];
  const least = passed.score * comparable;
  const may = hits.slice(seldomSeenFrom).filter(({ good, score }) => good === true && score >= least);
  const before = tellerOf(hits[drawnPlace - 1]!);
  const others = may.filter((hit) => before === undefined || tellerOf(hit) !== before);
  let drawn: { hit: Hit; lot: number } | undefined;
  for (const hit of others.length > 0 ? others : may) {
    const own = lot(hit.id);
    if (drawn === undefined || own < drawn.lot) drawn = { hit, lot: own };
  }
  if (drawn === undefined) return [...hits];
  const rest = hits.filter((hit) => hit !== drawn.hit);
  return [...rest.slice(0, drawnPlace), { ...drawn.hit, drawn: true }, ...rest.slice(drawnPlace)];
}

/** As good as chance, and the same for everybody all day: so that pages agree, and nobody draws again by reloading. */
function lotOf(day: string, words: string, id: string): number {
  let lot = nameHash([day, words, id]);
  // What two hashes of nearly the same text have in common goes (the last step of MurmurHash3).
  lot = Math.imul(lot ^ (lot >>> 16), 0x85ebca6b);
  lot = Math.imul(lot ^ (lot >>> 13), 0xc2b2ae35);
  return (lot ^ (lot >>> 16)) >>> 0;
}
