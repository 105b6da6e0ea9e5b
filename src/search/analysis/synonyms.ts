/** The thesaurus of the field: each line says one thing in several ways, every way finding the others. */
import { tokens } from '#lib/text/tokens.ts';
import { irregularVerbs } from './irregular-verbs.ts';
import { stemOf } from './stem-of.ts';
import { stopWords } from './stop-words.ts';

const lines = `
AMAP = association pour le maintien d'une agriculture paysanne
ESS = économie sociale et solidaire
QPV = quartier prioritaire de la politique de la ville = quartier prioritaire
EHPAD = établissement d'hébergement pour personnes âgées dépendantes = maison de retraite
SCOP = société coopérative et participative = société coopérative ouvrière de production
SCIC = société coopérative d'intérêt collectif
CAE = coopérative d'activité et d'emploi
PMR = personne à mobilité réduite
SEL = système d'échange local
IAE = insertion par l'activité économique
SIAE = structure d'insertion par l'activité économique
ESAT = établissement et service d'aide par le travail
EPCI = intercommunalité = établissement public de coopération intercommunale
CCAS = centre communal d'action sociale
CIAS = centre intercommunal d'action sociale
MJC = maison des jeunes et de la culture
FJT = foyer de jeunes travailleurs
CHRS = centre d'hébergement et de réinsertion sociale
PTCE = pôle territorial de coopération économique
ZRR = zone de revitalisation rurale
TZCLD = territoire zéro chômeur de longue durée
RSA = revenu de solidarité active
PAT = projet alimentaire territorial
CPTS = communauté professionnelle territoriale de santé
MSP = maison de santé pluriprofessionnelle
SDF = sans domicile fixe = sans abri
ODD = objectif de développement durable
DLA = dispositif local d'accompagnement
CRESS = chambre régionale de l'économie sociale et solidaire
GEIQ = groupement d'employeurs pour l'insertion et la qualification
RSE = responsabilité sociétale des entreprises
ONG = organisation non gouvernementale
FLE = français langue étrangère
LSF = langue des signes française
REP = réseau d'éducation prioritaire
ENS = espace naturel sensible
ACI = atelier et chantier d'insertion = chantier d'insertion
fablab = fab lab = laboratoire de fabrication = makerspace
tiers-lieu = tierslieu = third place
coworking = co-working = espace de travail partagé
repair café = café réparation = atelier de réparation
ressourcerie = recyclerie
covoiturage = co-voiturage = voiture partagée
autopartage = auto-partage
jardin partagé = jardin collectif = jardin communautaire
épicerie sociale = épicerie solidaire
habitat participatif = habitat groupé = cohabitat
low-tech = lowtech = basse technologie
médiation numérique = inclusion numérique
illectronisme = exclusion numérique
aîné = senior = personne âgée
circuit court = vente directe
monnaie locale = monnaie complémentaire
accorderie = banque de temps
friche = tiers lieu culturel transitoire
urbanisme transitoire = urbanisme temporaire
vélo = bicyclette
demandeur d'emploi = chômeur
en situation de handicap = handicapé
association = asso
numéro = no
treize = treizième = 13
quatorze = quatorzième = 14
quinze = quinzième = 15
seize = seizième = 16
dix-sept = dix-septième = 17
dix-huit = dix-huitième = 18
dix-neuf = dix-neuvième = 19
vingt = vingtième = 20
premier = première = 1
deux = deuxième = 2
trois = troisième = 3
quatre = quatrième = 4
cinq = cinquième = 5
six = sixième = 6
sept = septième = 7
huit = huitième = 8
neuf = neuvième = 9
dix = dixième = 10
onze = onzième = 11
douze = douzième = 12
`;

/** Folded words, in order, stop words left out. */
export type Wording = readonly string[];

/** Each group says one thing in several ways. */
export interface Thesaurus {
  readonly groups: readonly (readonly Wording[])[];
  /** Other wordings by the stems of a wording (`econom social solidair`). */
  readonly byStems: ReadonlyMap<string, readonly Wording[]>;
  /** The number of words of the longest wording that begins with a stem. */
  readonly longestFrom: ReadonlyMap<string, number>;
}

/** The lines that every Carrefour begins with, as people read them. */
export const builtInLines: readonly (readonly string[])[] = [
  ...lines
    .trim()
    .split('\n')
    .map((line) => line.split(' = ')),
  ...irregularVerbs,
];

/** The thesaurus of the built-in lines and others, which curators wrote. */
export function thesaurusOf(others: readonly (readonly string[])[] = []): Thesaurus {
  const groups = [...builtInLines, ...others].map((line) => line.map(wordingOf));
  const longestFrom = new Map<string, number>();
  for (const wording of groups.flat()) {
    if (wording[0] === undefined) continue;
    const stem = stemOf(wording[0]);
    longestFrom.set(stem, Math.max(wording.length, longestFrom.get(stem) ?? 0));
  }
  return { groups, byStems: index(groups), longestFrom };
}

export const builtInThesaurus = thesaurusOf();

let inForce = builtInThesaurus;

/** What queries are read with: the built-in lines until `putInForce` is told of others. */
export function thesaurusInForce(): Thesaurus {
  return inForce;
}

/** For the whole program, at once: whoever serves the search calls it when curators changed their lines. */
export function putInForce(thesaurus: Thesaurus): void {
  inForce = thesaurus;
}

export function stemsOf(words: Wording): string {
  return words.map(stemOf).join(' ');
}

/** The content words of a text; all of them when it has only stop words. */
export function wordingOf(text: string): Wording {
  const words = tokens(text);
  const content = words.filter((word) => !stopWords.has(word));
  return content.length > 0 ? content : words;
}

function index(groups: readonly (readonly Wording[])[]): Map<string, Wording[]> {
  const map = new Map<string, Wording[]>();
  for (const group of groups)
    for (const wording of group) {
      const key = stemsOf(wording);
      const others = group.filter((other) => stemsOf(other) !== key);
      const all = [...(map.get(key) ?? []), ...others];
      map.set(
        key,
        all.filter((other, i) => all.findIndex((one) => stemsOf(one) === stemsOf(other)) === i),
      );
    }
  return map;
}
