/** The vocabularies: concepts as data (YAML beside this file), each with its labels, synonyms and mappings. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { foldToWords } from '#lib/text/fold.ts';

export const vocabularyNames = [
  'themes',
  'audiences',
  'approaches',
  'place-kinds',
  'holder-kinds',
  'kinds',
  'stages',
  'sdgs',
] as const;
export type VocabularyName = (typeof vocabularyNames)[number];

const bilingual = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });

const conceptSchema = z.strictObject({
  /** Lower-case French slug: it stands in addresses and never changes. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: bilingual,
  definition: bilingual.optional(),
  /** What belongs here and what does not, where the definition leaves a doubt. */
  note: bilingual.optional(),
  /** Words by which partners and visitors say the same thing. */
  synonyms: z.strictObject({ fr: z.array(z.string()).default([]), en: z.array(z.string()).default([]) }).optional(),
  broader: z.string().optional(),
  /** Codes of other schemes that mean this concept: `cis-2018: [ALI]`. */
  mappings: z.record(z.string(), z.array(z.string())).optional(),
  /** For themes: the hand that draws the texture of projects without a picture. */
  hand: z.enum(['waves', 'dashes', 'drops', 'crosses', 'contours', 'weave']).optional(),
});
export type Concept = z.infer<typeof conceptSchema>;

const vocabularySchema = z.strictObject({
  title: bilingual,
  version: z.number().int().positive(),
  concepts: z.array(conceptSchema).min(1),
});

export interface Vocabulary {
  name: VocabularyName;
  title: { fr: string; en: string };
  version: number;
  concepts: readonly Concept[];
  byId: ReadonlyMap<string, Concept>;
  /** Concepts by folded id, label or synonym; a word that two concepts share names neither. */
  byWord: ReadonlyMap<string, Concept>;
  /** Concepts by `scheme:code`; a code may mean several. */
  byCode: ReadonlyMap<string, readonly Concept[]>;
}

/** Every vocabulary, by its name. */
export type Vocabularies = Readonly<Record<VocabularyName, Vocabulary>>;

/** A vocabulary out of the text of its file (YAML or JSON), or what is wrong with it, a sentence each. */
export function readVocabulary(
  name: VocabularyName,
  text: string,
): { vocabulary: Vocabulary } | { wrong: [string, ...string[]] } {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    return {
      wrong: [`neither YAML nor JSON: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`],
    };
  }
  const read = vocabularySchema.safeParse(data);
  if (!read.success) {
    const [first, ...others] = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { wrong: [first ?? 'not a vocabulary', ...others] };
  }
  const { title, version, concepts } = read.data;
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  const wrong: string[] = [];
  for (const id of new Set(concepts.map((concept) => concept.id).filter((id, at, all) => all.indexOf(id) !== at)))
    wrong.push(`the id ${id} stands twice`);
  for (const { id, broader } of concepts)
    if (broader !== undefined && !byId.has(broader))
      wrong.push(`${id} names a broader concept that is missing: ${broader}`);
  const [first, ...others] = wrong;
  if (first !== undefined) return { wrong: [first, ...others] };
  const byWord = new Map<string, Concept>();
  const shared = new Set<string>();
  const byCode = new Map<string, Concept[]>();
  for (const concept of concepts) {
    for (const word of new Set(wordsOf(concept).map(foldToWords))) {
      const other = byWord.get(word);
      if (other !== undefined && other !== concept) shared.add(word);
      byWord.set(word, concept);
    }
    for (const [scheme, codes] of Object.entries(concept.mappings ?? {}))
      for (const code of codes) byCode.set(`${scheme}:${code}`, [...(byCode.get(`${scheme}:${code}`) ?? []), concept]);
  }
  for (const word of shared) byWord.delete(word);
  return { vocabulary: { name, title, version, concepts, byId, byWord, byCode } };
}

function loadVocabulary(name: VocabularyName): Vocabulary {
  const read = readVocabulary(name, readFileSync(new URL(`./vocabularies/${name}.yaml`, import.meta.url), 'utf8'));
  if ('wrong' in read) throw new Error(`${name}: ${read.wrong.join('; ')}`);
  return read.vocabulary;
}

/** The vocabularies that stand here, read once when the module loads. */
export const vocabularies: Vocabularies = Object.fromEntries(
  vocabularyNames.map((name) => [name, loadVocabulary(name)]),
) as Record<VocabularyName, Vocabulary>;

/** Everything that names a concept: its id, its labels, its synonyms. */
export function wordsOf({ id, label, synonyms }: Concept): string[] {
  return [id, label.fr, label.en, ...(synonyms?.fr ?? []), ...(synonyms?.en ?? [])];
}

/** A concept and those above it, the nearest first. */
export function lineage(name: VocabularyName, id: string): Concept[] {
  return lineageIn(vocabularies[name], id);
}

/** The same in any vocabulary, one that is not applied yet for instance. */
export function lineageIn({ byId }: Pick<Vocabulary, 'byId'>, id: string): Concept[] {
  const line: Concept[] = [];
  for (let at = byId.get(id); at !== undefined && !line.includes(at); at = byId.get(at.broader ?? '')) line.push(at);
  return line;
}

/** A concept's label; the id itself when the vocabulary does not know it. */
export function labelOf(name: VocabularyName, id: string, language: 'fr' | 'en'): string {
  return vocabularies[name].byId.get(id)?.label[language] ?? id;
}
