/** For tests: what comes with a form that a person filled in, in a browser, at a person's pace. */
import type { Secret } from '#lib/keyed.ts';
import type { FormSigns } from './guard.ts';
import { newStamp, workIsDone } from './stamp.ts';

/** The answer to the small sum of a form, as the island finds it. */
export function workFor(stamp: string): string {
  for (let n = 0; ; n++) if (workIsDone(stamp, String(n))) return String(n);
}

/** A stamp of a form that was opened two minutes ago. */
export const stampOfBefore = (secret: Secret, now: Date): string => newStamp(secret, new Date(now.getTime() - 120_000));

export function aPersonsSigns(secret: Secret, now: Date, network = '203.0.113.7'): FormSigns {
  const stamp = stampOfBefore(secret, now);
  return { stamp, work: workFor(stamp), trap: '', network };
}
