/**
 * The first, cautious way to see that two sheets tell of one project: the same name, word for word once folded, in the
 * same commune, when the name still says something without the commune and without words that a hundred others share.
 */
import { foldToWords } from '#lib/text/fold.ts';
import type { Sheet } from '#model/sheet.ts';

const articles = words('l le la les un une des du de d a au aux en et chez the');
const legalForms = words('association asso scop scic sas sarl eurl cae collectif compagnie cie societe');
/** Words so common in names that alone they name nobody. */
const generic = words(`
  mairie mediatheque bibliotheque centre social socioculturel maison espace public numerique services service france
  tiers lieu lieux coworking fablab fab lab hub atelier ateliers jardin jardins partage partages epicerie sociale
  solidaire cafe repair ressourcerie recyclerie point local antenne agence mission locale ccas pole emploi mjc epn
  cyber base foyer rural relais quartier projet ville commune habitat participatif accorderie bus accueil info jeunesse
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** What is left of a name without articles, legal forms and the commune's own words; in order, folded. */
export function nameEvidence(title: string, city: string): { full: string; telling: string[] } {
  const communeWords = new Set(foldToWords(city).split(' '));
  const kept = foldToWords(title)
    .split(' ')
    .filter((word) => word !== '' && !articles.has(word) && !legalForms.has(word));
  const telling = kept.filter((word) => !communeWords.has(word) && !generic.has(word) && word.length > 1);
  return { full: kept.join(' '), telling };
}

/**
 * The key under which sheets of different sources are one project, or null when the sheet gives too little to say:
 * no commune, several communes, or a name that is generic once the commune is taken out of it.
 */
export function matchKey(sheet: Sheet): string | null {
  const communes = new Set(sheet.sites.map((site) => site.commune));
  const [commune] = communes;
  if (communes.size !== 1 || commune === undefined) return null;
  const { full, telling } = nameEvidence(sheet.title, sheet.sites[0]?.city ?? '');
  return telling.length === 0 ? null : `${full}|${commune}`;
}
