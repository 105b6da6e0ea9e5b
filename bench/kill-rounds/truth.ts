/** The records against what the source holds: none lost, none twice, none otherwise, each at its address. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { recordsWithRows } from '#harvest/testing.ts';
import type { ChangingSource } from './changing-source.ts';
import type { KillFigures } from './figures.ts';

/** `known` remembers the id that each item's record has, from one round to the next. */
export async function compareWithTruth(
  db: Kysely<Tables>,
  { truth }: ChangingSource,
  known: Map<string, string>,
  figures: KillFigures,
): Promise<void> {
  const rows = (await recordsWithRows(db, 'essai'))
    .filter(({ gone_since }) => gone_since === null)
    .map(({ id, key, rows: [row] }) => ({ id, key, row: row as Record<string, string> }));
  const byKey = Map.groupBy(rows, ({ row }) => row.id!);
  for (const [name, item] of truth) {
    const found = byKey.get(item.id) ?? [];
    if (found.length === 0) figures.lost++;
    else if (found.length > 1) figures.twice++;
    else {
      const { id, key, row } = found[0]!;
      if (key !== item.id || row.nom !== item.nom || row.texte !== item.texte || row.ville !== item.ville)
        figures.different++;
      if ((known.get(name) ?? id) !== id) figures.addressesLost++;
      known.set(name, id);
    }
  }
  figures.twice += Math.max(0, rows.length - truth.size);
}
