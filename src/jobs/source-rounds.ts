/** When the turn of a source comes round: its manifest says how often, its id says when. */
import { createHash } from 'node:crypto';
import type { HarvestInput } from '#harvest/input.ts';
import { latestFile } from '#harvest/input.ts';
import type { Source } from '#model/source.ts';

/** The hours of turns: from midnight to five, UTC, when few people search in France. Minutes. */
const nightly = 300;

/**
 * The cron line of a source (five fields, UTC), or undefined when it is read by hand only. Without a line of its own in
 * the manifest, the minute, the day of the week and the day of the month (1 to 28) are drawn from a hash of the id:
 * always the same for one source, spread evenly over all of them.
 */
export function cronOf({ id, schedule, cron }: Pick<Source, 'id' | 'schedule' | 'cron'>): string | undefined {
  if (schedule === 'manual') return undefined;
  if (cron !== undefined) return cron;
  const drawn = createHash('sha256').update(id, 'utf8').digest();
  const minute = drawn.readUInt32BE(0) % nightly;
  const time = `${minute % 60} ${Math.floor(minute / 60)}`;
  switch (schedule) {
    case 'daily':
      return `${time} * * *`;
    case 'weekly':
      return `${time} * * ${drawn.readUInt32BE(4) % 7}`;
    case 'monthly':
      return `${time} ${1 + (drawn.readUInt32BE(4) % 28)} * *`;
  }
}

/** What is read when a source's turn comes: its address, else the latest of its files in its own folder; or why nothing is. */
export function turnInput(source: Source): HarvestInput | { nothing: string } {
  if (source.address !== undefined) return { kind: 'address', address: source.address };
  const path = latestFile(source.folder, source.files);
  if (path !== undefined) return { kind: 'file', path };
  return {
    nothing: `Its manifest names no address, and none of its files (${source.files.join(', ') || 'it names none'}) is in its folder.`,
  };
}
