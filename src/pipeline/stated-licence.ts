/** The licence that a catalogue states, in any of the ways people write it. */
import type { LicenceId } from '#model/source.ts';

/** The most restrictive wording first: `CC BY-SA` holds `CC BY`. */
const wordings: readonly (readonly [RegExp, LicenceId])[] = [
  [/odbl|opendatacommons\.org\/licenses\/odbl|open database licen[cs]e/i, 'ODbL-1.0'],
  [/by[- ]nc|by[- ]nd|non[- ]commercial/i, 'closed'],
  [/cc[- ]?by[- ]sa|licenses\/by-sa/i, 'CC-BY-SA-4.0'],
  [/cc[- ]?by\b|licenses\/by\/|creative commons attribution/i, 'CC-BY-4.0'],
  [/cc[- ]?0|publicdomain\/zero/i, 'CC0-1.0'],
  [/licence ouverte|open licen[cs]e|etalab|\blov?2?\b|\bfr-lo\b/i, 'LO-2.0'],
  [/^mit\b|opensource\.org\/licen[cs]es?\/mit/i, 'MIT'],
  [/tous droits r[ée]serv[ée]s|all rights reserved/i, 'closed'],
];

/** Undefined when the text names none that we know. */
export function readLicence(text: string | undefined): LicenceId | undefined {
  return text === undefined ? undefined : wordings.find(([wording]) => wording.test(text))?.[1];
}
