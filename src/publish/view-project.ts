/** From the project that we hold to the one that the public may have: every field is named here, none slips through. */

import { combineLicences } from '#model/licence.ts';
import { type Project, projectPath, type Telling } from '#model/project.ts';
import type { Organisation, Site } from '#model/sheet.ts';
import { type LicenceId, licences, type Manifest } from '#model/source.ts';
import { labelOf, type VocabularyName } from '#model/vocabulary.ts';
import { licenceOf, openPart } from './exportable.ts';
import type { Coded, ProjectSummary, ProjectView, SiteView } from './project-view.ts';

export type Language = 'fr' | 'en';

export interface Publication {
  sources: ReadonlyMap<string, Manifest>;
  /** Where the site answers, without a slash at the end. */
  baseUrl: string;
  /** Of labels and names of catalogues. */
  language: Language;
}

/** The absolute address of a project's page. */
export function projectUrl(project: { id: string; title: string }, baseUrl: string): string {
  return `${baseUrl}/projets/${projectPath(project)}`;
}

/** A project as lists give it: of closed catalogues, only that they tell of it. */
export function summariseProject(whole: Project, publication: Publication): ProjectSummary {
  const { language } = publication;
  const project = openPart(whole, publication.sources);
  const coded = (name: VocabularyName, codes: readonly string[]) =>
    codes.map((code) => codedValue(name, code, language));
  const tellings = project.tellings.map((telling) => viewTelling(telling, publication));
  const licence = licenceOf(project, publication.sources);
  return withoutAbsent({
    id: project.id,
    url: projectUrl(whole, publication.baseUrl),
    title: project.title,
    summary: project.summary,
    kind: codedValue('kinds', project.kind, language),
    themes: coded('themes', project.themes),
    audiences: coded('audiences', project.audiences),
    approaches: coded('approaches', project.approaches),
    placeKinds: coded('place-kinds', project.placeKinds),
    sdgs: coded('sdgs', project.sdgs),
    stage: project.stage === undefined ? undefined : codedValue('stages', project.stage, language),
    startYear: project.startYear,
    endYear: project.endYear,
    holder: project.holder && viewOrganisation(project.holder, language),
    sites: project.sites.map(viewSite),
    area: project.area && { reach: project.area.reach, territories: project.area.territories },
    links: project.links.map(viewLink),
    contacts: project.contacts.filter(({ published }) => published).map(({ kind, value }) => ({ kind, value })),
    language: project.language,
    createdAt: project.createdAt,
    updatedAt: project.updatedAt,
    tellings,
    licence: licence && viewLicence(licence),
    endorsements: (project.endorsements ?? []).map(({ source, reason, at }) => ({
      source,
      sourceName: publication.sources.get(source)?.name[language] ?? source,
      reason,
      at,
    })),
    fictitious: tellings.some(({ fictitious }) => fictitious),
    quality: project.quality,
  });
}

/** A project with all that may be said of it. */
export function viewProject(whole: Project, publication: Publication): ProjectView {
  const project = openPart(whole, publication.sources);
  const organisations = (list: readonly Organisation[]) =>
    list.map((organisation) => viewOrganisation(organisation, publication.language));
  return {
    ...summariseProject(whole, publication),
    body: project.body,
    results: project.results,
    needed: project.needed,
    lessons: project.lessons,
    inspiredBy: project.inspiredBy.map(viewKin),
    takenUpBy: project.takenUpBy.map(viewKin),
    partners: organisations(project.partners),
    funders: organisations(project.funders),
    images: project.images.map(({ url, alt, credit }) => withoutAbsent({ url, alt, credit })),
    tags: [...project.tags],
    provenance: viewProvenance(project),
  };
}

function codedValue(name: VocabularyName, code: string, language: Language): Coded {
  return { code, label: labelOf(name, code, language) };
}

function viewOrganisation({ name, kind, siren, siret, rna, url }: Organisation, language: Language) {
  const coded = kind === undefined ? undefined : codedValue('holder-kinds', kind, language);
  return withoutAbsent({ name, kind: coded, siren, siret, rna, url });
}

function viewSite({ name, address, postcode, city, commune, territories, point, precision }: Site): SiteView {
  const place = point && { lat: point.lat, lon: point.lon };
  return withoutAbsent({ name, address, postcode, city, commune, territories, point: place, precision });
}

function viewLink({ url, label }: { url: string; label?: string | undefined }) {
  return withoutAbsent({ url, label });
}

function viewKin(kin: Project['inspiredBy'][number]) {
  return 'url' in kin ? viewLink(kin) : { label: kin.label };
}

function viewTelling(telling: Telling, { sources, language }: Publication) {
  const source = sources.get(telling.source);
  return withoutAbsent({
    source: telling.source,
    sourceName: source?.name[language] ?? telling.source,
    title: telling.title,
    url: telling.url,
    licence: viewLicence(telling.licence),
    attribution: telling.attribution,
    updatedAt: telling.updatedAt,
    fictitious: source?.demonstration ?? false,
  });
}

/** A licence by its id; one that we don't know is named by its id and nothing is promised of it. */
export function viewLicence(id: string) {
  const known = Object.hasOwn(licences, id) ? licences[id as LicenceId] : undefined;
  return withoutAbsent({
    id,
    name: known?.name ?? id,
    url: known?.url || undefined,
    shareAlike: known?.shareAlike ?? false,
  });
}

/** By catalogue, not by sheet: a sheet's id holds the partner's own key, which can be a person's address. */
function viewProvenance(project: Project): ProjectView['provenance'] {
  const bySheet = new Map(project.tellings.map((telling) => [telling.sheet, telling]));
  return Object.fromEntries(
    Object.entries(project.provenance).map(([field, { sheets, rule }]) => {
      const tellings = sheets.flatMap((sheet) => bySheet.get(sheet) ?? []);
      const combined = combineLicences(rule === 'set' ? [ownWords] : tellings.map(({ licence }) => licence));
      const sources = [...new Set(tellings.map(({ source }) => source))];
      return [field, { sources, rule, ...(combined.is === 'one' && { licence: combined.licence }) }];
    }),
  );
}

/** What curators write is given to all: it binds no export. */
const ownWords: LicenceId = 'CC0-1.0';

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined members, so that what JSON says and what the schema says are one. */
function withoutAbsent<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>;
}
