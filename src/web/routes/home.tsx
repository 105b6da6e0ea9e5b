/** `/`: the home page. */
import type { Handler } from 'hono';
import type { Figures } from '#match/project-store.ts';
import { noCriteria } from '#model/criteria.ts';
import { HomePage } from '../pages/home.tsx';
import { askMap } from '../search/ask.ts';
import { contextOf, type Desk, page } from '../site.ts';

const latestShown = 4;
/** Milliseconds for which the numbers are kept: counting every project anew at each visit takes a fifth of a second. */
const figuresKept = 20_000;

export const homeRoute = (desk: Desk): Handler => {
  let kept: { figures: Promise<Figures>; at: number; size: number } | undefined;
  // Counted again when they are old or when the index has grown or shrunk since.
  const figuresNow = ({ projects, engine, now }: Desk['rooms']): Promise<Figures> => {
    const at = now().getTime();
    if (kept === undefined || at - kept.at > figuresKept || kept.size !== engine.size) {
      const figures = projects.figures();
      kept = { figures, at, size: engine.size };
      figures.catch(() => {
        kept = undefined;
      });
    }
    return kept.figures;
  };
  return async (c) => {
    const { rooms } = desk;
    const criteria = { ...noCriteria, pageSize: 1 };
    const [figures, latest, answer] = await Promise.all([
      figuresNow(rooms),
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
};
