/**
 * The national geocoding service: https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage
 * One address by `/search`, one point by `/reverse`, many by their CSV forms. Its limit is 50 requests a second; we ask
 * one thing at a time.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { parseJson } from '#lib/json.ts';
import type { Point } from '#model/sheet.ts';
import type { AskedAddress, FoundPlace, Geocoder, GeocoderAnswer, Unanswered } from './geocoder.ts';

export interface GeoplateformeOptions {
  /** Without a slash at the end: `https://data.geopf.fr/geocodage`. */
  url: string;
  fetch?: typeof fetch;
  /** Milliseconds for one request. */
  timeout?: number;
  /** Tries at most when it is busy. */
  tries?: number;
  sleep?(milliseconds: number, signal?: AbortSignal): Promise<unknown>;
}

/** Rows of one CSV: far below the service's 50 MB, so that a cut connection costs little. */
const rowsAtOnce = 2000;
/** From this many on, a file costs the service less than single questions. */
const manyFrom = 5;
const firstWait = 1000;
const longestWait = 60_000;
const largestAnswer = 32 * 1024 * 1024;

const featuresSchema = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        label: z.string(),
        score: z.number(),
        type: z.string().default('locality'),
        citycode: z.string(),
      }),
    }),
  ),
});

const coordinate = z.string().transform((text, context) => {
  const value = Number.parseFloat(text);
  if (Number.isFinite(value)) return value;
  context.addIssue({ code: 'custom', message: 'not a number' });
  return z.NEVER;
});

const rowSchema = z.object({
  asked: z.coerce.number().int().min(0),
  result_status: z.string(),
  result_latitude: z.string().optional(),
  result_longitude: z.string().optional(),
  latitude: z.string().optional(),
  longitude: z.string().optional(),
  result_score: z.string().default(''),
  result_type: z.string().default(''),
  result_label: z.string().default(''),
  result_citycode: z.string().default(''),
});

/** Of a row that was found. */
const foundRowSchema = z.object({
  lat: coordinate.pipe(z.number().min(-90).max(90)),
  lon: coordinate.pipe(z.number().min(-180).max(180)),
  score: coordinate.pipe(z.number()),
});

export function createGeoplateforme(options: GeoplateformeOptions): Geocoder {
  const ask = asker(options);
  return {
    async geocode(asked, signal) {
      if (asked.length >= manyFrom) {
        const rows = asked.map(({ line, commune = '' }, row) => [row, line, commune]);
        return askFile('search', ['asked', 'line', 'commune'], rows, { columns: 'line', citycode: 'commune' }, signal);
      }
      return each(asked, (one) => ask(`/search?${searchOf(one)}`, { signal }));
    },
    async reverse(points, signal) {
      if (points.length >= manyFrom) {
        const rows = points.map(({ lat, lon }, row) => [row, lat, lon]);
        return askFile('reverse', ['asked', 'latitude', 'longitude'], rows, {}, signal);
      }
      return each(points, ({ lat, lon }) => ask(`/reverse?${reverseOf(lat, lon)}`, { signal }));
    },
  };

  async function each<T>(
    asked: readonly T[],
    answerOf: (one: T) => Promise<string | Unanswered>,
  ): Promise<GeocoderAnswer[] | Unanswered> {
    const answers: GeocoderAnswer[] = [];
    for (const one of asked) {
      const text = await answerOf(one);
      if (typeof text !== 'string') return text;
      const answer = readFeatures(text);
      if (answer !== 'none' && 'failed' in answer) return answer;
      answers.push(answer);
    }
    return answers;
  }

  async function askFile(
    which: 'search' | 'reverse',
    header: string[],
    rows: (string | number)[][],
    fields: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<GeocoderAnswer[] | Unanswered> {
    const answers: GeocoderAnswer[] = new Array(rows.length).fill('none');
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const part = rows.slice(from, from + rowsAtOnce);
      const form = new FormData();
      form.set('data', new Blob([stringify([header, ...part])], { type: 'text/csv' }), 'asked.csv');
      form.set('indexes', 'address');
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const text = await ask(`/${which}/csv`, { method: 'POST', body: form, signal });
      if (typeof text !== 'string') return text;
      const read = readRows(text, from, part.length);
      if ('failed' in read) return read;
      for (const { row, answer } of read) answers[row] = answer;
    }
    return answers;
  }
}

