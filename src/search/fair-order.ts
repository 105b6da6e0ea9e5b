/**
 * A fair order over any engine: by relevance, one partner never holds more than three places in a row while others of
 * comparable score follow. Every other sort, and a search within chosen partners, stays as it is.
 */
import type { Criteria } from '#model/criteria.ts';
import type { Hit, SearchAnswer, SearchEngine, SearchRequest } from './engine.ts';

/** Places in a row that one partner may hold. */
export const longestRun = 3;
/** A project may pass those of one partner when its score is at least this share of the score of the first it passes. */
export const comparable = 0.85;
/** And when at most this many places lie between. */
export const furthest = 20;
/** Results are put in order by windows of this many, from the first, so that pages of any size agree. */
export const fairWindow = 100;

/** The engine with a fair order; counts, maps and everything else are its own. */
export function fairly(engine: SearchEngine): SearchEngine {
  return {
    search: (request) => (isToOrder(request.criteria) ? searchFairly(engine, request) : engine.search(request)),
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

/** The first three stay where they are: a search that wants no more has nothing to order. */
function isToOrder({ sort, near, page, pageSize, chosen }: Criteria): boolean {
  const byRelevance = sort === 'pertinence' || (sort === 'distance' && near === undefined);
  return byRelevance && page * pageSize > longestRun && (chosen.partner?.length ?? 0) === 0;
}

async function searchFairly(engine: SearchEngine, request: SearchRequest): Promise<SearchAnswer> {
  const { criteria } = request;
  const { nearby, ...answer } = await fairPage(engine, criteria, (window) =>
    engine.search({ ...request, criteria: window }),
  );
  const missing = criteria.page === 1 ? criteria.pageSize - answer.total : 0;
  const near = missing > 0 ? nearby?.slice(0, missing) : undefined;
  return { ...answer, ...(near !== undefined && near.length > 0 && { nearby: near }) };
}

async function firstFairly(engine: SearchEngine, criteria: Criteria): Promise<Hit[]> {
  return (await fairPage(engine, criteria, async (window) => ({ hits: await engine.first(window) }))).hits;
}

/** A page out of windows put in order: the first of them asked as the caller wants, the others for their hits alone. */
async function fairPage<Asked extends { hits: readonly Hit[] }>(
  engine: SearchEngine,
  criteria: Criteria,
  ask: (window: Criteria) => Promise<Asked>,
): Promise<Asked & { hits: Hit[] }> {
  const from = (criteria.page - 1) * criteria.pageSize;
  const to = from + criteria.pageSize;
  const firstWindow = Math.floor(from / fairWindow);
  const windowOf = (window: number): Criteria => ({ ...criteria, page: window + 1, pageSize: fairWindow });
  const asked = await ask(windowOf(firstWindow));
  let last = asked.hits;
  const ordered = inFairOrder(last);
  for (let window = firstWindow + 1; window * fairWindow < to && last.length === fairWindow; window++) {
    last = await engine.first(windowOf(window));
    ordered.push(...inFairOrder(last));
  }
  const start = from - firstWindow * fairWindow;
  return { ...asked, hits: ordered.slice(start, start + criteria.pageSize) };
}

/** The same hits: after three in a row of one partner, the next comparable one of another comes first. */
export function inFairOrder(hits: readonly Hit[]): Hit[] {
  const left = [...hits];
  const ordered: Hit[] = [];
  let run = 0;
  let running: string | undefined;
  while (left.length > 0) {
    const at = run < longestRun ? 0 : otherThan(left, running);
    const [hit] = left.splice(at, 1);
    const teller = tellerOf(hit!);
    run = teller !== undefined && teller === running ? run + 1 : 1;
    running = teller;
    ordered.push(hit!);
  }
  return ordered;
}

/** What several partners tell of is no one's. */
const tellerOf = ({ partners }: Hit) => (partners?.length === 1 ? partners[0] : undefined);

/** The place of the next hit that another partner tells of and that is near enough; the first when there is none. */
function otherThan(left: readonly Hit[], running: string | undefined): number {
  if (running === undefined || tellerOf(left[0]!) !== running) return 0;
  const least = left[0]!.score * comparable;
  for (let at = 1; at < Math.min(left.length, furthest + 1); at++) {
    if (left[at]!.score < least) return 0;
    if (tellerOf(left[at]!) !== running) return at;
  }
  return 0;
}
