/** What a catalogue is as a whole: the kind of its items, and what all of them are about though no column says it. */
import { foldToWords } from '#lib/text/fold.ts';
import type { Mapping, Rule } from '#model/mapping.ts';
import type { VocabularyName } from '#model/vocabulary.ts';
import { lineage, vocabularies, wordsOf } from '#model/vocabulary.ts';
import { containedIn, stemForms } from '../align/align.ts';
import { stemsOf } from '../align/features.ts';
import { type Column, isAnswer, isText } from './column.ts';
import { because, type Guessing, percent } from './guess.ts';

type Site = NonNullable<Mapping['sites']>[number];

export interface Whole {
  kind: 'lieu' | 'projet';
  themes?: string;
  approaches: string[];
  placeKinds?: string;
  stage?: string;
  /** What a person should know besides. */
  notes: string[];
}

const places =
  /\b(?:lieux?|points?|tiers|espaces?|maisons?|bus|etapes?|centres?|fablabs?|adresses|annuaires?|guide|acteurs?|structures?|mediation|inclusion|epiceries?|ressourceries?|jardins?)\b/;
const projects =
  /\b(?:projets?|initiatives?|laureats?|budget|actions?|subventions?|appels?|experiences?|innovations?)\b/;
const hours = /\bhoraires?\b|\b(?:heures|jours) d ouverture|opening hours|horairesde/;

/** Shares of the rows from which a word counts for all of them. */
const [most, many] = [0.6, 0.3];
/** Fewer rows than this say nothing of all that are to come; and so many at least must say it. */
const [fewest, fewestSaying] = [10, 6];

export function proposeWhole(guessing: Guessing, title: Column, site: Site | undefined, hasYear: boolean): Whole {
  const hasAddress = site?.address !== undefined;
  const placed = new Set(Object.values(site ?? {}).flatMap((rule) => columnsIn(rule)));
  const called = foldToWords(guessing.called);
  const headed = title.words;
  const opens = guessing.columns.some(({ words, values }) => values.length > 0 && hours.test(words));
  const forPlace =
    (opens ? 2 : 0) +
    (places.test(called) ? 1.5 : 0) +
    (hasAddress ? 0.6 : 0) +
    (/\b(?:lieu|structure|tl|etablissement|organisation)\b|delastructure/.test(headed) ? 1 : 0) +
    (/fab ?labs?/.test(called) ? 1 : 0);
  const forProject =
    (projects.test(called) ? 1.5 : 0) +
    (hasYear ? 1 : 0) +
    (/\b(?:projet|initiative|action|titre)\b/.test(headed) ? 1 : 0);
  const kind = forPlace > forProject && forPlace >= 1.5 ? 'lieu' : 'projet';
  const told =
    kind === 'lieu'
      ? `${opens ? 'it has opening hours' : 'it has addresses'}${places.test(called) ? ', and it is called so' : ''}`
      : 'nothing says that they are places';
  const isFew = guessing.rows.length < fewest;
  because(guessing, ['map', 'kind'], told, Math.abs(forPlace - forProject) > 1.5 && !isFew ? 'likely' : 'guess');
  const whole: Whole = { kind, approaches: [], notes: [] };
  const theme = ofAll(guessing, placed, 'themes', most);
  if (theme !== undefined) {
    whole.themes = lineage('themes', theme.concept).at(-1)!.id;
    because(guessing, ['map', 'themes'], `for all of them: ${theme.why}`, 'likely');
  }
  const place =
    kind === 'lieu' ? (ofAll(guessing, placed, 'place-kinds', most) ?? placeOfTheme(whole.themes)) : undefined;
  if (isFew && theme === undefined && place === undefined)
    whole.notes.push(
      `${guessing.rows.length} ${guessing.rows.length === 1 ? 'row is' : 'rows are'} too few to say what all the items have in common: it is looked for from ${fewest} rows on, and in the catalogue’s name.`,
    );
  if (place !== undefined) {
    whole.placeKinds = place.concept;
    because(guessing, ['map', 'placeKinds'], `for all of them: ${place.why}`, 'guess');
  }
  // What a kind of place is called says how it works: a “lieu de médiation numérique”.
  const said = `${guessing.called} . ${place === undefined ? '' : labelOf('place-kinds', place.concept)}`;
  whole.approaches = [
    ...new Set(containedIn(stemsOf(said), stemForms(vocabularies.approaches)).map(({ concept }) => concept)),
  ].slice(0, 2);
  const mostly = whole.approaches.length > 0 ? undefined : ofAll(guessing, placed, 'approaches', many);
  if (mostly !== undefined) whole.approaches = [mostly.concept];
  if (whole.approaches.length > 0)
    because(
      guessing,
      ['map', 'approaches'],
      `for all of them: ${mostly?.why ?? 'its name, or what such places are called, says it'}`,
      'guess',
    );
  if (kind === 'projet') return whole;
  whole.stage = 'installe';
  because(guessing, ['map', 'stage'], 'a place that has an address is there', 'guess');
  return whole;
}

