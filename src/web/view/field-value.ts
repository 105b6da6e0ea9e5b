/** What a field says, as one line of text, for those who compare: codes by their labels, no contact that is withheld. */
import { fieldText } from '#model/field-text.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Voice } from '../text/language.ts';

/** Characters of a text that are shown. */
const most = 700;

/** Empty when nothing is said. */
export function sayValue(voice: Voice, said: Sheet | Project, field: keyof Sheet & keyof Project): string {
  const whole = fieldText(field, said[field], voice.language);
  return whole.length > most ? `${whole.slice(0, most)}…` : whole;
}
