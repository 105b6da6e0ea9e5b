/** By what a sheet is linked to others that are not the same: one address, one web site (a network), one holder. */
import type { Sheet } from '#model/sheet.ts';
import { holderName } from './holder-evidence.ts';
import { doorsOf, onlyCommune } from './place-evidence.ts';
import { webEvidence } from './web-evidence.ts';

/** Why two projects are related; each link key begins with one of these and a space. */
const linkKinds = ['address', 'site', 'holder'] as const;
export type LinkKind = (typeof linkKinds)[number];

export function linkKeys(sheet: Sheet): string[] {
  const keys = new Set<string>();
  const commune = onlyCommune(sheet);
  if (commune !== undefined) for (const door of doorsOf(sheet)) keys.add(`address ${commune} ${door}`);
  for (const site of webEvidence(sheet).sites) keys.add(`site ${site}`);
  if (sheet.holder !== undefined) {
    const name = holderName(sheet.holder);
    if (sheet.holder.siren !== undefined) keys.add(`holder ${sheet.holder.siren}`);
    else if (name !== '') keys.add(`holder ${name}`);
  }
  return [...keys].sort();
}
