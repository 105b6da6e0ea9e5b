/** The sheets of the real catalogues, and the pairs of them that share a key: what the benches of matching look at. */
import { describeRecord } from '#describe/describe-record.ts';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { blockKeys } from '#match/block-keys.ts';
import type { Sheet } from '#model/sheet.ts';
import { placeSites, resolvePlaces } from '#pipeline/place-sites.ts';
import { dataFolder, filesOf, realSources, takeFile } from '../../test/catalogues/records.ts';

/** Every listed catalogue's latest file, described and located. Throws when a file is missing. */
export async function realSheets(): Promise<Sheet[]> {
  const gazetteer = loadGazetteer();
  const sheets: Sheet[] = [];
  for (const source of realSources().filter(({ listed }) => listed)) {
    const file = filesOf(source, dataFolder).at(-1);
    if (file === undefined) throw new Error(`${source.id}: no file`);
    for (const { key, rows, withheld } of (await takeFile(source, file)).records) {
      if (withheld) continue;
      const draft = describeRecord(rows, source);
      if (draft.sheet.title === '') continue;
      const resolved = resolvePlaces(draft.places, gazetteer);
      const placed = placeSites({ resolved, reach: draft.reach }, gazetteer).located;
      sheets.push({ ...draft.sheet, ...placed, id: `${source.id}/${key}`, quality: 0, problems: [] });
    }
  }
  return sheets;
}

export const blocked = (sheets: readonly Sheet[]) => sheets.map((sheet) => ({ sheet, keys: blockKeys(sheet) }));