/** Places that are all about one theme are the one kind of place whose name holds that of the theme, if there is one. */
function placeOfTheme(theme: string | undefined): { concept: string; why: string } | undefined {
  if (theme === undefined) return undefined;
  const label = labelOf('themes', theme);
  const stems = stemsOf(label);
  const named = vocabularies['place-kinds'].concepts.filter(({ label: { fr } }) => {
    const own = new Set(stemsOf(fr));
    return stems.length > 0 && stems.every((stem) => own.has(stem));
  });
  return named.length === 1 ? { concept: named[0]!.id, why: `places that are all about “${label}”` } : undefined;
}

function columnsIn(rule: Rule): string[] {
  if (typeof rule === 'string') return [rule];
  if (Array.isArray(rule)) return rule.flatMap(columnsIn);
  return [rule.from ?? []].flat();
}

/** A concept that the catalogue's name says, or most of its rows: headers count for every row. */
function ofAll(
  guessing: Guessing,
  placed: ReadonlySet<string>,
  vocabulary: VocabularyName,
  from: number,
): { concept: string; why: string } | undefined {
  const forms = stemForms(vocabularies[vocabulary]);
  const inName = containedIn(stemsOf(guessing.called), forms)
    .map(({ concept, from: start, to }) => ({ concept, words: to - start }))
    .toSorted((a, b) => b.words - a.words)[0];
  if (inName !== undefined)
    return { concept: inName.concept, why: `its name, or its folder’s, says “${labelOf(vocabulary, inName.concept)}”` };
  if (guessing.rows.length < fewest) return undefined;
  // Where items are is not what they do: a column “commune” speaks of no commons.
  const texts = guessing.columns.filter(
    (column) => !placed.has(column.name) && column.share(isText) > 0.5 && column.length < 600,
  );
  const headers = new Set(
    texts
      // What is answered row by row is not so of all.
      .filter(({ filled, share }) => filled > 0.5 && share(isAnswer) < 0.5)
      .flatMap(({ words }) => [
        ...containedIn(stemsOf(words), forms).map(({ concept }) => concept),
        ...gluedIn(words, vocabulary),
      ]),
  );
  const counts = new Map<string, number>();
  const rows = guessing.rows.slice(0, 500);
  const known = new Map<string, Set<string>>();
  for (const at of rows.keys()) {
    const concepts = new Set<string>(headers);
    for (const column of texts)
      for (const value of column.cells[at]!) {
        const before = known.get(value) ?? new Set(containedIn(stemsOf(value), forms).map(({ concept }) => concept));
        known.set(value, before);
        for (const concept of before) concepts.add(concept);
      }
    const families = new Set(
      [...concepts].map((concept) => (vocabulary === 'themes' ? lineage('themes', concept).at(-1)!.id : concept)),
    );
    for (const concept of families) counts.set(concept, (counts.get(concept) ?? 0) + 1);
  }
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a);
  const [best, second] = ranked;
  if (best === undefined || best[1] < Math.max(fewestSaying, rows.length * from)) return undefined;
  // Two that are everywhere: neither is what the catalogue is about.
  if (vocabulary === 'themes' && second !== undefined && second[1] > best[1] * 0.9) return undefined;
  return {
    concept: best[0],
    why: `${percent(best[1] / rows.length)} of the rows speak of “${labelOf(vocabulary, best[0])}”`,
  };
}

/** Shorter words stand by chance in a long name. */
const shortestGlued = 12;

/** Some tools take the spaces out of names: `Jedecrislesactionsdinclusionnumerique` speaks of inclusion numérique. */
function gluedIn(words: string, vocabulary: VocabularyName): string[] {
  if (words.includes(' ') || words.length < 2 * shortestGlued) return [];
  return [...vocabularies[vocabulary].byWord].flatMap(([word, { id }]) => {
    const glued = word.replaceAll(' ', '');
    return glued.length >= shortestGlued && words.includes(glued) ? [id] : [];
  });
}

function labelOf(vocabulary: VocabularyName, id: string): string {
  const concept = vocabularies[vocabulary].byId.get(id);
  return concept === undefined ? id : (wordsOf(concept)[1] ?? id);
}
