/** Asks outside what sheets wait for, then describes again those that an answer changed. */
import type { Source } from '#model/source.ts';
import { type DescribeReport, type DescribeRooms, describeRecords } from './describe-records.ts';
import { type InquireReport, type InquireRooms, inquire } from './inquiries/inquire.ts';
import type { InquiryKind } from './inquiries/inquiry.ts';
import { sourcesWaiting } from './inquiries/inquiry-store.ts';

/** What describing needs, with every manifest whole. */
type Describing = Omit<DescribeRooms, 'sources'> & { sources: ReadonlyMap<string, Source> };

export interface OutsideReport extends InquireReport {
  described: Record<string, DescribeReport>;
}

export async function askOutside(
  rooms: InquireRooms & Describing,
  options: { kinds?: readonly InquiryKind[]; most?: number; say(text: string): void; signal?: AbortSignal | undefined },
): Promise<OutsideReport> {
  const report = await inquire(rooms, options);
  return { ...report, described: await describeWaiting(rooms, options) };
}

/** Describes what waits for it in every known source: after answers from outside, after an objection. */
export async function describeWaiting(
  rooms: Describing,
  options: { say(text: string): void; signal?: AbortSignal | undefined },
): Promise<Record<string, DescribeReport>> {
  const described: Record<string, DescribeReport> = {};
  for (const id of await sourcesWaiting(rooms.db)) {
    const source = rooms.sources.get(id);
    if (source === undefined || options.signal?.aborted) continue;
    described[id] = await describeRecords(rooms, source, options);
  }
  return described;
}
