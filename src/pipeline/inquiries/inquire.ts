/** Asks outside what sheets wait for: one kind after the other, in small parts that are each kept at once. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { stableJson } from '#lib/hash.ts';
import type { AskedAddress, Geocoder } from '#locate/geocode/geocoder.ts';
import type { Point } from '#model/sheet.ts';
import { type Answers, answerSchemas, type InquiryKind, inquiryKinds, subjectSchemas } from './inquiry.ts';
import { forgetInquiries, type Kept, keepAnswers, postpone, type Waiting, waitingInquiries } from './inquiry-store.ts';
import { dropCopy, followShown, keepCopy } from './picture-copies.ts';

export interface InquireRooms {
  db: Kysely<Tables>;
  /** Undefined: no service is set, and no address is asked. */
  geocoder: Geocoder | undefined;
  probeLink(url: string, signal?: AbortSignal): Promise<Omit<Answers['link'], 'gone'>>;
  /** `draws`: whether our drawings of it are wanted. */
  probeImage(url: string, draws: boolean): Promise<ImageProbe>;
  now(): Date;
}

/** A usable picture with our drawings of it, a lasting fault of it, one that is not ours to have, or no answer that would tell. */
export type ImageProbe =
  | { width: number; height: number; format: string; bytes: number; copy?: { large: Buffer; small: Buffer } }
  | { unusable: string }
  | { refused: true }
  | { unsure: true };

export interface InquireReport {
  /** By kind, what was asked, what said something new, and why a kind was given up. */
  kinds: Record<InquiryKind, { asked: number; changed: number; failure: string | null }>;
  /** Records whose sheets are to be described again. */
  records: number;
  forgotten: number;
}

const day = 86_400_000;
/** Milliseconds until an answer is asked again. */
const standsFor = { address: 365 * day, point: 365 * day, link: 30 * day, image: 90 * day } as const;
/** What was found gone is looked at again soon, what gave no answer too. */
const soon = day;
const atOnce = { address: 1000, point: 1000, link: 40, image: 20 } as const;
/** How many hosts are asked at the same time; each alone is asked one thing at a time by the fetch that is given. */
const hostsAtOnce = 8;

/** Asks at most `most` inquiries of each kind. A service in trouble stops its kind; the others go on. */
export async function inquire(
  rooms: InquireRooms,
  options: { kinds?: readonly InquiryKind[]; most?: number; say(text: string): void; signal?: AbortSignal | undefined },
): Promise<InquireReport> {
  const kinds = Object.fromEntries(
    inquiryKinds.map((kind) => [kind, { asked: 0, changed: 0, failure: null as string | null }]),
  ) as InquireReport['kinds'];
  await followShown(rooms.db, rooms.now());
  const report: InquireReport = { kinds, records: 0, forgotten: await forgetInquiries(rooms.db) };
  for (const kind of options.kinds ?? inquiryKinds) {
    if (rooms.geocoder === undefined && (kind === 'address' || kind === 'point')) continue;
    const told = kinds[kind];
    const most = options.most ?? Number.POSITIVE_INFINITY;
    while (told.asked < most && !options.signal?.aborted) {
      const part = Math.min(atOnce[kind], most - told.asked);
      const waiting = await waitingInquiries(rooms.db, kind, rooms.now(), part);
      if (waiting.length === 0) break;
      const answers = await askers[kind](rooms, waiting, options.signal);
      if ('failed' in answers) {
        told.failure = answers.failed;
        await postpone(
          rooms.db,
          waiting.map(({ id }) => id),
          new Date(rooms.now().getTime() + soon),
        );
        break;
      }
      if (options.signal?.aborted) break;
      report.records += await keepAnswers(rooms.db, answers, rooms.now());
      told.asked += waiting.length;
      told.changed += answers.filter(({ changed }) => changed).length;
      options.say(`${kind}: ${told.asked} asked, ${told.changed} new`);
    }
  }
  return report;
}

type Asker = (
  rooms: InquireRooms,
  waiting: readonly Waiting[],
  signal?: AbortSignal,
) => Promise<Kept[] | { failed: string }>;

