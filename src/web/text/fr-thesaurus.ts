/** The thesaurus that curators write, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const thesaurus = {
  title: 'Synonymes de la recherche',
  heading: 'Dire une chose de plusieurs façons',
  lead: 'Chaque ligne dit une même chose de plusieurs façons : qui cherche l’une trouve aussi les autres. Un changement vaut aussitôt, pour tout le monde, et se reprend.',
  description: 'Les mots que la recherche lit les uns pour les autres, écrits par l’équipe de curation.',
  add: 'Une ligne de plus',
  line: 'Les façons de le dire, séparées par le signe =',
  example: 'ressourcerie = recyclerie',
  reason: 'Pourquoi (facultatif)',
  preview: 'Voir ce que cela change',
  confirmAdd: 'Ajouter cette ligne',
  confirmRemove: 'Retirer cette ligne',
  ifAdded: (line: string) => `Si l’on ajoute « ${line} »`,
  ifRemoved: (line: string) => `Si l’on retire « ${line} »`,
  nothingYet: 'Rien n’est encore changé.',
  wording: 'Recherche',
  before: 'Avant',
  after: 'Après',
  firstPage: 'En première page',
  come: 'Arrivent :',
  go: 'S’en vont :',
  same: 'Les mêmes projets.',
  more: (n: number, written: string) => `et ${written} autre${s(n)}`,
  added: (line: string) => `« ${line} » est en vigueur.`,
  removed: 'La ligne est retirée : la recherche ne la lit plus.',
  own: (n: number, written: string) =>
    n === 0 ? 'Aucune ligne ajoutée' : `${written} ligne${s(n)} ajoutée${s(n)} ici`,
  builtIn: (written: string) => `${written} lignes fournies avec le Carrefour`,
  builtInLead: 'Elles ne se modifient pas ici.',
  by: (author: string, day: string) => `${author}, le ${day}`,
  remove: 'Retirer…',
  refused: {
    'one-wording': 'Il faut au moins deux façons de dire, séparées par le signe =.',
    'too-many': 'C’est trop de façons de dire pour une ligne : douze au plus.',
    'too-long': 'L’une des façons de dire est trop longue : dix mots au plus.',
    'no-word': 'L’une des façons de dire ne contient aucun mot.',
    'same-words':
      'La recherche lit déjà deux de ces façons de dire comme la même : pluriels et accents ne comptent pas.',
    'known-already': 'Le thésaurus le dit déjà.',
    'line-unknown': 'Cette ligne a déjà été retirée.',
    full: 'Il y a déjà deux mille lignes : retirez-en d’abord.',
  },
};
