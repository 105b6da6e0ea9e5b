/**
 * Who carries it and how to reach them, as a matcher sees it. A number says who the holder is, not which of its
 * projects: ten projects of one association have one SIREN, and all the tenants of a house may give its SIRET.
 */
import { sha256 } from '#lib/hash.ts';
import { fold } from '#lib/text/fold.ts';
import type { Organisation, Sheet } from '#model/sheet.ts';
import { nameEvidence } from './name-evidence.ts';

export interface HolderEvidence {
  /** The holder's name without legal form and articles, in any order; empty when nothing is left of it. */
  name: string;
  siren: string | undefined;
  siret: string | undefined;
  rna: string | undefined;
  /**
   * Mails and phones of the sheet, hashed. A phone's hash can be found by trying all phones: it stays where the sheet
   * is, is written nowhere else, and goes with the sheet. What a sheet does not keep (a person's, where the partner has
   * not agreed to introductions; what somebody objected to) leaves none.
   */
  contacts: ReadonlySet<string>;
}

export function holderEvidence({ holder, contacts }: Pick<Sheet, 'holder' | 'contacts'>): HolderEvidence {
  return {
    name: holder === undefined ? '' : holderName(holder),
    siren: holder?.siren ?? holder?.siret?.slice(0, 9),
    siret: holder?.siret,
    rna: holder?.rna,
    contacts: new Set(contacts.flatMap(contactHash)),
  };
}

/** The numbers under which a holder is found: the legal unit's and the association's. */
export function holderNumbers({ siren, rna }: HolderEvidence): string[] {
  return [siren, rna].filter((number) => number !== undefined);
}

/** A holder's name without its legal form and articles, in any order. */
export function holderName({ name }: Organisation): string {
  return nameEvidence(name, '').exact;
}

/** `m` or `p`, then 64 bits of SHA-256: a mail however it is written, a phone with or without its country. */
function contactHash({ kind, value }: Sheet['contacts'][number]): string[] {
  if (kind === 'mail') return [`m${sha256(fold(value).trim()).slice(0, 16)}`];
  const digits = value.replace(/\D/g, '').slice(-9);
  return kind === 'phone' && digits !== '' ? [`p${sha256(digits).slice(0, 16)}`] : [];
}

/** Whether both give a number of one register, and none of these is the same. */
export function numbersDiffer(a: HolderEvidence, b: HolderEvidence): boolean {
  const both = (['siren', 'rna'] as const).filter((number) => a[number] !== undefined && b[number] !== undefined);
  return both.length > 0 && both.every((number) => a[number] !== b[number]);
}

/** 2: one establishment; 1: one legal unit, or one name; 0: another; -1 when a side says nothing that can be compared. */
export function holderLevel(a: HolderEvidence, b: HolderEvidence): number {
  if (a.siret !== undefined && a.siret === b.siret) return 2;
  if (numbersDiffer(a, b)) return 0;
  if (holderNumbers(a).some((number) => holderNumbers(b).includes(number))) return 1;
  return a.name === '' || b.name === '' ? -1 : a.name === b.name ? 1 : 0;
}

/** 1: a mail or a phone in common; 0: both say one of a kind, and none is the same; -1: nothing can be compared. */
export function contactLevel({ contacts: first }: HolderEvidence, { contacts: second }: HolderEvidence): number {
  const kinds = new Set<string | undefined>();
  for (const one of first) {
    if (second.has(one)) return 1;
    kinds.add(one[0]);
  }
  for (const other of second) if (kinds.has(other[0])) return 0;
  return -1;
}
