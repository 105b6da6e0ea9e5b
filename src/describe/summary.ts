/** Summaries: the first sentences of what a sheet tells, and a body that does not say them again. */
import { htmlToText } from './clean/html.ts';
import { shorten } from './clean/text.ts';

export const longestSummary = 280;

/** The end of a sentence: not after an initial, an abbreviation or a number's point. */
const sentenceEnd =
  /(?<=[^\s\p{Lu}.](?<!\b(?:M|Mme|etc|cf|ex|av|bd|St|Ste|n|tél|p|env|min|max))[.!?…][»”"')\]]?)[\s\u00a0\u202f]+(?=[\p{Lu}\p{N}«“"(•–-])/gu;

/** When doors open is no summary of what happens behind them. */
const openingHours = /(?<!\d)\d{1,2} ?(?:h|:)(?: ?\d{2})?(?!\d)|^horaires?\b/i;

/**
 * The first whole sentences that fit in 280 characters; when even the first does not, it is cut at a word. A line is a
 * sentence; lines of opening hours are left out.
 */
function summarise(text: string): string {
  const plain = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !openingHours.test(line))
    .map((line, _, lines) => (lines.length > 1 && /[\p{L}\p{N})»]$/u.test(line) ? `${line}.` : line))
    .join(' ');
  if (plain.length <= longestSummary) return plain;
  let summary = '';
  for (const sentence of plain.split(sentenceEnd)) {
    const longer = summary === '' ? sentence : `${summary} ${sentence}`;
    if (longer.length > longestSummary) break;
    summary = longer;
  }
  return summary.length >= 60 ? summary : shorten(plain, longestSummary);
}

/**
 * A summary and a body that go together. Without a summary it is made from the body; a summary too long goes to the
 * body, and is made anew; the body loses a beginning that only repeats the summary; neither repeats the title alone. Body is safe HTML, summary text.
 */
export function settleTexts(title: string, summary: string, body: string): { summary: string; body: string } {
  let [short, long] = [saysAgain(summary, title) ? '' : summary, body];
  long = withoutTitle(long, title);
  if (short === '' && long === '') return { summary: '', body: '' };
  if (short.length > longestSummary) {
    const told = htmlToText(long).replace(/\n/g, ' ');
    if (!sameStart(told, short)) long = `<p>${escaped(short)}</p>${long}`;
    short = summarise(short);
  }
  if (short === '') short = summarise(htmlToText(long));
  return { summary: short, body: withoutRepetition(short, long) };
}

function withoutRepetition(summary: string, body: string): string {
  const first = /^<p>((?:(?!<p>|<\/p>)[\s\S])*)<\/p>/.exec(body);
  if (first === null) return body;
  const text = htmlToText(first[1]!);
  const flat = text.replace(/\n/g, ' ');
  if (plain(flat) === plain(summary)) return body.slice(first[0].length);
  if (first[1]!.includes('<') || summary.endsWith('…') || !flat.startsWith(summary)) return body;
  const rest = text.slice(summary.length).trim();
  return /[\p{L}\p{N}]/u.test(rest)
    ? `<p>${escaped(rest)}</p>${body.slice(first[0].length)}`
    : body.slice(first[0].length);
}

/** A first paragraph that is the title once more goes. */
function withoutTitle(body: string, title: string): string {
  const first = /^<p>((?:(?!<p>|<\/p>)[\s\S])*)<\/p>/.exec(body);
  return first !== null && saysAgain(htmlToText(first[1]!), title) ? body.slice(first[0].length) : body;
}

function saysAgain(text: string, title: string): boolean {
  return text !== '' && plain(text) === plain(title);
}

function sameStart(text: string, start: string): boolean {
  return plain(text).startsWith(plain(start));
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
