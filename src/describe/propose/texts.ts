/** Which columns name an item and tell of it: title, summary, body, and the facts that make a passage. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Rule, RuleObject } from '#model/mapping.ts';
import { longestSummary } from '../summary.ts';
import { type Column, isDay, isMail, isNumber, isText, isWebAddress } from './column.ts';
import { because, best, free, type Guessing, named, percent } from './guess.ts';
import { phraseColumns, seriesOf } from './series.ts';
import { listedWords } from './words-of-column.ts';

const titleNames = [
  [
    /^(?:titre|title|intitule|nom|name|titre (?:du |de l )?(?:projet|initiative|action|fiche)|nom (?:du |de la |de l |de votre )?(?:projet|lieu|structure|organisation|initiative|association|action|tl|tiers lieu|site|etablissement))$/,
    1,
  ],
  [/^(?:nomdelastructure|usernom|nomstructure|nomtl|titreprojet\w*|titreinitiative|nomlieu)$/, 1],
  [/^(?:titre|title|intitule|denomination|libelle|raison sociale)\b/, 0.9],
  [
    /^nom\b(?!.*\b(?:com|commune|region|reg|metro|zone|ze|rue|voie|contact|responsable|prenom|famille|epci|dep|departement)\b)/,
    0.8,
  ],
  [/^(?:structure|organisme|organisation|association|projet|initiative|lieu|beneficiaire|etablissement)$/, 0.7],
  [/\b(?:titre|title)\b/, 0.6],
] as const;

const isProse = (column: Column): boolean =>
  column.share(isText) > 0.7 &&
  column.share(isWebAddress) < 0.3 &&
  column.share(isMail) < 0.3 &&
  column.share(isDay) < 0.3 &&
  column.share(isNumber) < 0.3;

export function proposeTitle(guessing: Guessing): Column | undefined {
  const score = (column: Column): number => {
    if (!isProse(column) || column.length > 140 || column.filled < 0.3) return 0;
    const spread = column.distinct.size / column.values.length;
    return named(column, titleNames) * (0.4 + spread) * (0.4 + column.filled);
  };
  const told = best(guessing, score);
  const found =
    told ??
    // Whatever it holds, a column called so is the title.
    best(guessing, (column) => (/^(?:titre|title|nom|name)$/.test(column.words) ? column.filled : 0)) ??
    best(guessing, (column) => {
      const spread = column.distinct.size / column.values.length;
      return isProse(column) && column.filled > 0.8 && column.length > 4 && column.length < 100 && spread > 0.7
        ? spread
        : 0;
    });
  if (found === undefined) return undefined;
  const { column } = found;
  const why = `${told === undefined ? 'the first column of names that differ' : 'by its name'}; ${percent(column.distinct.size / column.values.length)} of its values are unlike`;
  because(
    guessing,
    ['map', 'title'],
    why,
    told === undefined ? 'guess' : found.score > 0.8 ? 'sure' : 'likely',
    column,
  );
  return column;
}

const summaryNames = [
  [
    /^(?:resume|summary|accroche|chapo|chapeau|excerpt|description courte|presentation (?:resume|courte)|resume\b.*|abstract|en bref)$/,
    1,
  ],
  [/\b(?:resume|accroche|summary)\b/, 0.7],
] as const;
const bodyNames = [
  [
    /^(?:description|presentation|contenu|content|body|texte|descriptif|detail|details|description longue|presentation detail\w*|objet)$/,
    1,
  ],
  [/^(?:description|presentation|contenu|descriptif|texte)\b/, 0.8],
  [/^(?:jedecris|decrivez|je decris)|\bdescription\b|\bactions?\b.*\b(?:mots|lignes)\b|quelquesmots/, 0.7],
] as const;

/** Facts that people look for in a place, told in a sentence of the body. */
const facts: readonly { label: string; name: RegExp; most?: number }[] = [
  {
    label: 'Horaires',
    name: /^(?:les ?)?horaires?\b(?!.*\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)|^horaires? d ?ouverture|^opening hours$|^leshoraires/,
  },
  { label: 'Tarifs', name: /^(?:les ?)?tarifs?\b|^lestarifs|^prix$/ },
  { label: 'Conditions d’accès', name: /^conditions? d ?acces\b(?!.*detail)|^conditions? acces$/ },
  { label: 'Équipements', name: /^equipements?\b|^materiels? (?:mis|a disposition|dispo)/ },
  { label: 'Activités proposées', name: /^activites?\b(?!.*principal)/ },
  { label: 'Activité principale', name: /activite ?principale/ },
  { label: 'Services', name: /^services?\b/ },
  { label: 'Thématiques', name: /^thematiques? proposees?$/ },
  { label: 'Public accueilli', name: /^publics?(?: accueillis?)?$|^precisez.*public|^types? de publics? accueillis?$/ },
  { label: 'Pour venir', name: /^transports?\b|^acces transport|^pour venir/ },
  { label: 'Accessibilité', name: /^accessibilite$/ },
];

