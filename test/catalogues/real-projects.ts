/** For tests: a project for each record of the real catalogues, described, located and indexed, without a database. */
import { describeRecord } from '#describe/describe-record.ts';
import { assessQuality } from '#describe/quality.ts';
import { shortId } from '#lib/hash.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import { mergeSheets } from '#match/merge.ts';
import type { Project } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import { placeSites, resolvePlaces } from '#pipeline/place-sites.ts';
import { dataFolder, filesOf, realSources, takeFile } from './records.ts';

/** The latest file of each listed catalogue; what match would join stays apart. */
export async function realProjects(gazetteer: Gazetteer): Promise<Project[]> {
  const sources = new Map(realSources().map((source) => [source.id, source]));
  const projects: Project[] = [];
  for (const source of sources.values()) {
    if (!source.listed) continue;
    const file = filesOf(source, dataFolder).at(-1);
    if (file === undefined) continue;
    const { records } = await takeFile(source, file);
    for (const { key, rows, withheld } of records) {
      if (withheld) continue;
      const draft = describeRecord(rows, source);
      const id = `${source.id}/${key}`;
      const sheet: Sheet = {
        ...draft.sheet,
        ...placeSites({ resolved: resolvePlaces(draft.places, gazetteer), reach: draft.reach }, gazetteer).located,
        id,
        quality: 0,
        problems: [],
      };
      if (sheet.title === '') continue;
      projects.push(mergeSheets(shortId(id), [{ ...sheet, ...assessQuality(sheet, 2026) }], sources));
    }
  }
  return projects;
}
