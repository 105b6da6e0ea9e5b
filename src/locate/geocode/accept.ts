/** Which answers of a geocoder are believed: a better point for a place that was found, or which homonym it is. */
import type { Point } from '#model/sheet.ts';
import type { Precision } from '#model/territory.ts';
import { kilometres } from '../distance.ts';
import type { Gazetteer } from '../gazetteer.ts';
import type { Resolution } from '../resolve.ts';
import type { AskedAddress, FoundPlace, GeocoderAnswer } from './geocoder.ts';

/** Below this the found address is too unlike the asked one (the service's own examples call 0.5 doubtful). */
const leastScore = 0.6;
/** A nearest address farther than this from the point says nothing of the point's commune. Kilometres. */
const nearEnough = 0.5;

const precisionOf: Readonly<Record<string, Precision>> = { housenumber: 'site', street: 'street', locality: 'street' };

/**
 * What would make a place more exact, or undefined: a street where only the commune's centre is known, or where several
 * communes may be meant. A point that the partner gave is never replaced.
 */
export function addressToAsk(
  place: { address?: string | undefined; postcode?: string | undefined; city?: string | undefined },
  found: Resolution,
): AskedAddress | undefined {
  const line = place.address?.replace(/\s+/g, ' ').trim() ?? '';
  // A street, not a commune's name again: something with a number, or several words.
  if (!/\d/.test(line.replace(/\b\d{5}\b/g, '')) && line.split(/[\s,]+/).length < 3) return undefined;
  if (line.length > 200) return undefined;
  const whole = () =>
    [line, ...[place.postcode, place.city].filter((part) => part !== undefined && !line.includes(part))].join(' ');
  if (found.outcome === 'located' && found.precision === 'commune' && found.commune !== undefined) {
    return divided.includes(found.commune) ? { line: whole() } : { line, commune: found.commune };
  }
  return found.outcome === 'ambiguous' && found.candidates.length > 0 ? { line: whole() } : undefined;
}

/** Paris, Lyon, Marseille: the service files their streets under the arrondissements' codes. */
const divided = ['75056', '69123', '13055'];

export type Accepted = { commune: string; point: FoundPlace['point']; precision: Precision };
/** `elsewhere`: in another commune; `unlike`: too low a score; `coarse`: a commune where a street was asked. */
export type Refused = 'none' | 'elsewhere' | 'unlike' | 'coarse';

/** Weighs the answer against what the words said; the words win. */
export function acceptAnswer(answer: GeocoderAnswer, found: Resolution, gazetteer: Gazetteer): Accepted | Refused {
  if (answer === 'none') return 'none';
  const precision = precisionOf[answer.type];
  if (precision === undefined) return 'coarse';
  if (answer.score < leastScore) return 'unlike';
  const commune = gazetteer.coded(answer.commune)?.commune.code;
  const meant = found.commune === undefined ? found.candidates.map(({ code }) => code) : [found.commune];
  if (commune === undefined || !meant.includes(commune)) return 'elsewhere';
  return { commune, point: answer.point, precision };
}

/**
 * The commune of a point that nothing else is known of: today's commune of the nearest address, when it is near. The
 * packaged outlines are simplified and can name the next commune.
 */
export function communeOfPoint(point: Point, answer: GeocoderAnswer, gazetteer: Gazetteer): string | undefined {
  if (answer === 'none' || precisionOf[answer.type] === undefined) return undefined;
  return kilometres(point, answer.point) <= nearEnough ? gazetteer.coded(answer.commune)?.commune.code : undefined;
}
