/** What a name says: without articles, legal forms, the commune's own words, and what a hundred others are called too. */
import { foldToWords } from '#lib/text/fold.ts';
import { type Bag, bagOf } from './compare/bag.ts';
import { fieldAcronyms, shortened } from './field-acronyms.ts';

const articles = words('l le la les un une des du de d a au aux en et chez the sur pour par of s');
const legalForms = words('association asso assoc scop scic sas sarl eurl cae collectif compagnie cie societe');
/** Words so common in names that alone they name nobody. */
const generic = words(`
  mairie mediatheque bibliotheque ludotheque centre social socioculturel sociaux maison espace public publics numerique
  numeriques services service france tiers lieu lieux coworking co working fablab fab lab labs hub atelier ateliers
  jardin jardins partage partages partagee epicerie sociale solidaire solidaires cafe repair ressourcerie recyclerie
  point local locale antenne annexe agence mission missions ccas cias pole emploi mjc epn cyber cyberbase cybercentre
  base foyer rural relais quartier projet ville commune communale municipale intercommunale communaute communautaire
  habitat participatif accorderie bus accueil info information infos jeunesse jeunes ecole college lycee universite
  campus pepiniere incubateur bureau bureaux hotel entreprises entreprise residence salle poste caf cpam msa pij bij
  bibliobus connecte connectee formation insertion departement departementale conseil regional etape place parc rue
  square jardinage creation renovation amenagement installation velo velos ecoles enfants tous plus nouveau nouvelle
  familles famille culture culturel culturelle sport sports arts art multi accueillant saint sainte grand grande petit
  petite permanence nord sud est ouest haut haute bas basse vieux vieille centre
`);
/**
 * A word that one name has and the other lacks, and the two are two things: an outpost, a bus, a side of the town, what
 * is done in a house beside the house.
 */
const parting = words(`
  antenne annexe bus bibliobus itinerant itinerante mobile camion permanence nord sud est ouest haut haute bas basse
  junior senior enfants ados adultes hommes femmes ecole college lycee creche residence federation reseau union
  siege agence caravane camionnette truck festival cantine boutique gare rive gauche droite femmes
`);
/** What kind of house it is: two names that say different kinds are two houses, be it at one address. */
const houses: readonly (readonly [string, RegExp])[] = [
  ['mairie', /\b(mairie|hotel de ville)\b/],
  ['bibliothèque', /\b(mediatheque|bibliotheque|bibliobus|ludotheque)\b/],
  ['école', /\b(ecole|college|lycee|groupe scolaire)\b/],
  ['centre social', /\b(centre social|centre socio ?culturel|centre socio culturel|csc|espace de vie sociale)\b/],
  ['maison de quartier', /\bmaison (de|du) quartier\b/],
  ['mjc', /\b(mjc|maison des jeunes)\b/],
  ['mission locale', /\bmissions? locales?\b/],
  ['pôle emploi', /\b(pole emploi|cap emploi)\b/],
  ['action sociale', /\b(ccas|cias|mds|maison des solidarites|centre communal d action sociale)\b/],
  ['services publics', /\b(msap|france services?|maison (de|des) services?)\b/],
  ['information des jeunes', /\b(pij|bij|crij|cidj|information jeunesse|info jeunes?se?s?)\b/],
  ['poste', /\bposte\b/],
  ['prestations', /\b(caf|cpam|msa|carsat)\b/],
  ['université', /\b(universite|faculte|iut)\b/],
  ['épicerie', /\bepicerie\b/],
  ['pépinière', /\b(pepiniere|incubateur)\b/],
  ['foyer', /\b(foyer|fjt|residence)\b/],
];

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

export interface NameEvidence {
  /** The words without articles and legal forms, each once, in alphabetical order: the same for one name in any order. */
  exact: string;
  /** The same words in their own order and without blanks: `FabLab 19` is `Fablab19`. */
  joined: string;
  /** The words that say who it is: neither generic nor the commune's. */
  telling: readonly string[];
  /** All words that count, the telling for 1 and the generic for 0.3; the commune's not at all. */
  bag: Bag;
  /** Words and numbers that part two names when only one has them. */
  parting: readonly string[];
  houses: readonly string[];
}

const genericWeight = 0.3;

function isGeneric(word: string): boolean {
  return generic.has(word) || fieldAcronyms.has(word);
}

/** In digits, or as kings are counted. */
function isNumber(word: string): boolean {
  return /^(\d+|[ivx]{1,4})$/.test(word);
}

export function nameEvidence(title: string, city: string): NameEvidence {
  const communeWords = new Set(foldToWords(city).split(' '));
  const all = foldToWords(title)
    .split(' ')
    .filter((word) => word !== '' && !articles.has(word));
  const kept = shortened(all).filter((word) => !legalForms.has(word));
  const owned = kept.filter((word) => !communeWords.has(word));
  const telling = owned.filter((word) => !isGeneric(word) && (word.length > 1 || /\d/.test(word)));
  const folded = foldToWords(title);
  // `Bâtiment B` is not `Bâtiment C`; the `l` of `Boc@l` is none.
  const letter = /\s(\p{L})$/u.exec(title.trim())?.[1]?.toLowerCase();
  return {
    exact: [...new Set(owned)].sort().join(' '),
    joined: owned.join(''),
    telling,
    bag: bagOf(owned, { of: (word) => (isGeneric(word) ? genericWeight : 1) }),
    parting: [...new Set(owned.filter((word) => word === letter || parting.has(word) || isNumber(word)))],
    houses: houses.flatMap(([house, pattern]) => (pattern.test(folded) ? [house] : [])),
  };
}
