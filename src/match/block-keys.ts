/**
 * Under which keys a sheet meets those it could be one with. Two sheets without a key in common are never compared, so
 * that a change reaches only its own blocks. Missed are true pairs whose names share, in one commune, no beginning of
 * a telling word, no acronym and no whole, and that have neither a web page nor (exact name and site) in common.
 */
import { foldToWords } from '#lib/text/fold.ts';
import type { Sheet } from '#model/sheet.ts';
import { nameEvidence } from './name-evidence.ts';
import { onlyCommune } from './place-evidence.ts';
import { webEvidence } from './web-evidence.ts';

const beginning = 5;
/** A title longer than this is a sentence: its words meet too many others. */
const mostWords = 8;

export function blockKeys(sheet: Sheet): string[] {
  const keys = new Set<string>();
  const commune = onlyCommune(sheet);
  const { telling, exact } = nameEvidence(sheet.title, sheet.sites[0]?.city ?? '');
  const { pages, sites } = webEvidence(sheet);
  if (commune !== undefined) {
    if (telling.length <= mostWords)
      for (const word of telling) keys.add(`word ${commune} ${word.slice(0, beginning)}`);
    const joined = foldToWords(exact).replaceAll(' ', '');
    if (telling.length > 0) keys.add(`name ${commune} ${exact}`);
    if (joined.length >= beginning && telling.length > 0 && telling.length <= 3)
      keys.add(`word ${commune} ${telling.join('').slice(0, beginning)}`);
    for (const letters of initials(sheet.title)) keys.add(`word ${commune} ${letters.slice(0, beginning)}`);
  }
  for (const page of pages) keys.add(`page ${page}`);
  if (telling.length > 0) for (const site of sites) keys.add(`site ${site} ${exact}`);
  return [...keys].sort();
}

/** The acronym that a name of three to seven words could have, with and without its little words. */
function initials(title: string): string[] {
  const all = foldToWords(title).split(' ');
  const telling = all.filter((word) => word.length > 3);
  return [all, telling].flatMap((list) =>
    list.length >= 3 && list.length <= 7 ? [list.map((word) => word[0]).join('')] : [],
  );
}
