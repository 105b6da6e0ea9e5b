/**
 * GeoJSON (RFC 7946): one Feature for each site that has a point; a project of three sites gives three, with its id in
 * each. Projects without any point have no Feature: the collection says at its end how many they are.
 */
import type { Coded, ProjectView, SiteView } from './project-view.ts';

const codes = (list: readonly Coded[]) => list.map(({ code }) => code);

/** The Feature of one site; undefined when it has no point. Positions are longitude, latitude. */
export function feature(project: ProjectView, site: SiteView, rank: number) {
  if (site.point === undefined) return undefined;
  return {
    type: 'Feature' as const,
    id: `${project.id}-${rank + 1}`,
    geometry: { type: 'Point' as const, coordinates: [site.point.lon, site.point.lat] as const },
    properties: {
      project: project.id,
      url: project.url,
      title: project.title,
      summary: project.summary,
      kind: project.kind.code,
      themes: codes(project.themes),
      audiences: codes(project.audiences),
      approaches: codes(project.approaches),
      placeKinds: codes(project.placeKinds),
      sdgs: codes(project.sdgs),
      stage: project.stage?.code ?? null,
      startYear: project.startYear ?? null,
      holder: project.holder?.name ?? null,
      site: site.name ?? null,
      address: site.address ?? null,
      postcode: site.postcode ?? null,
      city: site.city ?? null,
      commune: site.commune ?? null,
      precision: site.precision,
      sources: project.tellings.map(({ source }) => source),
      licence: project.tellings.map(({ licence }) => licence.id),
      attribution: project.tellings.map(({ attribution }) => attribution),
      fictitious: project.fictitious,
    },
  };
}

export async function* writeGeojson(projects: AsyncIterable<ProjectView>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let before = '\n';
  let total = 0;
  let withoutPoint = 0;
  for await (const project of projects) {
    const features = project.sites.flatMap((site, rank) => feature(project, site, rank) ?? []);
    total++;
    if (features.length === 0) withoutPoint++;
    for (const one of features) {
      yield before + JSON.stringify(one);
      before = ',\n';
    }
  }
  yield `\n],"projects":${total},"projectsWithoutPoint":${withoutPoint}}\n`;
}
