/** What OpenSearch answers, as schemas: the border of this folder. */
import { z } from 'zod';

const hit = z.object({
  _id: z.string(),
  _score: z.number().nullable().optional(),
  _source: z
    .object({
      title: z.string().optional(),
      partner: z.array(z.string()).optional(),
      quality: z.array(z.string()).optional(),
      points: z.array(z.object({ lat: z.number(), lon: z.number() })).optional(),
    })
    .optional(),
  sort: z.array(z.unknown()).optional(),
});

export const searched = z.object({
  pit_id: z.string().optional(),
  hits: z.object({ total: z.object({ value: z.number() }).optional(), hits: z.array(hit) }),
  aggregations: z.record(z.string(), z.unknown()).optional(),
  suggest: z.record(z.string(), z.array(z.object({ options: z.array(z.object({ text: z.string() })) }))).optional(),
});
export type Searched = z.output<typeof searched>;
export type FoundHit = z.output<typeof hit>;

export const counted = z.object({ doc_count: z.number() });
export const valued = z.object({ value: z.number().nullable() });
export const filtersCounted = z.object({ buckets: z.array(counted) });
const termsCounted = z.object({
  sum_other_doc_count: z.number(),
  buckets: z.array(z.object({ key: z.string(), doc_count: z.number() })),
});
export const insideTerms = z.object({ values: termsCounted });
export const counts = z.object({ count: z.number() });

export const bulked = z.object({
  errors: z.boolean(),
  items: z.array(
    z.record(
      z.string(),
      z.object({
        _id: z.string(),
        status: z.number(),
        error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
      }),
    ),
  ),
});
export const refreshed = z.object({ _shards: z.object({ failed: z.number() }) });
