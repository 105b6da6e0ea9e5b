/** What is wrong with a field, as a value: a code for programs, a sentence for the partner who can mend it. */
import { z } from 'zod';
import { cutTo } from '#lib/text/cut.ts';

type Sentence = (value: string) => string;

/** Every code with its sentence in both languages; `value` is what was found, shortened. */
export const problemSentences = {
  'title-missing': {
    fr: () => 'La fiche n’a pas de titre : elle ne peut pas être publiée.',
    en: () => 'The sheet has no title: it cannot be published.',
  },
  'word-unknown': {
    fr: (value) => `« ${value} » n’a pas d’équivalent dans le vocabulaire.`,
    en: (value) => `“${value}” has no equivalent in the vocabulary.`,
  },
  'address-not-web': {
    fr: (value) => `« ${value} » n’est pas l’adresse d’une page web.`,
    en: (value) => `“${value}” is not the address of a web page.`,
  },
  'date-unreadable': {
    fr: (value) => `« ${value} » ne se lit pas comme une date ou une année.`,
    en: (value) => `“${value}” cannot be read as a date or a year.`,
  },
  'identifier-invalid': {
    fr: (value) => `« ${value} » n’est pas un numéro SIREN, SIRET ou RNA valable.`,
    en: (value) => `“${value}” is not a valid SIREN, SIRET or RNA number.`,
  },
  'contact-withheld': {
    fr: () => 'Une adresse ou un téléphone personnel a été reconnu : il n’est pas publié.',
    en: () => 'A personal address or phone number was recognised: it is not published.',
  },
  'value-not-translated': {
    fr: (value) => `La valeur « ${value} » n’est pas prévue par le manifeste.`,
    en: (value) => `The value “${value}” is not provided for in the manifest.`,
  },
  'text-damaged': {
    fr: (value) => `Le texte porte des caractères abîmés : « ${value} ».`,
    en: (value) => `The text holds damaged characters: “${value}”.`,
  },
  'place-unknown': {
    fr: (value) => `Aucune commune n’a été reconnue dans « ${value} ».`,
    en: (value) => `No commune was recognised in “${value}”.`,
  },
  'place-missing': {
    fr: () => 'La fiche ne dit pas où cela se passe.',
    en: () => 'The sheet does not say where it happens.',
  },
  'place-ambiguous': {
    fr: (value) => `Plusieurs communes portent ce nom : ${value}.`,
    en: (value) => `Several communes have this name: ${value}.`,
  },
  'place-abroad': {
    fr: (value) => `Le lieu est hors de France : ${value}.`,
    en: (value) => `The place is outside France: ${value}.`,
  },
  'place-code-unknown': {
    fr: (value) => `Le code commune « ${value} » n’existe pas.`,
    en: (value) => `The commune code “${value}” does not exist.`,
  },
  'place-contradiction': {
    fr: (value) => `Les indications de lieu se contredisent : ${value}.`,
    en: (value) => `The clues to the place contradict each other: ${value}.`,
  },
  'point-unreadable': {
    fr: (value) => `« ${value} » ne se lit pas comme des coordonnées.`,
    en: (value) => `“${value}” cannot be read as coordinates.`,
  },
  'point-default': {
    fr: (value) => `Le point ${value} est une valeur par défaut, pas un lieu : il est laissé de côté.`,
    en: (value) => `The point ${value} is a default value, not a place: it is left aside.`,
  },
  'point-repaired': {
    fr: (value) => `Le point a été corrigé (latitude et longitude inversées, ou signe perdu) : ${value}.`,
    en: (value) => `The point was repaired (latitude and longitude swapped, or a lost sign): ${value}.`,
  },
  'point-outside': {
    fr: (value) => `Le point est hors du territoire déclaré (${value}).`,
    en: (value) => `The point lies outside the declared territory (${value}).`,
  },
  'address-not-found': {
    fr: (value) =>
      `L’adresse « ${value} » n’a pas été trouvée dans sa commune : le point montre le centre de celle-ci.`,
    en: (value) => `The address “${value}” was not found in its commune: the point shows the commune’s centre.`,
  },
  'link-gone': {
    fr: (value) => `Le lien ${value} ne mène plus à rien.`,
    en: (value) => `The link ${value} leads nowhere any more.`,
  },
  'image-unusable': {
    fr: (value) => `L’image ${value} ne peut pas être montrée : absente, illisible ou trop petite.`,
    en: (value) => `The picture ${value} cannot be shown: missing, unreadable or too small.`,
  },
} as const satisfies Record<string, { fr: Sentence; en: Sentence }>;

export type ProblemCode = keyof typeof problemSentences;

export const problemSchema = z.object({
  /** The field of the sheet, as in `title` or `sites.2.point`. */
  field: z.string(),
  code: z.enum(Object.keys(problemSentences) as [ProblemCode, ...ProblemCode[]]),
  /** What was found, at most 200 characters. */
  value: z.string().default(''),
});
export type Problem = z.infer<typeof problemSchema>;

/** One problem; what was found is cut to 200 characters. */
export function problem(field: string, code: ProblemCode, value = ''): Problem {
  return { field, code, value: value.length > 200 ? `${cutTo(value, 199)}…` : value };
}

/** The sentence that tells a person about a problem. */
export function tellProblem(told: Problem, language: 'fr' | 'en'): string {
  return problemSentences[told.code][language](told.value);
}
