/** Who carries, helps and funds: names cleaned, identifiers checked and never guessed. */
import { foldToWords } from '#lib/text/fold.ts';
import { readRna, readSiren, readSiret } from '#model/identifier.ts';
import { problem } from '#model/problem.ts';
import type { Organisation } from '#model/sheet.ts';
import { cleanTitle } from './clean/text.ts';
import type { Describing } from './describe-record.ts';
import { readAddressOf } from './links.ts';
import { lineOf, linesOf } from './passages.ts';

/** The holder, or undefined when no row names one; a “name” that begins the summary, `told`, is a copy of it. */
export function findOrganisation(
  describing: Describing,
  kind: string | undefined,
  told: string,
): Organisation | undefined {
  const mapping = describing.manifest.map.holder;
  if (mapping === undefined) return undefined;
  const name = lineOf(describing, mapping.name, cleanTitle);
  if (name === '' || repeats(name, told)) return undefined;
  const organisation: Organisation = { name };
  if (kind !== undefined) organisation.kind = kind;
  for (const [field, read] of [
    ['siren', readSiren],
    ['siret', readSiret],
    ['rna', readRna],
  ] as const) {
    const number = lineOf(describing, mapping[field], (text) => text);
    if (number === '') continue;
    const identifier = read(number);
    if (identifier === undefined) describing.note(problem(`holder.${field}`, 'identifier-invalid', number));
    else organisation[field] = identifier;
  }
  if (organisation.siren === undefined && organisation.siret !== undefined)
    organisation.siren = organisation.siret.slice(0, 9);
  const url = readAddressOf(describing, 'holder.url', mapping.url);
  if (url !== undefined) organisation.url = url;
  return organisation;
}

function repeats(name: string, told: string): boolean {
  return name.length > 15 && foldToWords(told).startsWith(foldToWords(name)) && !/^\S+ \S+$/.test(name);
}

export function findOrganisations(describing: Describing, field: 'partners' | 'funders'): Organisation[] {
  return linesOf(describing, describing.manifest.map[field], cleanTitle).map((name) => ({ name }));
}
