/** What a schema refused in an address, told parameter by parameter. */
import type { z } from '@hono/zod-openapi';
import { foldToWords } from '#lib/text/fold.ts';
import { facetNames, facets } from '#model/criteria.ts';
import { vocabularies } from '#model/vocabulary.ts';
import type { Language } from '#publish/view-project.ts';
import type { Refusal } from './errors.ts';
import { nearest } from './nearest.ts';
import { sentences } from './parameter-sentences.ts';
import { splitValues } from './parameters.ts';

/** What people try in English for a parameter that the pages name in French. */
const otherNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(facetNames.map((name) => [name.toLowerCase(), facets[name].parameter])),
  placekind: 'lieu',
  holderkind: 'porteur',
  territory: 'territoire',
  near: 'pres',
  radius: 'rayon',
  box: 'cadre',
  bbox: 'cadre',
  area: 'zone',
  polygon: 'zone',
  sort: 'tri',
  from: 'de',
  to: 'a',
  limit: 'pageSize',
  language: 'lang',
};

const unknown = {
  fr: 'ce paramètre n’existe pas ici',
  en: 'this parameter does not exist here',
};

/** At most 20 refusals, in the order in which the schema found them. */
export function refusals(
  error: z.ZodError,
  given: Record<string, string[]>,
  known: readonly string[],
  language: Language,
): Refusal[] {
  const found = error.issues.flatMap((issue): Refusal[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknownParameter(name, known, language));
    const parameter = String(issue.path[0]);
    const rank = issue.path[1];
    const values = Object.hasOwn(given, parameter) ? given[parameter]! : [];
    const value = typeof rank === 'number' ? (splitValues(values)?.[rank] ?? '') : values.join(',');
    return [refusal(parameter, value, language)];
  });
  return found.slice(0, 20);
}

/** One value refused: what the parameter accepts, and what was probably meant. */
export function refusal(parameter: string, value: string, language: Language): Refusal {
  const meant = meantCode(parameter, value);
  return {
    parameter,
    value: value.slice(0, 100),
    reason: sentences[parameter]?.[language] ?? unknown[language],
    ...(meant === undefined ? {} : { nearest: meant }),
  };
}

/** A parameter that the route doesn't know. */
export function unknownParameter(name: string, known: readonly string[], language: Language): Refusal {
  const other = Object.hasOwn(otherNames, name.toLowerCase()) ? otherNames[name.toLowerCase()] : undefined;
  const meant = other !== undefined && known.includes(other) ? other : nearest(name, known);
  return {
    parameter: name.slice(0, 100),
    reason: unknown[language],
    ...(meant === undefined ? {} : { nearest: meant }),
  };
}

/** The concept whose code, label or synonym it is, or whose code is close. */
function meantCode(parameter: string, value: string): string | undefined {
  const facet = Object.values(facets).find((one) => one.parameter === parameter);
  if (facet?.vocabulary === undefined) return undefined;
  const { byWord, byId } = vocabularies[facet.vocabulary];
  return byWord.get(foldToWords(value))?.id ?? nearest(value, [...byId.keys()]);
}
