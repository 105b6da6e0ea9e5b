/**
 * A typo that is a word itself: hardly any project says it, many say one that is a letter away, and with that one the
 * whole query finds far more. The reader is asked; nothing is read otherwise than it was typed.
 */
import { mostEdits } from '#lib/text/distance.ts';
import { tokens } from '#lib/text/tokens.ts';
import type { Criteria } from '#model/criteria.ts';
import { englishStopWords, stopWords } from '../analysis/stop-words.ts';
import type { SearchAnswer, SearchEngine } from '../engine.ts';
import { insteadOf } from './as-written.ts';

/** The search with another word. */
export interface OtherSpelling {
  /** The word as it was typed, folded, and the one that may be meant. */
  from: string;
  to: string;
  criteria: Criteria;
  /** What that search finds. */
  total: number;
}

/** Nothing is asked where more projects than this answer: the words were right. */
const fewAnswers = 5;
/** How many times more projects must say the other word, and how many times more the query with it must find. */
const moreUsed = 20;
const moreFound = 5;
/** Bounds of the work: words looked at, and others tried for each. */
const mostWords = 6;
const mostOthers = 2;

/** The one that finds most; undefined when there is none. */
export async function otherSpelling(
  engine: Pick<SearchEngine, 'count' | 'alike'>,
  criteria: Criteria,
  { total, reading }: Pick<SearchAnswer, 'total' | 'reading'>,
): Promise<OtherSpelling | undefined> {
  if (total > fewAnswers || reading === undefined) return undefined;
  const read = new Set([...reading.unknown, ...reading.corrected.map(({ from }) => from)]);
  const words = outsideQuotes(criteria.q).filter((word) => !read.has(word));
  const tried = await Promise.all(words.slice(0, mostWords).map((from) => others(engine, criteria, from)));
  const found = tried.flat().filter((one) => one.total >= moreFound * Math.max(1, total));
  return found.sort((a, b) => b.total - a.total)[0];
}

async function others(
  engine: Pick<SearchEngine, 'count' | 'alike'>,
  criteria: Criteria,
  from: string,
): Promise<OtherSpelling[]> {
  const { count, others: near } = await engine.alike(from, mostOthers);
  const usual = near.filter((other) => count > 0 && other.count >= moreUsed * count);
  const asked = usual.map(({ word }): Criteria => ({ ...criteria, q: insteadOf(criteria.q, from, word), page: 1 }));
  const counted = await engine.count(asked);
  return counted.map(({ total, reading }, i) => ({
    from,
    to: usual[i]!.word,
    criteria: asked[i]!,
    total: reading?.all === true ? total : 0,
  }));
}

/** Words that may be misspelt: long enough, with something to say, neither quoted nor left out. */
function outsideQuotes(query: string): string[] {
  const words = query.replace(/-?["«“][^"«»“”]*["»”]|(^|\s)-\S+/g, ' ').split(/\s+/);
  const single = words.map(tokens).filter((inside) => inside.length === 1);
  return [...new Set(single.flat())].filter(
    (word) => mostEdits(word) > 0 && !stopWords.has(word) && !englishStopWords.has(word),
  );
}
