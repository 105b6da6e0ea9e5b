/** What may leave: in a file, what comes from catalogues whose licences let it go together; in an answer, what is open. */

import { combineLicences, isOpenLicence } from '#model/licence.ts';
import type { Project, Telling } from '#model/project.ts';
import type { LicenceId, Manifest } from '#model/source.ts';

/** Fields that tell nothing of a partner's text: they stay whoever chose them. */
const kept = new Set([
  'id',
  'slug',
  'kind',
  'language',
  'sources',
  'tellings',
  'provenance',
  'quality',
  'title',
  'endorsements',
]);

/** Whether what a partner tells may be reused: its licence is known and open, on the sheet and in the manifest. */
export function isOpen(telling: Telling, sources: ReadonlyMap<string, Manifest>): boolean {
  const manifest = sources.get(telling.source);
  return isOpenLicence(telling.licence) && (manifest === undefined || isOpenLicence(manifest.licence));
}

/** The licence under which the whole may be given on; undefined when there is none that serves all who tell of it. */
export function licenceOf(project: Project, sources: ReadonlyMap<string, Manifest>): LicenceId | undefined {
  if (!project.tellings.every((telling) => isOpen(telling, sources))) return undefined;
  const combined = combineLicences(project.tellings.map(({ licence }) => licence));
  return combined.is === 'one' ? combined.licence : undefined;
}

/**
 * The part of a project that may leave: itself when one licence serves all who tell of it; undefined when all keep it
 * here; otherwise without what the others say: their tellings, and every field that one of them had a part in. A field
 * without provenance is left out then, since nobody can say whose it is; a curator's own words stay.
 */
export function exportablePart(project: Project, sources: ReadonlyMap<string, Manifest>): Project | undefined {
  const going = goingTogether(project.tellings.filter((telling) => isOpen(telling, sources)));
  if (going.length === 0) return undefined;
  return going.length === project.tellings.length ? project : partOf(project, going);
}

/**
 * What answers in the API, and beyond the site's own pages, say of a project: what open catalogues tell, each under its
 * own licence, whether or not one licence serves all. Who else tells of it is named with its title, address and
 * licence, as one cites a book: nothing else of a closed catalogue is given, so a project that only such ones tell is
 * its title and its tellings.
 */
export function openPart(project: Project, sources: ReadonlyMap<string, Manifest>): Project {
  const open = project.tellings.filter((telling) => isOpen(telling, sources));
  if (open.length === project.tellings.length) return project;
  return { ...partOf(project, open), tellings: project.tellings, sources: project.sources };
}

/** The project as these tellings alone have it: every field in which another had a part is empty. */
function partOf(project: Project, going: readonly Telling[]): Project {
  const goingSheets = new Set(going.map(({ sheet }) => sheet));
  const goingSources = new Set(going.map(({ source }) => source));
  const mayLeave = (field: string) => {
    const { sheets = [], rule } = project.provenance[field] ?? {};
    return rule === 'set' || (sheets.length > 0 && sheets.every((sheet) => goingSheets.has(sheet)));
  };
  const left = Object.fromEntries(Object.entries(project).filter(([field]) => kept.has(field) || mayLeave(field)));
  const endorsements = project.endorsements?.filter(({ source }) => goingSources.has(source)) ?? [];
  const { endorsements: _, ...without } = left;
  return {
    ...emptyFields,
    ...without,
    ...(endorsements.length > 0 && { endorsements }),
    id: project.id,
    slug: project.slug,
    kind: project.kind,
    title: mayLeave('title') ? project.title : (going[0]?.title ?? project.title),
    tellings: [...going],
    sources: [...goingSources],
    provenance: Object.fromEntries(Object.entries(project.provenance).filter(([field]) => mayLeave(field))),
  };
}

/**
 * The tellings that one licence serves. When none serves all, those that go with one of the tellings: with the one that
 * takes most along, and of equals with the one that stands first, which is the best described.
 */
function goingTogether(open: readonly Telling[]): readonly Telling[] {
  const serves = (some: readonly Telling[]): boolean =>
    combineLicences(some.map(({ licence }) => licence)).is !== 'apart';
  if (serves(open)) return open;
  const parts = open.map((first) => {
    const together: Telling[] = [first];
    for (const other of open) if (other !== first && serves([...together, other])) together.push(other);
    return open.filter((one) => together.includes(one));
  });
  return parts.reduce((best, part) => (part.length > best.length ? part : best));
}

const emptyFields = {
  summary: '',
  body: '',
  themes: [],
  audiences: [],
  approaches: [],
  placeKinds: [],
  sdgs: [],
  partners: [],
  funders: [],
  sites: [],
  links: [],
  images: [],
  contacts: [],
  language: 'fr',
  results: '',
  needed: '',
  inspiredBy: [],
  takenUpBy: [],
  lessons: '',
  tags: [],
  quality: 0,
} satisfies Partial<Project>;
