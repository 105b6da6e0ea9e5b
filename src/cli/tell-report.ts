/** A run's report in the words of a partner: what was taken, what was not and why, what stays unread. */
import { type ColumnNews, tellColumnNews } from '#harvest/column-news.ts';
import { tellBroken } from '#harvest/expectations.ts';
import type { RunReport } from '#harvest/run.ts';
import type { DescribeReport } from '#pipeline/describe-records.ts';
import type { SourceReport } from '#pipeline/run-source.ts';

const shown = 5;

export function tellReport({ source, harvest, describe, unread }: SourceReport): string[] {
  const lines = [`${source}: ${tellRows(harvest)}`, `  ${tellMoves(harvest)}`, ...tellEnd(harvest)];
  for (const { line, reason } of harvest.refusals.slice(0, shown)) lines.push(`  refused, line ${line}: ${reason}`);
  if (harvest.refused > shown)
    lines.push(`  …and ${harvest.refused - shown} more refused; --json gives the first hundred`);
  if (harvest.rows > 0 && harvest.missingColumns.length > 0)
    lines.push(`  columns that the manifest names and the file lacks: ${harvest.missingColumns.join(', ')}`);
  if (unread.length > 0) lines.push(`  columns that nobody reads: ${unread.join(', ')}`);
  lines.push(...tellNews(harvest.news), ...tellDescribed(describe));
  return lines;
}

export const tellRows = (run: RunReport): string =>
  `${run.rows} rows = ${run.records} records + ${run.grouped} grouped + ${run.withheld} withheld + ${run.refused} refused`;

/** In a run that was held and that nobody applied, what it would do. */
export function tellMoves(run: RunReport, isApplied = run.state === 'done'): string {
  const counts = `${run.new} new, ${run.changed} changed, ${run.moved} moved, ${run.unchanged} unchanged, ${run.gone} gone, ${run.back} back`;
  return run.state === 'held' && !isApplied ? `would be: ${counts}` : counts;
}

/** Why the run is not `done`, and what is to be done about it. */
export function tellEnd({ state, failure, broken, run }: RunReport): string[] {
  if (state === 'done') return [];
  if (state !== 'held') return [`  The run ${state}: ${failure ?? 'no reason was kept'}`];
  const id = run?.slice(0, 8);
  return [
    '  The run is held, what was online stays online:',
    ...broken.map((one) => `    ${tellBroken(one)}`),
    `  Look at it with \`run show ${id}\`, then \`run apply ${id}\` or \`run refuse ${id}\`; or correct the manifest and harvest again.`,
  ];
}

export const tellNews = (news: readonly ColumnNews[]): string[] => news.map((one) => `  ${tellColumnNews(one)}`);

export function tellDescribed(describe: DescribeReport): string[] {
  const lines: string[] = [];
  if (describe.untitled > 0) lines.push(`  ${describe.untitled} without a title: kept, and not shown`);
  if (describe.unreadable > 0)
    lines.push(
      `  ${describe.unreadable} cannot be read from the database any more, where it is damaged: they keep the sheets that they have, until a harvest brings them again`,
    );
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