export function proposeTexts(guessing: Guessing): { summary?: Rule; body?: Rule } {
  const isLong = (column: Column): boolean => isProse(column) && column.length >= 15;
  const score = (names: typeof summaryNames | typeof bodyNames) => (column: Column) =>
    isLong(column) ? named(column, names) * (0.3 + column.filled) : 0;
  const summary = best(guessing, score(summaryNames))?.column;
  const fits = summary !== undefined && summary.share((value) => value.length <= longestSummary) > 0.9;
  if (summary !== undefined) guessing.taken.add(summary.name);
  const bodies: Column[] = [];
  for (
    let found = best(guessing, score(bodyNames));
    found !== undefined && bodies.length < 3;
    found = best(guessing, score(bodyNames))
  ) {
    bodies.push(found.column);
    guessing.taken.add(found.column.name);
  }
  const texts: { summary?: Rule; body?: Rule } = {};
  const passages: (string | RuleObject)[] = [];
  if (summary !== undefined && fits) {
    texts.summary = summary.name;
    because(guessing, ['map', 'summary'], 'by its name; its texts are short', 'sure', summary);
  } else if (summary !== undefined) passages.push(summary.name);
  else if (bodies[0] !== undefined && isShort(bodies[0])) {
    const short = bodies.shift()!;
    texts.summary = short.name;
    because(
      guessing,
      ['map', 'summary'],
      'its texts are as short as a summary, and no other column is one',
      'likely',
      short,
    );
  }
  passages.push(...bodies.map(({ name }) => name));
  if (passages.length === 0 && texts.summary === undefined) {
    const longest = best(guessing, (column) =>
      isProse(column) && column.length > 120 && column.distinct.size > column.values.length / 2 ? column.length : 0,
    )?.column;
    if (longest !== undefined) {
      passages.push(longest.name);
      guessing.taken.add(longest.name);
    }
  }
  const told = passages.length;
  passages.push(...listPassages(guessing), ...factPassages(guessing));
  if (passages.length === 0) return texts;
  texts.body = passages.length === 1 && typeof passages[0] === 'string' ? passages[0] : passages;
  const why =
    told === 0
      ? `${texts.summary === undefined ? 'no column describes the item' : 'no long text'}: what is said of it in columns of facts`
      : `the long texts${passages.length > told ? ', then facts that visitors look for' : ', by their names'}`;
  because(guessing, ['map', 'body'], why, told === 0 ? 'likely' : 'sure');
  return texts;
}

/** Columns that each hold one of a list: what stands in them, after a word that says what it is. */
function listPassages(guessing: Guessing): RuleObject[] {
  const passages: RuleObject[] = [];
  for (const [at, list] of [phraseColumns(guessing), ...seriesOf(guessing)].entries()) {
    const columns = list.filter(({ name }) => !guessing.taken.has(name));
    if (columns.length < 3) continue;
    const label = at === 0 ? 'Sur place' : columns[0]!.name.replace(/[\s_]*\d+$/, '');
    passages.push({ from: columns.map(({ name }) => name), join: ' ; ', template: `${label} : {value}.` });
    for (const { name } of columns) guessing.taken.add(name);
  }
  return passages;
}

function factPassages(guessing: Guessing): RuleObject[] {
  const passages: RuleObject[] = [];
  for (const { label, name } of facts) {
    const column = free(guessing).find(
      (one) =>
        (name.test(one.words) || name.test(one.words.replace(/ /g, ''))) &&
        one.share(isText) > 0.5 &&
        one.length > 3 &&
        one.length < 600 &&
        !isDailyHours(guessing, one),
    );
    if (column === undefined) continue;
    const { split } = listedWords(column);
    // A list cut by semicolons is shown as a list.
    if (split.length === 1 && split[0] === ';') passages.push({ from: column.name, split: ';' });
    else passages.push({ template: `${label} : {${column.name}}` });
    guessing.taken.add(column.name);
  }
  return passages;
}

/** Texts of a sentence or two, none in paragraphs nor with tags. */
function isShort({ values, share }: Column): boolean {
  const lengths = values.map(({ length }) => length).toSorted((a, b) => a - b);
  return lengths[lengths.length >> 1]! <= longestSummary && share(isPlainLine) > 0.95;
}
const isPlainLine = (value: string): boolean => !/\n|<\/?[a-z]/i.test(value.trim());

/** A column per day, or `08:30` alone: nothing to read in a sentence. */
function isDailyHours({ columns }: Guessing, column: Column): boolean {
  if (column.share((value) => value.length < 6) > 0.7) return true;
  const first = foldToWords(column.name).split(' ')[0]!;
  return columns.filter(({ words }) => words.startsWith(first) && /lundi|mardi|mercredi/.test(words)).length > 1;
}
