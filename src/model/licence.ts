/**
 * Under which licence that which is made of several catalogues may be given. The rules and their sources stand in
 * `docs/deciding.md`.
 */
import { type LicenceId, licences } from './source.ts';

/**
 * `one`: the whole goes under this licence, each attribution kept. `apart`: no licence serves both, so that only one
 * part may go. `closed`: nothing may go.
 */
export type Combined = { is: 'one'; licence: LicenceId } | { is: 'apart' } | { is: 'closed' };

/** From what asks least to what asks most; the whole takes the one that asks most, when it can take the others in. */
const order = ['CC0-1.0', 'MIT', 'LO-2.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'ODbL-1.0'] as const satisfies LicenceId[];
type OpenLicence = (typeof order)[number];

/**
 * What may be given on under each licence beside what is under it already. ODbL does not take in CC BY: CC BY 4.0
 * (2.a.5) forbids the technical measures that ODbL (4.7) allows. The two share-alike licences exclude one another.
 */
const takesIn: Readonly<Record<OpenLicence, readonly OpenLicence[]>> = {
  'CC0-1.0': [],
  MIT: ['CC0-1.0'],
  'LO-2.0': ['CC0-1.0', 'MIT'],
  'CC-BY-4.0': ['CC0-1.0', 'MIT', 'LO-2.0'],
  'CC-BY-SA-4.0': ['CC0-1.0', 'MIT', 'LO-2.0', 'CC-BY-4.0'],
  'ODbL-1.0': ['CC0-1.0', 'MIT', 'LO-2.0'],
};

/** Whether what is under this licence may be reused at all: it is known, and open. */
export function isOpenLicence(licence: string): licence is OpenLicence {
  return licence !== 'closed' && Object.hasOwn(licences, licence);
}

/** What the licences of several parts, in any order, make of the whole. A licence that we don't know closes it. */
export function combineLicences(parts: Iterable<string>): Combined {
  const given = new Set(parts);
  for (const one of given) if (!isOpenLicence(one)) return { is: 'closed' };
  const whole = order.findLast((one) => given.has(one));
  if (whole === undefined) return { is: 'closed' };
  return [...given].every((one) => one === whole || (takesIn[whole] as readonly string[]).includes(one))
    ? { is: 'one', licence: whole }
    : { is: 'apart' };
}
