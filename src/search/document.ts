/** A project as the search needs it. */
import { type FacetName, facetNames, facets } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { levelsReached } from '#model/quality.ts';
import { type Vocabulary, type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import type { SearchDocument } from './engine.ts';

type Vocabularies = Readonly<Record<VocabularyName, Pick<Vocabulary, 'byId'>>>;

/** Words, facets, places and numbers of a project. A concept brings the broader ones: choosing these finds it too. */
export function toSearchDocument(project: Project, known: Vocabularies = vocabularies): SearchDocument {
  const concepts: Record<FacetName, readonly string[]> = {
    theme: project.themes,
    audience: project.audiences,
    placeKind: project.placeKinds,
    approach: project.approaches,
    stage: project.stage === undefined ? [] : [project.stage],
    kind: [project.kind],
    holderKind: project.holder?.kind === undefined ? [] : [project.holder.kind],
    partner: project.sources,
    sdg: project.sdgs,
    language: [project.language],
    quality: levelsReached(project.quality),
  };
  const labels: string[] = [];
  const values: SearchDocument['facets'] = {};
  for (const name of facetNames) {
    const { vocabulary } = facets[name];
    const ids = vocabulary === undefined ? [...concepts[name]] : withBroader(concepts[name], known[vocabulary]);
    if (ids.length > 0) values[name] = ids;
    if (vocabulary === undefined || name === 'sdg' || name === 'stage') continue;
    for (const id of ids) {
      const label = known[vocabulary].byId.get(id)?.label;
      if (label !== undefined) labels.push(label.fr, label.en);
    }
  }
  const organisations = [project.holder, ...project.partners, ...project.funders].filter((one) => one !== undefined);
  const { results, needed, lessons } = project;
  return {
    id: project.id,
    title: project.title,
    summary: project.summary,
    body: [textOfHtml(project.body), results, needed, lessons].filter(Boolean).join('\n'),
    organisations: [...new Set(organisations.map(({ name }) => name.replace(/\s+/g, ' ').trim()))].join('\n'),
    keywords: [...new Set([...project.tags, ...labels, ...placeNames(project), ...otherTitles(project)])].join('\n'),
    facets: values,
    territories: [
      ...new Set([...project.sites.flatMap(({ territories }) => territories), ...(project.area?.territories ?? [])]),
    ],
    points: project.sites.map(({ point }) => point).filter((point) => point !== undefined),
    startYear: project.startYear,
    updatedDay: dayOf(project.updatedAt ?? project.createdAt),
    quality: project.quality,
  };
}

function withBroader(ids: readonly string[], { byId }: Pick<Vocabulary, 'byId'>): string[] {
  const all = new Set<string>();
  for (let id of ids)
    while (!all.has(id)) {
      all.add(id);
      const broader = byId.get(id)?.broader;
      if (broader === undefined) break;
      id = broader;
    }
  return [...all];
}

function placeNames({ sites }: Project): string[] {
  return sites.flatMap(({ name, city }) => [name, city]).filter((text) => text !== undefined);
}

/** What other partners call it. */
function otherTitles({ title, tellings }: Project): string[] {
  return tellings.map((telling) => telling.title).filter((other) => other !== title);
}

/** Days since 1970-01-01; 0 when there is no date. */
function dayOf(date: string | undefined): number {
  const time = date === undefined ? Number.NaN : Date.parse(date.slice(0, 10));
  return Number.isNaN(time) ? 0 : Math.floor(time / 86_400_000);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of safe HTML: tags become spaces between blocks, entities their characters. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<\/?(?:strong|em|b|i|a|span|sup|sub)\b[^>]*>/gi, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
        const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
      },
    )
    .replace(/\s+/g, ' ')
    .trim();
}
