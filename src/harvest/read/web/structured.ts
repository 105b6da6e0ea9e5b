/** What a page says of itself for machines: JSON-LD, microdata, Open Graph. */
import type { CheerioAPI } from 'cheerio';
import { isObject } from '#lib/json.ts';
import { parseLoosely } from './loose-json.ts';
import { readMicrodata } from './microdata.ts';

export interface Structured {
  /** The objects of every JSON-LD block, in order. */
  jsonld: Record<string, unknown>[];
  /** The items of microdata, as JSON-LD writes them: `@type`, `@id`, then the properties. */
  microdata: Record<string, unknown>[];
  /** `og:title`, `article:author`…; a property that stands several times is a list. */
  opengraph: Record<string, string | string[]>;
}

/** `base` is the address of the page. */
export function readStructured($: CheerioAPI, base?: string): Structured {
  return { jsonld: readJsonLd($), microdata: readMicrodata($, base), opengraph: readOpenGraph($) };
}

function readJsonLd($: CheerioAPI): Record<string, unknown>[] {
  const found: unknown[] = [];
  for (const script of $('script').toArray()) {
    if (!/^application\/ld\+json\b/i.test($(script).attr('type')?.trim() ?? '')) continue;
    const value = parseLoosely($(script).text());
    if (Array.isArray(value)) found.push(...value);
    else if (value !== undefined) found.push(value);
  }
  return found.filter(isObject);
}

function readOpenGraph($: CheerioAPI): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const meta of $('meta[property]').toArray()) {
    const [property, content] = [$(meta).attr('property')!.trim(), $(meta).attr('content')?.trim() ?? ''];
    if (!/^(?!fb:)\w[\w-]*:\S+$/.test(property) || content === '') continue;
    const before = found[property];
    found[property] = before === undefined ? content : [before, content].flat();
  }
  return found;
}
