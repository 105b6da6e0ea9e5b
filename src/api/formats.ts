/** In which form an answer is wanted: by its extension, else by `Accept`. */
import { parseAccept } from 'hono/utils/accept';
import type { ExportFormat } from '#publish/export.ts';

export type Format = 'json' | ExportFormat;

const types: readonly (readonly [type: string, format: Format])[] = [
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['application/geo+json', 'geojson'],
  ['application/x-ndjson', 'jsonl'],
];
const extension = /\.(json|csv|geojson|jsonl)$/;

/** The format of an `Accept` header: the best liked of ours, JSON among equals and when none is liked. */
export function acceptedFormat(header: string | undefined): Format {
  if (header === undefined) return 'json';
  const accepted = parseAccept(header);
  let [best, most] = ['json' as Format, 0];
  for (const [type, format] of types) {
    const [family] = type.split('/');
    const range = [type, `${family}/*`, '*/*']
      .map((wanted) => accepted.find((one) => one.type.toLowerCase() === wanted))
      .find((one) => one !== undefined);
    if (range !== undefined && range.q > most) [best, most] = [format, range.q];
  }
  return best;
}

/** The last part of an address without its extension, and the format that this names. */
export function splitExtension(name: string): { name: string; format: Format | undefined } {
  const format = extension.exec(name)?.[1] as Format | undefined;
  return { name: format === undefined ? name : name.slice(0, -format.length - 1), format };
}
