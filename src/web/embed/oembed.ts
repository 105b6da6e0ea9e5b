/** What an address of ours gives to a page that embeds it. Source: oembed.com, version 1.0. */
import { type Criteria, noCriteria, readCriteria } from '#model/criteria.ts';
import { readProjectPath } from '#model/project.ts';
import { readTerritoryId } from '#model/territory.ts';
import { vocabularies } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import { only } from '../search/address.ts';
import type { Language } from '../text/language.ts';

export type Embeddable =
  | { is: 'search'; language: Language; criteria: Criteria }
  | { is: 'project'; language: Language; id: string };

/** Reads an address; undefined when it is not of this site, or of none of the pages that can be embedded. */
export function readEmbeddable(
  address: string,
  { baseUrl, territories, sources }: Pick<Rooms, 'baseUrl' | 'territories' | 'sources'>,
): Embeddable | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.origin !== new URL(baseUrl).origin) return undefined;
  const [, english, kind, name, ...more] = /^(\/en)?\/([a-z]+)(?:\/([^/]+))?(\/.*)?$/.exec(url.pathname) ?? [];
  if (more[0] !== undefined) return undefined;
  const language = english === undefined ? 'fr' : 'en';
  const search = (criteria: Criteria): Embeddable => ({ is: 'search', language, criteria });
  if (kind === 'recherche' && name === undefined)
    return search({ ...readCriteria(url.searchParams).criteria, page: 1 });
  if (name === undefined) return undefined;
  if (kind === 'projets') {
    const id = readProjectPath(name);
    return id === undefined ? undefined : { is: 'project', language, id };
  }
  if (kind === 'territoires') {
    const id = readTerritoryId(name);
    const territory = id === undefined ? undefined : territories.territory(id);
    return territory && search({ ...noCriteria, territories: [territory.id] });
  }
  if (kind === 'themes' && vocabularies.themes.byId.has(name)) return search(only('theme', name));
  if (kind === 'lieux' && vocabularies['place-kinds'].byId.has(name)) return search(only('placeKind', name));
  if (kind === 'partenaires' && sources.get(name)?.listed) return search(only('partner', name));
  return undefined;
}

export type OEmbed = Record<string, string | number>;

/** As the XML form of the same answer. */
export function oEmbedXml(answer: OEmbed, written: (text: string) => string): string {
  const fields = Object.entries(answer).map(([name, value]) => `<${name}>${written(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${fields.join('')}</oembed>\n`;
}
