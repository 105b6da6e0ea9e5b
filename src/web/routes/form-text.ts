/** Texts that people type in forms: trimmed, without signs that nobody sees, at most so long. */
import { z } from 'zod';
import { withoutUnseen } from '#lib/text/unseen.ts';

/** Several lines: line ends are kept, as ours. */
export const written = (most: number) =>
  z
    .string()
    .transform((text) =>
      withoutUnseen(text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]+/g, ' ')).trim(),
    )
    .pipe(z.string().max(most));

/** One line, not empty. */
export const title = (most: number) =>
  written(most)
    .transform((text) => text.replace(/\s+/g, ' '))
    .pipe(z.string().min(1));
