/** How well partners' words are understood: decisions of curators hidden, one partner at a time, then compared. */
import { z } from 'zod';
import { fold } from '#lib/text/fold.ts';
import { lineage, vocabularies, wordsOf } from '#model/vocabulary.ts';
import { conceptOf } from '../concept.ts';
import { createAligner, type Decision, sureFrom } from './align.ts';

/** A file of decisions: what a partner calls a theme, and the codes that curators gave it. */
export const taggedSchema = z.array(
  z.object({
    name: z.string(),
    from: z.string(),
    codes: z.array(z.string()).transform((codes) => [...new Set(codes)]),
  }),
);
export type Tagged = z.infer<typeof taggedSchema>;

export interface Figures {
  tags: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface Miss {
  name: string;
  from: string;
  expected: string[];
  found: string[];
}

export interface Evaluation {
  learned: Figures;
  /** The vocabulary's labels and synonyms alone, in any case, accent or number. */
  exact: Figures;
  /** The label or synonym that shares most pairs of letters, however few. */
  nearest: Figures;
  misses: Miss[];
}

/**
 * Each partner of `partners` (all when none is named) is left out of the learning in turn; precision, recall and F1
 * are micro-averaged over codes. Codes are compared through the themes' mappings for `scheme`; a concept without a
 * code has that of its broader one.
 */
export function evaluateVocabulary(tagged: Tagged, scheme: string, partners?: readonly string[]): Evaluation {
  const grain = (concept: string) =>
    lineage('themes', concept).find(({ mappings }) => mappings?.[scheme] !== undefined)?.id ?? concept;
  const codesOf = (concept: string) => vocabularies.themes.byId.get(grain(concept))?.mappings?.[scheme] ?? [];
  const methods = { learned: tally(), exact: tally(), nearest: tally() };
  const misses: Miss[] = [];
  const nearest = nearestLabel();
  for (const partner of partners ?? new Set(tagged.map(({ from }) => from.trim()))) {
    const others = tagged.filter(({ from }) => from.trim() !== partner);
    const decisions = decisionsIn(others, scheme);
    const aligner = createAligner(vocabularies.themes, decisions, grain);
    for (const { name, from, codes } of tagged.filter((one) => one.from.trim() === partner)) {
      const aligned = aligner.align(name);
      // What would be assigned; where nothing would, the best suggestion, as a curator would see it first.
      const taken = aligned.filter(({ confidence }, rank) => rank === 0 || confidence >= sureFrom);
      const found = [...new Set(taken.flatMap(({ concept }) => codesOf(concept)))];
      methods.learned.count(found, codes);
      const exact = conceptOf(vocabularies.themes, name);
      methods.exact.count(exact === undefined ? [] : codesOf(exact), codes);
      methods.nearest.count(codesOf(nearest(name)), codes);
      if (found.length !== codes.length || found.some((code) => !codes.includes(code)))
        misses.push({ name, from, expected: codes, found });
    }
  }
  return {
    learned: methods.learned.figures(),
    exact: methods.exact.figures(),
    nearest: methods.nearest.figures(),
    misses,
  };
}

/** The words of a file with the themes to which its codes lead. */
export function decisionsIn(tagged: Tagged, scheme: string): Decision[] {
  const { byCode } = vocabularies.themes;
  return tagged.map(({ name, codes }) => ({
    word: name,
    concepts: codes.flatMap((code) => byCode.get(`${scheme}:${code}`) ?? []).map(({ id }) => id),
  }));
}

function tally() {
  let [tags, right, wrong, missed] = [0, 0, 0, 0];
  return {
    count(found: readonly string[], expected: readonly string[]): void {
      const both = found.filter((code) => expected.includes(code)).length;
      tags++;
      right += both;
      wrong += found.length - both;
      missed += expected.length - both;
    },
    figures(): Figures {
      const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000);
      return {
        tags,
        precision: share(right, right + wrong),
        recall: share(right, right + missed),
        f1: share(2 * right, 2 * right + wrong + missed),
      };
    },
  };
}

/** The concept of the word that is nearest by Dice's coefficient over pairs of letters (Dice, 1945). */
function nearestLabel(): (word: string) => string {
  const pairs = (word: string) => {
    const folded = ` ${fold(word).trim()} `;
    return new Set(Array.from({ length: folded.length - 1 }, (_, at) => folded.slice(at, at + 2)));
  };
  const known = vocabularies.themes.concepts.flatMap((concept) =>
    wordsOf(concept).map((word) => ({ concept: concept.id, pairs: pairs(word) })),
  );
  return (word) => {
    const own = pairs(word);
    let [best, most] = ['', -1];
    for (const one of known) {
      const common = (2 * [...own].filter((pair) => one.pairs.has(pair)).length) / (own.size + one.pairs.size);
      if (common > most) [best, most] = [one.concept, common];
    }
    return best;
  };
}
