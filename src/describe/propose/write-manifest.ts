/** A proposed manifest as YAML that a person corrects: above each guess, why, and how sure. */
import { Document, isMap, isPair, isScalar } from 'yaml';
import type { Reason } from './guess.ts';

const marks: Readonly<Record<Reason['sure'], string>> = { sure: 'sure', likely: 'likely', guess: 'A GUESS' };

/** `head` is the comment at the top, line by line. */
export function writeManifest(manifest: object, reasons: readonly Reason[], head: readonly string[]): string {
  const document = new Document(manifest, { aliasDuplicateObjects: false });
  document.commentBefore = head.map((line) => ` ${line}`).join('\n');
  const told = new Map<string, string[]>();
  for (const { path, why, sure } of reasons) {
    const at = JSON.stringify(path);
    told.set(at, [...(told.get(at) ?? []), ` ${marks[sure]}: ${why.replace(/\s+/g, ' ')}`]);
  }
  for (const [at, lines] of told) comment(document, JSON.parse(at) as (string | number)[], lines);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function comment(document: Document, path: readonly (string | number)[], lines: readonly string[]): void {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return;
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  if (pair === undefined || !isScalar(pair.key)) return;
  // What stands first in an item of a list would come before its dash: beside the value then.
  pair.key.commentBefore = lines.join('\n');
}
