/** A Decision: a person's word. No algorithm overrules it; it is replayed on every rebuild and can be undone. */
import { z } from 'zod';

const base = {
  id: z.uuid(),
  author: z.string(),
  madeAt: z.date(),
  undoneAt: z.date().nullable(),
  reason: z.string().default(''),
};

export const decisionSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('same'), sheets: z.tuple([z.string(), z.string()]) }),
  z.object({ ...base, kind: z.literal('not-same'), sheets: z.tuple([z.string(), z.string()]) }),
  z.object({ ...base, kind: z.literal('choose'), project: z.string(), field: z.string(), sheet: z.string() }),
  z.object({ ...base, kind: z.literal('hide'), project: z.string() }),
]);
export type Decision = z.infer<typeof decisionSchema>;
