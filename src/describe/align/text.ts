/** Themes from a sheet's own text, when its partner names none: the vocabulary's words counted where they stand. */
import { lineageIn, type Vocabulary } from '#model/vocabulary.ts';
import { containedIn, stemForms } from './align.ts';
import { stemsOf } from './features.ts';

export interface TextAlignment {
  concept: string;
  /** From 0 to 1: how far ahead it is, and how much there is to go by. */
  confidence: number;
  /** The stems that were counted, most telling first. */
  because: string[];
}

export interface SheetText {
  title: string;
  summary: string;
  /** Plain text. */
  body: string;
}

const fieldWeight = { title: 3, summary: 1.5, body: 1 } as const;
/** Characters of the body that are read: what a text is about stands at its beginning. */
const longestBody = 3000;
/** Words that name a theme when a partner lists themes, and say little in running text. */
const vague = new Set(
  (
    'social travail nature ecole apprendre autre conseil don distribution echange internet web droit batiment ' +
    'construction habiter formation service initiative projet information presse jeu jeux voyage administration ' +
    'management engagement organisation institution collaboration alternative innovation transition territoire ' +
    'reseau communication collecte tri partage quartier social cuisine marche loisir famille jeune technologie ' +
    'science recherche financement activite commerce sport action developpement equipement boutique artisan urgence ' +
    'orientation competence prevention securite autonomie accompagnement solution finance economie culture europe ' +
    'convivialite bonheur association concertation participation feminisme amenagement achat occasion pedagogie ' +
    'societe meeting work home building law school other care news'
  )
    .split(' ')
    .flatMap((word) => stemsOf(word)),
);
/** Points at which half the confidence that evidence can give is reached. */
const halfway = 2.5;

/** At most two themes, surest first: the best, and another of another family that is nearly as strong. */
export function alignText(vocabulary: Vocabulary, { title, summary, body }: SheetText): TextAlignment[] {
  const families = new Map<string, { points: number; concepts: Map<string, number>; because: Map<string, number> }>();
  for (const [field, text] of Object.entries({ title, summary, body: body.slice(0, longestBody) })) {
    const stems = stemsOf(text);
    const seen = new Set<string>();
    for (const { concept, from, to } of containedIn(stems, stemForms(vocabulary))) {
      const run = stems.slice(from, to).join(' ');
      if (seen.has(run)) continue;
      seen.add(run);
      const points = fieldWeight[field as keyof SheetText] * (to - from > 1 ? 1.5 : vague.has(run) ? 0.3 : 1);
      const family = lineageIn(vocabulary, concept).at(-1)!.id;
      const told = families.get(family) ?? { points: 0, concepts: new Map(), because: new Map() };
      told.points += points;
      told.concepts.set(concept, (told.concepts.get(concept) ?? 0) + points);
      told.because.set(run, (told.because.get(run) ?? 0) + points);
      families.set(family, told);
    }
  }
  const ranked = [...families].sort(([a, one], [b, other]) => other.points - one.points || a.localeCompare(b));
  const all = ranked.reduce((sum, [, { points }]) => sum + points, 0);
  return ranked.slice(0, 2).map(([family, { points, concepts, because }]) => {
    const [best, most] = [...concepts].sort(([, one], [, other]) => other - one)[0]!;
    const ahead = Math.sqrt(points / all);
    return {
      concept: most >= 0.6 * points ? best : family,
      confidence: Math.round(ahead * (points / (points + halfway)) * 100) / 100,
      because: [...because]
        .sort(([, one], [, other]) => other - one)
        .slice(0, 3)
        .map(([run]) => run),
    };
  });
}
