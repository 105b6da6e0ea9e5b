/** What a form tells of whoever sends it, as it came: for the guard against what is unwanted. */
import type { Context } from 'hono';
import type { FormSigns } from '#connect/spam/guard.ts';
import { networkOfVisitor } from './visitor.ts';

/** `one`: a field of the form, empty when it is not there. The fields are those of `view/form-signs.tsx`. */
export const signsOf = (c: Context, proxies: number, one: (name: string) => string | undefined): FormSigns => ({
  stamp: (one('stamp') ?? '').slice(0, 100),
  work: (one('work') ?? '').slice(0, 20),
  trap: (one('adresse2') ?? '').slice(0, 200),
  network: networkOfVisitor(c, proxies),
});