function searchOf({ line, commune }: AskedAddress): URLSearchParams {
  const query = new URLSearchParams({ q: line, limit: '1', index: 'address', autocomplete: '0' });
  if (commune !== undefined) query.set('citycode', commune);
  return query;
}

function reverseOf(lat: number, lon: number): URLSearchParams {
  return new URLSearchParams({ lat: String(lat), lon: String(lon), limit: '1', index: 'address' });
}

type Ask = (
  path: string,
  request: { method?: string; body?: FormData; signal?: AbortSignal | undefined },
) => Promise<string | Unanswered>;

/** Asks, waits when it is told to, and gives up with a sentence. */
function asker({ url, fetch: ask = fetch, timeout = 120_000, tries = 4, sleep = patience }: GeoplateformeOptions): Ask {
  const host = new URL(url).host;
  return async (path, { method = 'GET', body, signal }) => {
    for (let attempt = 1; ; attempt++) {
      let failed: string;
      let asked = 0;
      try {
        const limits = [AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])];
        const response = await ask(`${url}${path}`, {
          method,
          ...(body === undefined ? {} : { body }),
          signal: AbortSignal.any(limits),
          redirect: 'error',
        });
        if (response.ok) return await readWhole(response);
        await response.body?.cancel();
        failed = `${host} answers with the status ${response.status}.`;
        if (response.status !== 429 && response.status < 500) return { failed };
        asked = Number(response.headers.get('retry-after') ?? 0) * 1000 || 0;
      } catch (error) {
        if (signal?.aborted) return { failed: `Asking ${host} was stopped.` };
        if (error instanceof TooLarge) return { failed: `${host} answers with more than can be read.` };
        failed =
          error instanceof Error && error.name === 'TimeoutError'
            ? `${host} did not answer within ${timeout / 1000} seconds.`
            : `${host} could not be reached.`;
      }
      if (attempt === tries || asked > longestWait) return { failed: `${failed} It was asked ${attempt} times.` };
      try {
        await sleep(Math.max(asked, firstWait * 2 ** (attempt - 1)), signal);
      } catch {
        return { failed: `Asking ${host} was stopped.` };
      }
    }
  };
}

const patience = (milliseconds: number, signal?: AbortSignal) =>
  wait(milliseconds, undefined, { signal: signal ?? undefined });

class TooLarge extends Error {}

async function readWhole(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > largestAnswer) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const notUnderstood: Unanswered = { failed: 'The geocoding service answers in a form that is not known.' };

function readFeatures(text: string): GeocoderAnswer | Unanswered {
  const read = featuresSchema.safeParse(parseJson(text));
  if (!read.success) return notUnderstood;
  const [first] = read.data.features;
  if (first === undefined) return 'none';
  const [lon, lat] = first.geometry.coordinates;
  const { label, score, type, citycode } = first.properties;
  return placeOf({ lat, lon }, { score, type, label, commune: citycode });
}

/** Every row that was asked must be answered: half a file is no answer. */
function readRows(text: string, from: number, asked: number): { row: number; answer: GeocoderAnswer }[] | Unanswered {
  let rows: unknown[];
  try {
    rows = parse(text, { columns: true, bom: true });
  } catch {
    return notUnderstood;
  }
  const answers = new Map<number, GeocoderAnswer>();
  for (const raw of rows) {
    const read = rowSchema.safeParse(raw);
    if (!read.success || read.data.asked < from || read.data.asked >= from + asked) return notUnderstood;
    answers.set(read.data.asked, answerOf(read.data));
  }
  if (answers.size < asked) return { failed: 'The geocoding service answered a part of what was asked only.' };
  return [...answers].map(([row, answer]) => ({ row, answer }));
}

function answerOf(row: z.infer<typeof rowSchema>): GeocoderAnswer {
  if (row.result_status !== 'ok') return 'none';
  const read = foundRowSchema.safeParse({
    lat: row.result_latitude ?? row.latitude,
    lon: row.result_longitude ?? row.longitude,
    score: row.result_score,
  });
  if (!read.success || row.result_citycode === '') return 'none';
  const { lat, lon, score } = read.data;
  return placeOf({ lat, lon }, { score, type: row.result_type, label: row.result_label, commune: row.result_citycode });
}

function placeOf(point: Point, told: Omit<FoundPlace, 'point'>): FoundPlace {
  return { point, ...told, score: Math.min(1, Math.max(0, told.score)) };
}
