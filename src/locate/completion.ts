/** Completion of territories' names: what a search box offers while a person types. */
import type { Territory, TerritoryLevel } from '#model/territory.ts';
import { placeWords } from './place-name.ts';

interface Entry {
  territory: Territory;
  /** The name's words, a space before each: " la rochelle". */
  words: string;
  /** The name without a leading article. */
  bare: string;
}

export interface Asked {
  most: number;
  levels?: readonly TerritoryLevel[] | undefined;
  /** Only what lies in this territory. */
  within?: string | undefined;
}

/**
 * Indexes names by the first two letters of their words. The function it gives ranks, for a text: names that are the
 * text, with or without their article; names that begin with it; names in which every word of the text begins a word,
 * in any order. Within a rank, the most populous first.
 */
export function indexNames(territories: Territory[]): (text: string, asked: Asked) => Territory[] {
  const entries: Entry[] = territories
    .toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0))
    .map((territory) => {
      const words = placeWords(territory.name);
      return { territory, words: ` ${words}`, bare: words.replace(/^(l|la|le|les) (?=.)/, '') };
    });
  const byLetters = new Map<string, number[]>();
  entries.forEach(({ words }, index) => {
    for (const [, letters = ''] of words.matchAll(/ (\S{1,2})/g)) {
      const there = byLetters.get(letters);
      if (!there) byLetters.set(letters, [index]);
      else if (there.at(-1) !== index) there.push(index);
    }
  });

  return (text, { most, levels, within }) => {
    const wanted = placeWords(text);
    if (wanted === '') return [];
    const tokens = wanted.split(' ');
    const rarest = tokens.map(candidates).reduce((a, b) => (b.length < a.length ? b : a));
    const ranks: [Territory[], Territory[], Territory[]] = [[], [], []];
    for (const index of rarest) {
      const { territory, words, bare } = entries[index]!;
      if (levels && !levels.includes(territory.level)) continue;
      if (within !== undefined && !territory.within.includes(within)) continue;
      if (bare === wanted || words === ` ${wanted}`) ranks[0].push(territory);
      else if (words.startsWith(` ${wanted}`) || bare.startsWith(wanted)) ranks[1].push(territory);
      else if (tokens.every((token) => words.includes(` ${token}`))) ranks[2].push(territory);
    }
    return ranks.flat().slice(0, most);
  };

  /** Entries that may have a word that begins with the token. */
  function candidates(token: string): readonly number[] {
    if (token.length >= 2) return byLetters.get(token.slice(0, 2)) ?? [];
    return entries.map((_, index) => index);
  }
}
