/** What may leave in an export: everything but what comes from a catalogue whose licence keeps it here. */

import type { Project, Telling } from '#model/project.ts';
import { licences, type Manifest } from '#model/source.ts';

/** Fields that tell nothing of a partner's text: they stay whoever chose them. */
const kept = new Set(['id', 'slug', 'kind', 'language', 'sources', 'tellings', 'provenance', 'quality', 'title']);

/** Whether what a partner tells may be reused: its licence is known and open, on the sheet and in the manifest. */
export function isOpen(telling: Telling, sources: ReadonlyMap<string, Manifest>): boolean {
  const manifest = sources.get(telling.source);
  return opens(telling.licence) && (manifest === undefined || opens(manifest.licence));
}

function opens(licence: string): boolean {
  return licence !== 'closed' && Object.hasOwn(licences, licence);
}

/**
 * The part of a project that may leave: itself when all who tell of it share it; undefined when none does; otherwise
 * without what the closed catalogues say: their tellings, and every field that one of them had a part in. A field
 * without provenance is left out then, since nobody can say whose it is.
 */
export function exportablePart(project: Project, sources: ReadonlyMap<string, Manifest>): Project | undefined {
  const open = project.tellings.filter((telling) => isOpen(telling, sources));
  const [first] = open;
  if (first === undefined) return undefined;
  if (open.length === project.tellings.length) return project;
  const openSheets = new Set(open.map(({ sheet }) => sheet));
  const mayLeave = (field: string) => {
    const sheets = project.provenance[field]?.sheets ?? [];
    return sheets.length > 0 && sheets.every((sheet) => openSheets.has(sheet));
  };
  const left = Object.fromEntries(Object.entries(project).filter(([field]) => kept.has(field) || mayLeave(field)));
  return {
    ...emptyFields,
    ...left,
    id: project.id,
    slug: project.slug,
    kind: project.kind,
    title: mayLeave('title') ? project.title : first.title,
    tellings: open,
    sources: [...new Set(open.map(({ source }) => source))],
    provenance: Object.fromEntries(Object.entries(project.provenance).filter(([field]) => mayLeave(field))),
  };
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
