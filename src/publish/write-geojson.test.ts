import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ProjectView } from './project-view.ts';
import { anyProject, testSources } from './testing.ts';
import { viewProject } from './view-project.ts';
import { writeGeojson } from './write-geojson.ts';

async function* each(views: readonly ProjectView[]): AsyncGenerator<ProjectView> {
  yield* views;
}

test('the GeoJSON has one Feature for each site with a point, longitude first, and counts the projects without', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyProject, { maxLength: 4 }), async (projects) => {
      const publication = { sources: testSources, baseUrl: 'https://carrefour.example', language: 'fr' as const };
      const views = projects.map((project) => viewProject(project, publication));
      let text = '';
      for await (const piece of writeGeojson(each(views))) text += piece;
      const collection = JSON.parse(text);
      assert.equal(collection.type, 'FeatureCollection');
      const points = views.flatMap((view) =>
        view.sites.flatMap(({ point }) => (point === undefined ? [] : [{ project: view.id, point }])),
      );
      assert.deepEqual(
        collection.features.map((one: { type: string; geometry: unknown; properties: { project: string } }) => [
          one.type,
          one.properties.project,
          one.geometry,
        ]),
        // Through JSON, as -0 does not survive it.
        JSON.parse(
          JSON.stringify(
            points.map(({ project, point }) => [
              'Feature',
              project,
              { type: 'Point', coordinates: [point.lon, point.lat] },
            ]),
          ),
        ),
      );
      assert.equal(collection.projects, views.length);
      assert.equal(
        collection.projectsWithoutPoint,
        views.filter(({ sites }) => sites.every(({ point }) => point === undefined)).length,
      );
    }),
  );
});
