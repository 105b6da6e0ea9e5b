/** `/`: the home page. */
import type { Handler } from 'hono';
import type { Figures } from '#match/project-store.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { HomePage } from '../pages/home.tsx';
import { searchWithMap } from '../search/ask.ts';
import { contextOf, type Desk, page } from '../site.ts';

const latestShown = 4;
/** Milliseconds for which numbers and latest are kept: reading them from every project takes a fifth of a second. */
const newsKept = 20_000;
type News = [figures: Figures, latest: Project[]];

export const homeRoute = (desk: Desk): Handler => {
  let kept: { news: Promise<News>; at: number; size: number } | undefined;
  // Read again when they are old or when the index has grown or shrunk since.
  const newsNow = ({ projects, engine, now }: Desk['rooms']): Promise<News> => {
    const at = now().getTime();
    if (kept === undefined || at - kept.at > newsKept || kept.size !== engine.size) {
      const news = Promise.all([projects.figures(), projects.latest(latestShown)]);
      kept = { news, at, size: engine.size };
      news.catch(() => {
        kept = undefined;
      });
    }
    return kept.news;
  };
  return async (c) => {
    const { rooms } = desk;
    const criteria = { ...noCriteria, pageSize: 1 };
    const [[figures, latest], { answer, map }] = await Promise.all([
      newsNow(rooms),
      searchWithMap({ ...rooms, country: desk.country }, { criteria, facets: ['theme', 'placeKind', 'partner'] }),
    ]);
    return page(
      c,
      desk,
      <HomePage context={contextOf(desk)} rooms={rooms} figures={figures} answer={answer} map={map} latest={latest} />,
    );
  };
};
