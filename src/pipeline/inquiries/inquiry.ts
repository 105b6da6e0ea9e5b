/** An Inquiry: a question that only the outside can answer. Sheets are described with what has been answered so far. */

import { z } from 'zod';
import { sha256, stableJson } from '#lib/hash.ts';
import { type AskedAddress, type FoundPlace, foundPlaceSchema } from '#locate/geocode/geocoder.ts';
import { type Point, pointSchema } from '#model/sheet.ts';

export const inquiryKinds = ['address', 'point', 'link', 'image'] as const;
export type InquiryKind = (typeof inquiryKinds)[number];

/** Where the answer to each kind comes from, and what it is; what is stored is read again through these. */
export const answerSchemas = {
  address: foundPlaceSchema.or(z.literal('none')),
  point: foundPlaceSchema.or(z.literal('none')),
  link: z.object({
    /** `unsure`: it refused us, or was in trouble: that says nothing of what visitors get. */
    state: z.enum(['reachable', 'gone', 'unsure']),
    status: z.number().int().optional(),
    /** How many times in a row it was found gone. */
    gone: z.number().int().min(0),
  }),
  image: z.union([
    z.object({
      width: z.number().int(),
      height: z.number().int(),
      format: z.string(),
      bytes: z.number().int(),
      /** There are drawings of it here. */
      copied: z.boolean().optional(),
      /** None was made, since no project showed it. */
      undrawn: z.boolean().optional(),
    }),
    z.object({ unusable: z.string(), gone: z.number().int().min(0) }),
  ]),
} as const;
export type Answers = { [K in InquiryKind]: z.infer<(typeof answerSchemas)[K]> };

export const subjectSchemas = {
  address: z.object({ line: z.string(), commune: z.string().optional() }),
  point: pointSchema,
  link: z.string(),
  image: z.string(),
} as const;

export type Inquiry =
  | { kind: 'address'; subject: AskedAddress }
  | { kind: 'point'; subject: Point }
  | { kind: 'link' | 'image'; subject: string };

/** The same question has the same id, whoever asks it. */
export function inquiryId({ kind, subject }: Inquiry): string {
  return `${kind}:${sha256(stableJson(subject)).slice(0, 24)}`;
}

/** Where on the site the drawing of a picture is. */
export const copyPath = (inquiry: string): string => `/images/${inquiry.slice('image:'.length)}.webp`;

/** What has been answered, by inquiry. */
export class Answered {
  #byId: ReadonlyMap<string, unknown>;

  constructor(byId: ReadonlyMap<string, unknown> = new Map()) {
    this.#byId = byId;
  }

  address(subject: AskedAddress): FoundPlace | 'none' | undefined {
    return this.#find('address', { kind: 'address', subject });
  }

  point(subject: Point): FoundPlace | 'none' | undefined {
    return this.#find('point', { kind: 'point', subject });
  }

  /** Gone twice in a row, days apart: once can be the server's bad day. */
  isGone(kind: 'link' | 'image', subject: string): boolean {
    const answer = this.#find(kind, { kind, subject });
    return answer !== undefined && 'gone' in answer && answer.gone >= 2;
  }

  /** How large a picture is, in pixels, and where our own drawing of it is. */
  picture(url: string): { width: number; height: number; copy?: string } | undefined {
    const inquiry: Inquiry = { kind: 'image', subject: url };
    const answer = this.#find('image', inquiry);
    if (answer === undefined || !('width' in answer)) return undefined;
    const { width, height, copied } = answer;
    return { width, height, ...(copied && { copy: copyPath(inquiryId(inquiry)) }) };
  }

  #find<K extends InquiryKind>(kind: K, inquiry: Inquiry): Answers[K] | undefined {
    const read = answerSchemas[kind].safeParse(this.#byId.get(inquiryId(inquiry)));
    return read.success ? (read.data as Answers[K]) : undefined;
  }
}
