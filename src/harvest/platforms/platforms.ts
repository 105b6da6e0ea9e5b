/** Every platform that is known by name: how its items are had, and how it is recognised. */
import type { Format, PlatformId } from '#model/source.ts';
import { platformIds } from '#model/source.ts';
import type { Platform } from '../sniff/platform.ts';
import { airtable, airtablePlatform } from './airtable/airtable.ts';
import { baserow, baserowPlatform } from './baserow/baserow.ts';
import { ckan, ckanPlatform } from './ckan/ckan.ts';
import { communecter, communecterPlatform } from './communecter/communecter.ts';
import { dataGouvPlatform } from './data-gouv/data-gouv.ts';
import { gogocarto, gogocartoPlatform } from './gogocarto/gogocarto.ts';
import { grist, gristPlatform } from './grist/grist.ts';
import { murmurations, murmurationsPlatform } from './murmurations/murmurations.ts';
import { opendatasoft, opendatasoftPlatform } from './opendatasoft/opendatasoft.ts';
import type { JsonFormat, PlatformShape } from './shape.ts';
import { wordpress, wordpressPlatform } from './wordpress/wordpress.ts';

const shapes: Record<PlatformId, PlatformShape> = {
  airtable,
  baserow,
  ckan,
  communecter,
  gogocarto,
  grist,
  murmurations,
  opendatasoft,
  wordpress,
};

/** From the most particular to the most general: the first that recognises itself is right. */
export const platforms: readonly Platform[] = [
  murmurationsPlatform,
  gogocartoPlatform,
  communecterPlatform,
  opendatasoftPlatform,
  dataGouvPlatform,
  ckanPlatform,
  airtablePlatform,
  gristPlatform,
  baserowPlatform,
  wordpressPlatform,
];

type PlatformFormat = Extract<Format, { type: PlatformId }>;

const isPlatform = (format: Format): format is PlatformFormat =>
  (platformIds as readonly string[]).includes(format.type);

/** The shape of a platform's format; undefined for the others. */
export const shapeOf = (format: Format): PlatformShape | undefined =>
  isPlatform(format) ? shapes[format.type] : undefined;

/** The format as its reader takes it: a platform's is that of JSON. */
export function plainFormat(format: Format): Exclude<Format, PlatformFormat> {
  if (!isPlatform(format)) return format;
  const json: JsonFormat = { type: 'json', ...shapes[format.type].json };
  return json;
}
