/** `/observatoire` and the file of each of its charts. */
import type { Handler } from 'hono';
import { chartNames, chartsOf } from '../observatory/charts.ts';
import { csvOf } from '../observatory/csv.ts';
import { ObservatoryPage } from '../pages/observatory.tsx';
import { contextOf, type Desk, page } from '../site.ts';

export const observatoryRoute =
  (desk: Desk): Handler =>
  async (c) =>
    page(c, desk, <ObservatoryPage context={contextOf(desk)} rooms={desk.rooms} figures={await desk.observatory()} />);

/** `/observatoire/themes.csv`: UTF-8, RFC 4180; each line says when it was counted. */
export const observatoryFileRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const name = /^([a-z]+)\.csv$/.exec(c.req.param('file') ?? '')?.[1];
    if (name !== 'couverture' && !chartNames.some((chart) => chart === name)) return c.notFound();
    const figures = await desk.observatory();
    const day = figures.at.toISOString().slice(0, 10);
    const chart = chartsOf(desk.voice, desk.rooms, figures).find((one) => one.name === name);
    const lines =
      chart === undefined
        ? [
            ['code', 'name', 'population', 'projects', 'per_100000', 'partners', 'counted_on'],
            ...figures.coverage.map(({ territory, projects, rate, partners }) => [
              territory.code,
              territory.name,
              territory.population ?? '',
              // Empty is “no data”, which is not nothing.
              rate === undefined ? '' : projects,
              rate === undefined ? '' : Math.round(rate * 1000) / 1000,
              partners,
              day,
            ]),
          ]
        : [
            ['id', 'label', 'projects', 'counted_on'],
            ...chart.rows.map(({ id, label, projects }) => [id, label, projects, day]),
          ];
    return c.body(csvOf(lines), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="carrefour-${name}-${day}.csv"`,
      'Cache-Control': 'public, no-cache',
    });
  };