const askers: Record<InquiryKind, Asker> = {
  address: (rooms, waiting, signal) =>
    askGeocoder(rooms, 'address', waiting, (subjects) => rooms.geocoder!.geocode(subjects as AskedAddress[], signal)),
  point: (rooms, waiting, signal) =>
    askGeocoder(rooms, 'point', waiting, (subjects) => rooms.geocoder!.reverse(subjects as Point[], signal)),
  link: (rooms, waiting, signal) =>
    askHosts(waiting, async ({ id, subject, answer }) => {
      const former = answerSchemas.link.safeParse(answer).data;
      const found = await rooms.probeLink(subjectSchemas.link.parse(subject), signal);
      const gone =
        found.state === 'gone' ? (former?.gone ?? 0) + 1 : found.state === 'unsure' ? (former?.gone ?? 0) : 0;
      const wait = found.state === 'reachable' || gone >= 2 ? standsFor.link : soon;
      const changed = gone >= 2 !== (former?.gone ?? 0) >= 2;
      return { id, answer: { ...found, gone }, due: later(rooms, wait), changed };
    }),
  image: (rooms, waiting) =>
    askHosts(waiting, async ({ id, subject, answer, shown }) => {
      const former = answerSchemas.image.safeParse(answer).data;
      const found = await rooms.probeImage(subjectSchemas.image.parse(subject), shown);
      const before = former !== undefined && 'gone' in former ? former.gone : 0;
      if ('unsure' in found) return { id, answer: former ?? null, due: later(rooms, soon), changed: false };
      const copied = former !== undefined && 'copied' in former && former.copied === true;
      // No drawing outlives what it was drawn of, not even until that is looked at again.
      if (copied && !('copy' in found)) await dropCopy(rooms.db, id);
      if ('refused' in found) {
        const { copied: _, undrawn: __, ...answer } = former !== undefined && 'width' in former ? former : {};
        return { id, answer: 'width' in answer ? answer : null, due: later(rooms, standsFor.image), changed: copied };
      }
      if ('unusable' in found) {
        const gone = before + 1;
        const due = later(rooms, gone >= 2 ? standsFor.image : soon);
        return { id, answer: { ...found, gone }, due, changed: copied || gone === 2 };
      }
      const { copy, ...seen } = found;
      if (copy !== undefined) await keepCopy(rooms.db, id, copy, rooms.now());
      const told = { ...seen, ...(copy !== undefined && { copied: true }), ...(!shown && { undrawn: true }) };
      const changed = stableJson(told) !== stableJson(former);
      return { id, answer: told, due: later(rooms, standsFor.image), changed };
    }),
};

const later = (rooms: InquireRooms, milliseconds: number) => new Date(rooms.now().getTime() + milliseconds);

async function askGeocoder(
  rooms: InquireRooms,
  kind: 'address' | 'point',
  waiting: readonly Waiting[],
  ask: (subjects: unknown[]) => Promise<unknown[] | { failed: string }>,
): Promise<Kept[] | { failed: string }> {
  const answers = await ask(waiting.map(({ subject }) => subjectSchemas[kind].parse(subject)));
  if ('failed' in answers) return answers;
  return waiting.map(({ id, answer: former }, i) => ({
    id,
    answer: answers[i],
    due: later(rooms, standsFor[kind]),
    changed: stableJson(answers[i]) !== stableJson(former ?? 'none'),
  }));
}

/** Asks several hosts at once, and each alone one thing after the other. */
async function askHosts(waiting: readonly Waiting[], ask: (one: Waiting) => Promise<Kept>): Promise<Kept[]> {
  const lines = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const host = URL.canParse(String(one.subject)) ? new URL(String(one.subject)).host : '';
    lines.set(host, [...(lines.get(host) ?? []), one]);
  }
  const kept: Kept[] = [];
  const queue = [...lines.values()];
  const work = async () => {
    for (let line = queue.shift(); line !== undefined; line = queue.shift())
      for (const one of line) kept.push(await ask(one));
  };
  await Promise.all(Array.from({ length: hostsAtOnce }, work));
  return kept;
}
