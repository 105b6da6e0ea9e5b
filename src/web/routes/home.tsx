/** `/`: the home page. */
import type { Handler } from 'hono';
import { noCriteria } from '#model/criteria.ts';
import { HomePage } from '../pages/home.tsx';
import { askMap } from '../search/ask.ts';
import { contextOf, type Desk, page } from '../site.ts';

const latestShown = 4;

export const homeRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms } = desk;
    const criteria = { ...noCriteria, pageSize: 1 };
    const [figures, latest, answer] = await Promise.all([
      rooms.projects.figures(),
      rooms.projects.latest(latestShown),
      rooms.engine.search({ criteria, facets: ['theme', 'placeKind', 'partner'] }),
    ]);
    const map = await askMap({ engine: rooms.engine, country: desk.country }, criteria, answer);
    return page(
      c,
      desk,
      <HomePage context={contextOf(desk)} rooms={rooms} figures={figures} answer={answer} map={map} latest={latest} />,
    );
  };
