/**
 * Words that say nothing alone: left out of a query that has others. They are indexed all the same, so that a phrase
 * in quotes finds `la ruche qui dit oui`, and a query made of nothing else still answers.
 */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a ai ainsi alors as au aucun aucune aussi autre autres aux avaient avait avec avez avoir avons ayant c ca car ce ' +
    'ceci cela celle celles celui certain certaine certaines certains ces cet cette ceux chaque chez ci comme comment ' +
    'd dans de depuis des doit doivent donc dont du elle elles en entre es est et etaient etait etant ete etre eu eux ' +
    'fait font il ils j je l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme ' +
    'memes mes moi mon n ne ni nos notre nous on ont or ou par parce pas pendant peu peut peuvent plus plusieurs ' +
    'pour pourquoi puis qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se sera ses si soit ' +
    'son sont sous sur t ta te tels telle telles tel tes toi ton tous tout toute toutes tres tu un une vos votre vous y ' +
    'veux veut voulez voudrais peux puis viens dois faut eme ieme combien jusqu afin selon vers the of and in for to'
  ).split(' '),
);

/** Besides, in a query that is in English: some are words of French (`are`, `our`, `can`). */
export const englishStopWords: ReadonlySet<string> = new Set(
  (
    'an at by from with is are was were be been this that these those their they we our you your it its how what which ' +
    'who whose where why when can could do does did has have had will would should about as into'
  ).split(' '),
);

/** Whether a word says nothing alone, in a text or a query that is in English or not. */
export function saysNothing(word: string, inEnglish: boolean): boolean {
  return stopWords.has(word) || (inEnglish && englishStopWords.has(word));
}
