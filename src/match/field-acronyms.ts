/** The field's own acronyms: `MJC Ulysse` and `Maison des jeunes et de la culture Ulysse` bear one name. */

/** Acronym: its words, folded, without articles; the plural counts as the singular. */
const expansions: Readonly<Record<string, string>> = {
  amap: 'association maintien agriculture paysanne',
  bij: 'bureau information jeunesse',
  ccas: 'centre communal action sociale',
  cias: 'centre intercommunal action sociale',
  cpie: 'centre permanent initiatives environnement',
  crij: 'centre regional information jeunesse',
  csc: 'centre social culturel',
  epn: 'espace public numerique',
  esat: 'etablissement service aide travail',
  ess: 'economie sociale solidaire',
  evs: 'espace vie sociale',
  fjt: 'foyer jeunes travailleurs',
  mfr: 'maison familiale rurale',
  mjc: 'maison jeunes culture',
  mpt: 'maison tous',
  msap: 'maison services public',
  pij: 'point information jeunesse',
  pimms: 'point information mediation multi services',
  ptce: 'pole territorial cooperation economique',
  sel: 'systeme echange local',
  tzcld: 'territoire zero chomeur longue duree',
};

const runs = Object.entries(expansions)
  .map(([acronym, words]) => ({ acronym, words: words.split(' ').map(singular) }))
  .sort((a, b) => b.words.length - a.words.length);
const beginnings = new Set(runs.map(({ words }) => words[0]));

/** The acronyms that stand for generic words: alone they name nobody. */
export const fieldAcronyms: ReadonlySet<string> = new Set(Object.keys(expansions));

/** The words (folded, without articles) with each run that has an acronym replaced by it. */
export function shortened(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    const run = beginnings.has(singular(words[at]!))
      ? runs.find((one) =>
          one.words.every((word, i) => words[at + i] !== undefined && singular(words[at + i]!) === word),
        )
      : undefined;
    out.push(run?.acronym ?? words[at]!);
    at += run?.words.length ?? 1;
  }
  return out;
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}
