/** The words of a value as they are compared: folded, abbreviations written out, numbers in one form. */
import { fold } from '#lib/text/fold.ts';

/** What people shorten, written out; each side of a comparison goes through it, so an odd reading harms nobody. */
const writtenOut: Readonly<Record<string, string>> = {
  st: 'saint', ste: 'sainte', bd: 'boulevard', blvd: 'boulevard', bvd: 'boulevard', av: 'avenue', ave: 'avenue',
  pl: 'place', rte: 'route', chem: 'chemin', fg: 'faubourg', fbg: 'faubourg', gal: 'general', mal: 'marechal',
  assoc: 'association', asso: 'association', cie: 'compagnie', ets: 'etablissement', mediath: 'mediatheque',
  co: 'company', inc: 'company', ltd: 'company', corp: 'company', rd: 'road', hwy: 'highway', sq: 'square',
}; // biome-ignore format: a table
const empty: ReadonlySet<string> = new Set(
  'l le la les un une des du de d a au aux en et the of and for an in on s'.split(' '),
);

/** Folded words, in order; articles and linking words left out unless nothing else is there. */
export function wordsOf(text: string): string[] {
  const all = fold(text)
    .replace(/(\d)[.,]0+(?![\d])/g, '$1')
    .replace(/(\d)\s*[.,]\s*(\d)/g, '$1.$2')
    .replace(/\bcedex( \d+)?\b/g, ' ')
    .replace(/'s\b/g, 's')
    .split(/[^\p{L}\p{N}.]+/u)
    .map((word) => (/^\d+\.\d+$/.test(word) ? word : word.replaceAll('.', '')))
    .filter((word) => word !== '')
    .map((word) => writtenOut[word] ?? word);
  const telling = all.filter((word) => !empty.has(word));
  return telling.length === 0 ? all : telling;
}
