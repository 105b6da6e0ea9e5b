/** `/partenaires` and `/partenaires/<id>`: who tells, on which terms, how fresh, how well. */
import type { Handler } from 'hono';
import type { CatalogueFigures } from '#publish/catalogue-figures.ts';
import { PartnerPage } from '../pages/partner.tsx';
import { PartnersPage } from '../pages/partners.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { only } from '../search/address.ts';
import { askPortrait } from '../search/portrait.ts';
import { contextOf, type Desk, page } from '../site.ts';

export const partnersRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const [whole, freshness] = await Promise.all([desk.whole(), desk.rooms.freshness()]);
    return page(
      c,
      desk,
      <PartnersPage context={contextOf(desk)} rooms={desk.rooms} whole={whole} freshness={freshness} />,
    );
  };

/** As the sentence on the page says. */
const introducedWeeks = 12;

/** Milliseconds for which a catalogue's figures are kept: they read each of its sheets. */
const figuresKept = 60_000;

export const partnerRoute = (desk: Desk): Handler => {
  const { rooms, country } = desk;
  const kept = new Map<string, { figures: Promise<CatalogueFigures>; at: number }>();
  const figuresOf = (id: string): Promise<CatalogueFigures> => {
    const at = rooms.now().getTime();
    const last = kept.get(id);
    if (last !== undefined && at - last.at < figuresKept) return last.figures;
    const figures = rooms.catalogueFigures(id);
    kept.set(id, { figures, at });
    figures.catch(() => kept.delete(id));
    return figures;
  };
  return async (c) => {
    const source = rooms.sources.get(c.req.param('id') ?? '');
    if (source === undefined || !source.listed)
      return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" q="" />, 404);
    const [portrait, whole, freshness, turns, figures] = await Promise.all([
      askPortrait({ ...rooms, country }, only('partner', source.id)),
      desk.whole(),
      rooms.freshness(),
      rooms.turns(),
      figuresOf(source.id),
    ]);
    return page(
      c,
      desk,
      <PartnerPage
        context={contextOf(desk)}
        rooms={rooms}
        source={source}
        portrait={portrait}
        whole={whole}
        lastRead={freshness.get(source.id)}
        turn={turns.get(source.id)}
        figures={figures}
        introduced={await rooms.introductions?.weeks(source.id, introducedWeeks)}
      />,
    );
  };
};
