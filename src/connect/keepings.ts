/** All that is kept of a person, part by part: what stores something that names one is listed here. */
import type { Keeping } from './accounts/own-data.ts';
import { introductionKeeping } from './introductions/keeping.ts';
import { mailKeeping } from './mail/keeping.ts';

export const keepings: readonly Keeping[] = [introductionKeeping, mailKeeping];
