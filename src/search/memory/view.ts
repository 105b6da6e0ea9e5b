/** What a search reads: segments, and which of their documents are gone. Never changed: a change makes another view. */
import type { Segment } from './segment.ts';

export interface Part {
  readonly segment: Segment;
  /** 1 for a document that was removed or replaced; undefined when none was. */
  readonly removed: Uint8Array | undefined;
  readonly removedCount: number;
}

export interface View {
  readonly parts: readonly Part[];
  /** Documents that are there. */
  readonly size: number;
  /** The mean weighed length of the documents. */
  readonly meanLength: number;
}

export function viewOf(parts: readonly Part[]): View {
  let size = 0;
  let all = 0;
  let length = 0;
  for (const { segment, removedCount } of parts) {
    size += segment.size - removedCount;
    all += segment.size;
    length += segment.totalLength;
  }
  return { parts, size, meanLength: all === 0 ? 1 : Math.max(1, length / all) };
}
