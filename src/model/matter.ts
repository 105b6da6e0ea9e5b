/** A Matter: what somebody sent and a person decides of: a project, a correction, a report, a partner that asks to join. */
import { z } from 'zod';

/** `asked`: a question went to its author, and the matter waits for the answer. */
const matterStates = ['waiting', 'asked', 'accepted', 'refused', 'withdrawn'] as const;
export type MatterState = (typeof matterStates)[number];

/** What can be said of a matter, by its author or by who decides. `approved`: the first of two who must agree. */
const matterWords = [
  'raised',
  'changed',
  'asked',
  'answered',
  'approved',
  'accepted',
  'refused',
  'withdrawn',
  'undone',
] as const;
export type MatterWord = (typeof matterWords)[number];

/** One line of what is shown to who decides. Texts are as people wrote them: shown, never read as markup. */
const factSchema = z.object({
  /** A key of the texts of moderation (`description`), or a word that is shown as it is. */
  name: z.string(),
  value: z.string(),
  /** What was there before, where the matter would change it. */
  former: z.string().optional(),
  /** An address on this site (`/projets/…`) or the web. */
  url: z.string().optional(),
  /** Of a picture of ours, at `url`: its size in pixels, and what its author says it shows. */
  picture: z.object({ width: z.number(), height: z.number(), alt: z.string() }).optional(),
});
export type Fact = z.infer<typeof factSchema>;

/** Why something may be unwanted: a known reason, what it was found in, and its part of the score. */
const suspicionSchema = z.object({
  reason: z.enum([
    'trap-filled',
    'no-work',
    'too-fast',
    'many-from-network',
    'many-from-author',
    'many-links',
    'unwanted-words',
    'markup',
    'shouting',
    'repeated',
    'refused-before',
  ]),
  weight: z.number(),
  /** What was found: a word, a number. */
  found: z.string().optional(),
});
export type Suspicion = z.infer<typeof suspicionSchema>;

/** Why what a form said can no longer be done; each is a sentence in the site's dictionary. */
export const lapses = [
  'gone',
  'project-unknown',
  'nothing-new',
  'not-its-domain',
  'nobody',
  'no-mail',
  'community-closed',
  'not-a-writer',
  'over',
  'full',
] as const;
export type Lapse = (typeof lapses)[number];
