/** Why a decision is not taken, in words for those who decide. */

export type DecisionRefusal =
  | { code: 'sheet-unknown'; sheet: string }
  | { code: 'project-unknown'; project: string }
  | { code: 'decision-unknown'; decision: string }
  | { code: 'source-unknown'; source: string }
  | { code: 'one-sheet' }
  | { code: 'alone'; sheet: string }
  | { code: 'contradiction'; decisions: string[] }
  | { code: 'field-unknown'; field: string; known: readonly string[] }
  | { code: 'value-refused'; field: string; why: string }
  | { code: 'says-nothing'; sheet: string; field: string }
  | { code: 'reason-missing' }
  | { code: 'undone-already'; at: Date; by: string }
  | { code: 'replaced'; by: string }
  | { code: 'not-hidden'; project: string };

/** The refusal as an English sentence; pages say it in their own language by its code. */
export function tellRefusal(refusal: DecisionRefusal): string {
  switch (refusal.code) {
    case 'sheet-unknown':
      return `There is no sheet “${refusal.sheet}”.`;
    case 'project-unknown':
      return `There is no project “${refusal.project}”.`;
    case 'decision-unknown':
      return `There is no decision “${refusal.decision}”.`;
    case 'source-unknown':
      return `There is no catalogue “${refusal.source}”.`;
    case 'one-sheet':
      return 'A pair is made of two different sheets.';
    case 'alone':
      return `“${refusal.sheet}” stands alone in its project: there is nothing to part it from.`;
    case 'contradiction':
      return `This contradicts what was decided: ${refusal.decisions.join(', ')}. Undo one of these first.`;
    case 'field-unknown':
      return `“${refusal.field}” is not a field that can be chosen: ${refusal.known.join(', ')}.`;
    case 'value-refused':
      return `“${refusal.field}” cannot say that: ${refusal.why}.`;
    case 'says-nothing':
      return `“${refusal.sheet}” says nothing of “${refusal.field}”.`;
    case 'reason-missing':
      return 'This needs a reason, which others will read.';
    case 'undone-already':
      return `It was undone already by ${refusal.by} on ${refusal.at.toISOString().slice(0, 10)}.`;
    case 'replaced':
      return `A later decision took its place: undo ${refusal.by} instead.`;
    case 'not-hidden':
      return `Nobody hid the project “${refusal.project}”.`;
  }
}
