/** Why a decision was not taken, in the reader's language. */
import type { DecisionRefusal } from '#match/decision-refusals.ts';
import type { Words } from '../text/fr.ts';

export function sayRefusal(words: Words, refusal: DecisionRefusal): string {
  return words.curation.refusals[refusal.code](nameIn(refusal));
}

/** What the sentence names: a sheet, a project, a field, somebody. */
function nameIn(refusal: DecisionRefusal): string {
  if ('field' in refusal) return refusal.field;
  if ('sheet' in refusal) return refusal.sheet;
  if ('project' in refusal) return refusal.project;
  if ('source' in refusal) return refusal.source;
  return refusal.code === 'undone-already' ? refusal.by : '';
}
