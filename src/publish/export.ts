/** Everything that answers a search, as a file: what the API streams and what the command `export` writes. */
import type { Criteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { exportablePart } from './exportable.ts';
import type { ProjectView } from './project-view.ts';
import { type Publication, viewProject } from './view-project.ts';
import { writeCsv } from './write-csv.ts';
import { writeGeojson } from './write-geojson.ts';
import { writeJsonl } from './write-jsonl.ts';

export const exportFormats = ['csv', 'geojson', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The media type of each format. */
export const exportTypes = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  jsonl: 'application/x-ndjson; charset=utf-8',
} as const satisfies Record<ExportFormat, string>;

const writers = { csv: writeCsv, geojson: writeGeojson, jsonl: writeJsonl };

/** Projects read from the store at once: what an export holds in memory, whatever its length. */
const batchSize = 200;
/** Characters gathered before they are handed over: a chunk a project would cost more than the writing. */
const chunkLength = 32_768;

export interface Export extends Publication {
  /** Ids of all that answers, in the order of the sort. */
  engine: { every(criteria: Criteria): Promise<string[]> };
  projects: { load(ids: readonly string[]): Promise<Project[]> };
  criteria: Criteria;
  format: ExportFormat;
  /** Told of each project that no catalogue lets leave. */
  onLeftOut?: (id: string) => void;
}

/** The file, piece by piece, without what closed catalogues tell. Stops reading when the reader stops. */
export async function* exportProjects(order: Export): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of writers[order.format](exportedViews(order))) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** One project as a file; undefined when no catalogue that tells of it lets it leave. */
export async function exportProject(
  project: Project,
  format: ExportFormat,
  publication: Publication,
): Promise<string | undefined> {
  const part = exportablePart(project, publication.sources);
  if (part === undefined) return undefined;
  const view = viewProject(part, publication);
  let text = '';
  for await (const piece of writers[format](once(view))) text += piece;
  return text;
}

async function* once(view: ProjectView): AsyncGenerator<ProjectView> {
  yield view;
}

async function* exportedViews(order: Export): AsyncGenerator<ProjectView> {
  const ids = await order.engine.every(order.criteria);
  for (let from = 0; from < ids.length; from += batchSize) {
    for (const project of await order.projects.load(ids.slice(from, from + batchSize))) {
      const part = exportablePart(project, order.sources);
      if (part === undefined) order.onLeftOut?.(project.id);
      else yield viewProject(part, order);
    }
  }
}
