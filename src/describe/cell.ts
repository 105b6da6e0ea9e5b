/** The texts in a cell, as they come, without what stands for nothing. */
import { readTexts } from '#lib/path.ts';
import type { Row } from '#model/record.ts';
import { unpackList } from './clean/list-literal.ts';
import { repairMojibake } from './clean/mojibake.ts';
import { isPlaceholder } from './clean/placeholder.ts';

/** Every text of a column or path: trimmed, mojibake repaired, list literals unpacked, placeholders left out. */
export function readCell(row: Row, path: string): string[] {
  const texts: string[] = [];
  for (const text of readTexts(row, path)) {
    for (const member of unpackList(repairMojibake(text))) if (!isPlaceholder(member)) texts.push(member.trim());
  }
  return texts;
}
