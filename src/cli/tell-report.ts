/** A run's report in the words of a partner: what was taken, what was not and why, what stays unread. */
import type { SourceReport } from '#pipeline/run-source.ts';

const shown = 5;

export function tellReport({ source, harvest, describe, unread, sparse }: SourceReport): string[] {
  const lines = [
    `${source}: ${harvest.rows} rows = ${harvest.records} records + ${harvest.grouped} grouped + ${harvest.withheld} withheld + ${harvest.refused} refused`,
    `  ${harvest.new} new, ${harvest.changed} changed, ${harvest.unchanged} unchanged, ${harvest.gone} gone, ${harvest.back} back`,
  ];
  if (harvest.state !== 'done') lines.push(`  The run ${harvest.state}: ${harvest.failure ?? 'no reason was kept'}`);
  for (const { line, reason } of harvest.refusals.slice(0, shown)) lines.push(`  refused, line ${line}: ${reason}`);
  if (harvest.refused > shown)
    lines.push(`  …and ${harvest.refused - shown} more refused; --json gives the first hundred`);
  if (harvest.rows > 0 && harvest.missingColumns.length > 0)
    lines.push(`  columns that the manifest names and the file lacks: ${harvest.missingColumns.join(', ')}`);
  if (unread.length > 0) lines.push(`  columns that nobody reads: ${unread.join(', ')}`);
  for (const { field, share, expected } of sparse)
    lines.push(
      `  ${field}: ${Math.round(share * 100)} % of the sheets have it, ${Math.round(expected * 100)} % are expected`,
    );
  if (describe.held !== null) lines.push(`  held: ${describe.held}`);
  else if (describe.untitled > 0) lines.push(`  ${describe.untitled} without a title: kept, and not shown`);
  if (describe.sheets > 0) {
    const { located, ambiguous, abroad, unknown, missing } = describe.places;
    lines.push(
      `  described ${describe.sheets} sheets, ${describe.withTheme} with a theme; places: ${located} located, ${ambiguous} ambiguous, ${abroad} abroad, ${unknown} unknown, ${missing} not said`,
    );
    const problems = Object.entries(describe.problems).slice(0, shown);
    if (problems.length > 0)
      lines.push(`  problems: ${problems.map(([code, count]) => `${code} ${count}`).join(', ')}`);
    if (describe.words.length > 0)
      lines.push(
        `  words without an equivalent: ${describe.words.map(({ word, count }) => `“${word}” ${count}`).join(', ')}`,
      );
  }
  const { created, changed, hidden, merged } = describe.projects;
  if (created + changed + hidden + merged > 0)
    lines.push(`  projects: ${created} created, ${changed} changed, ${merged} merged into another, ${hidden} hidden`);
  return lines;
}
