/** `/`: the home page. */
import type { Handler } from 'hono';
import { noCriteria } from '#model/criteria.ts';
import { HomePage } from '../pages/home.tsx';
import { searchWithMap } from '../search/ask.ts';
import { contextOf, type Desk, page } from '../site.ts';

export const homeRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms } = desk;
    const criteria = { ...noCriteria, pageSize: 1 };
    const [{ figures, latest }, { answer, map }] = await Promise.all([
      desk.news(),
      searchWithMap({ ...rooms, country: desk.country }, { criteria, facets: ['theme', 'placeKind', 'partner'] }),
    ]);
    return page(
      c,
      desk,
      <HomePage context={contextOf(desk)} rooms={rooms} figures={figures} answer={answer} map={map} latest={latest} />,
    );
  };
