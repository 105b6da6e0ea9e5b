/** A partner's text as one clean line, or as clean paragraphs. */
import { cutBoilerplate } from './boilerplate.ts';
import { findContacts, withholdPersonal } from './contact.ts';
import { decodeEntities } from './entities.ts';
import { untilStable } from './fixpoint.ts';
import { stripTags, toSafeHtml } from './html.ts';
import { repairMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { calmShouting } from './shouting.ts';
import { setType } from './typography.ts';

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200d\u2028\u2029\u2060\ufeff]/g;
/** Longer titles are sentences that lost their way: cut at a word. */
const longestTitle = 140;
/** What is cleaned of one text at most, in characters: past this it is no line, no body, but an accident. */
const longestLine = 20_000;
const longestBody = 100_000;

/** One line of plain text: repaired, without tags or entities, French typography, no personal contact, no placeholder. */
export function cleanLine(text: string, language = 'fr'): string {
  return untilStable(begin(text, longestLine), (line) => oneLine(line, language));
}

/** A title: a clean line, calm, without a lone full stop at its end, at most 140 characters. */
export function cleanTitle(text: string, language = 'fr'): string {
  return untilStable(begin(text, longestTitle * 10), (title) => {
    const line = calmShouting(oneLine(title, language))
      .replace(/^[\s.,;:•·*|–—-]+(?=[\p{L}\p{N}«])/u, '')
      .replace(/[\s,;:|–—-]+$/u, '');
    return shorten(/[.!?…].*\.$/.test(line) ? line : line.replace(/(?<=\p{L}{2})\.$/u, ''), longestTitle);
  });
}

/** Safe HTML whose every piece of text is clean; see `toSafeHtml`. */
export function cleanBody(text: string, language = 'fr'): string {
  if (isPlaceholder(text)) return '';
  return toSafeHtml(unpartContacts(begin(text, longestBody).replace(control, '')), (piece) =>
    cutBoilerplate(withholdPersonal(setType(piece.replace(control, ''), language))),
  );
}

const within = /<\/?(?:b|i|u|em|strong|span|font|small|mark|wbr|a)\b[^<>]*>/gi;

/** Without the tags that part a mail or a phone in two: each half would pass for nothing. Mostly the text as it is. */
function unpartContacts(html: string): string {
  if (!html.includes('<')) return html;
  const known = new Set(findContacts(html).map(({ value }) => value));
  const isParted = (text: string) => findContacts(text).some(({ value, personal }) => personal && !known.has(value));
  const joined = html.replace(within, '');
  if (isParted(joined)) return joined;
  const oneLine = joined.replace(/(?<=\d)\s*<br ?\/?>\s*(?=\d)/gi, ' ');
  return isParted(oneLine) ? oneLine : html;
}

/** A text of at most `most` characters, cut at a word and ended by “…”; never in the middle of a surrogate pair. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  const end = cut.search(/[\s\u00a0\u202f]+\S*$/);
  return `${cut.slice(0, end > 0 ? end : undefined).replace(/[\s,;:.\u00a0\u202f(«–—-]+$/u, '')}…`;
}

/** The beginning of a text, without halves of characters. */
function begin(text: string, most: number): string {
  return (text.length > most ? text.slice(0, most) : text).toWellFormed();
}

function oneLine(text: string, language: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} -]*$/u.test(text) && text.length < 40 && !/ {2}|[ÃÂâÅ]|\d(?:[ -]*\d){8}/.test(text))
    return isPlaceholder(text) ? '' : text.trim();
  const plain = stripTags(unpartContacts(decodeEntities(repairMojibake(text))))
    .replace(control, '')
    .replace(/\s+/g, ' ');
  const line = cutBoilerplate(withholdPersonal(setType(plain, language).trim())).trim();
  return isPlaceholder(line) ? '' : line;
}
