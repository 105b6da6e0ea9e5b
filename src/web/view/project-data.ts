/** A project as schema.org says it, for machines that read pages. */
import type { Project } from '#model/project.ts';
import { licences } from '#model/source.ts';
import { labelOf } from '#model/vocabulary.ts';
import { openPart } from '#publish/exportable.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';

/**
 * JSON-LD: a `Project` (an organisation in schema.org's sense), its places, its holder, the partners' sheets it is based
 * on. It is made to be taken: what closed catalogues tell is on the page and not in it.
 */
export function projectData(voice: Voice, rooms: Pick<Rooms, 'sources' | 'territories'>, whole: Project, url: string) {
  const project = openPart(whole, rooms.sources);
  const given = <T>(value: T | undefined | '') => (value === '' ? undefined : value);
  return {
    '@context': 'https://schema.org',
    '@type': 'Project',
    '@id': url,
    url,
    name: project.title,
    description: given(project.summary),
    foundingDate: given(project.startYear?.toString()),
    dissolutionDate: given(project.endYear?.toString()),
    keywords: project.themes.map((theme) => labelOf('themes', theme, voice.language)),
    parentOrganization: project.holder && {
      '@type': 'Organization',
      name: project.holder.name,
      url: project.holder.url,
      identifier: project.holder.siret ?? project.holder.siren ?? project.holder.rna,
    },
    funder: project.funders.map(({ name }) => ({ '@type': 'Organization', name })),
    location: project.sites.map((site) => ({
      '@type': 'Place',
      name: given(site.name),
      address: {
        '@type': 'PostalAddress',
        streetAddress: given(site.address),
        postalCode: given(site.postcode),
        addressLocality: given(
          (site.commune && rooms.territories.territory(`commune-${site.commune}`)?.name) ?? site.city,
        ),
        addressCountry: 'FR',
      },
      geo: site.point && { '@type': 'GeoCoordinates', latitude: site.point.lat, longitude: site.point.lon },
    })),
    sameAs: project.links.map((link) => link.url),
    subjectOf: project.tellings.map((telling) => ({
      '@type': 'CreativeWork',
      name: telling.title,
      url: telling.url,
      dateModified: telling.updatedAt,
      license: given(licences[telling.licence as keyof typeof licences]?.url),
      creditText: telling.attribution,
      isPartOf: rooms.sources.get(telling.source)?.name.fr,
    })),
  };
}
