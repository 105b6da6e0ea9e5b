/** How a site says that it does not want to be taken, beside its robots.txt; why these count and others not: docs/decisions/0009. */
import { z } from 'zod';
import { parseJson } from '../json.ts';
import { agentToken } from './agent.ts';
import { matchesPattern } from './robots.ts';

/** Directives that have a value after a colon: what stands before that colon is no robot's name. */
const valued = /^(unavailable_after|max-snippet|max-image-preview|max-video-preview)$/i;

export interface RobotsDirectives {
  /** For every robot. */
  any: Set<string>;
  /** For us by name. */
  own: Set<string>;
}

/** Reads `X-Robots-Tag`: `noindex, nofollow` or `somebot: noindex` (several headers come as one, with commas). */
export function readRobotsTag(header: string | readonly string[] | undefined): RobotsDirectives {
  const directives: RobotsDirectives = { any: new Set(), own: new Set() };
  for (const value of typeof header === 'string' ? [header] : (header ?? [])) {
    let target: Set<string> | undefined = directives.any;
    for (const part of value.split(',')) {
      const [, name, rest] = /^\s*([\w-]+)\s*:(.*)$/s.exec(part) ?? [];
      if (name !== undefined && !valued.test(name))
        target = name.toLowerCase() === agentToken.toLowerCase() ? directives.own : undefined;
      const directive = (name !== undefined && !valued.test(name) ? rest! : part).trim().toLowerCase();
      if (directive !== '') target?.add(directive);
    }
  }
  return directives;
}

/** Whether directives say that a page is not to be found by search: `noindex`, or `none`, which includes it. */
export const forbidsIndex = (directives: ReadonlySet<string>): boolean =>
  directives.has('noindex') || directives.has('none');

/** Whether they say that the links of a page are not to be followed. */
export const forbidsFollowing = (directives: ReadonlySet<string>): boolean =>
  directives.has('nofollow') || directives.has('none');

/** A reservation as a header or a meta states it: `1` reserves, `0` does not, anything else says nothing. */
export const readReservation = (value: string | readonly string[] | undefined): boolean | undefined => {
  const said = (typeof value === 'string' ? value : value?.at(-1))?.trim();
  return said === '1' ? true : said === '0' ? false : undefined;
};

const ruleSchema = z.object({ location: z.string().min(1), 'tdm-reservation': z.union([z.literal(0), z.literal(1)]) });

/**
 * Reads `/.well-known/tdmrep.json` (TDM Reservation Protocol, W3C community group report of 2024): whether an address is
 * reserved by it. The longest location that matches decides, as in robots.txt. What cannot be read reserves nothing.
 */
export function readTdmrep(text: string): (address: URL) => boolean {
  const told = parseJson(text);
  const rules = (Array.isArray(told) ? told : []).flatMap((rule) => {
    const read = ruleSchema.safeParse(rule);
    return read.success ? [read.data] : [];
  });
  return ({ pathname, search }) => {
    const matching = rules
      .filter(({ location }) => matchesPattern(location, `${pathname}${search}`))
      .toSorted((a, b) => b.location.length - a.location.length || b['tdm-reservation'] - a['tdm-reservation']);
    return matching[0]?.['tdm-reservation'] === 1;
  };
}
