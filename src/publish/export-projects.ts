/** Everything that answers a search, as a file: what the API streams and what the command `export` writes. */
import type { Criteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { exportablePart } from './exportable.ts';
import type { ProjectView } from './project-view.ts';
import { type Publication, viewProject } from './view-project.ts';
import { writeCsv } from './write-csv.ts';
import { writeGeojson } from './write-geojson.ts';
import { writeJsonl } from './write-jsonl.ts';

export const exportFormats = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv', write: writeCsv },
  geojson: { type: 'application/geo+json', extension: 'geojson', write: writeGeojson },
  jsonl: { type: 'application/x-ndjson; charset=utf-8', extension: 'jsonl', write: writeJsonl },
} as const;
export type ExportFormat = keyof typeof exportFormats;

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
}

/** The file, piece by piece, without what closed catalogues tell. Stops reading when the reader stops. */
export async function* exportProjects(order: Export): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of exportFormats[order.format].write(exportedViews(order))) {
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
  for await (const piece of exportFormats[format].write(once(view))) text += piece;
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
      if (part !== undefined) yield viewProject(part, order);
    }
  }
}
