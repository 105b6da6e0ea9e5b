/** What a curator answers about a partner's word: which concepts it means, that it means none, or later. */
import { z } from 'zod';
import { foldToWords } from '#lib/text/fold.ts';
import { vocabularyNames } from './vocabulary.ts';

/** `word`: what a partner wrote in a field; `text`: the telling stems of sheets that name no theme. */
export const evidences = ['word', 'text'] as const;
export type Evidence = (typeof evidences)[number];

/** One answer serves every sheet that carries the word, whoever sent it. */
export const carriedWordSchema = z.object({
  vocabulary: z.enum(vocabularyNames),
  evidence: z.enum(evidences),
  /** Folded: `wordKey`. */
  word: z.string().min(1).max(500),
});
export type CarriedWord = z.infer<typeof carriedWordSchema>;

export const wordAnswerSchema = carriedWordSchema.extend({
  /** As the partner wrote it. */
  written: z.string(),
  /** All that the word means; empty when it means nothing that the vocabulary has. */
  concepts: z.array(z.string()),
  /** Put aside: it says nothing of the meaning. */
  later: z.boolean().default(false),
});
export type WordAnswer = z.infer<typeof wordAnswerSchema>;

/** The form under which spellings of one word meet: letters and digits, folded; what has none is kept as it is. */
export function wordKey(written: string): string {
  return (foldToWords(written) || written.trim()).slice(0, 500);
}

/** A carried word as one text, for maps. */
export const carriedKey = ({ vocabulary, evidence, word }: CarriedWord): string => `${vocabulary} ${evidence} ${word}`;
