/** `/territoires` and `/territoires/<id>`: a bare code or a past commune is led to today's address. */
import type { Handler } from 'hono';
import { noCriteria } from '#model/criteria.ts';
import { readTerritoryId } from '#model/territory.ts';
import { TerritoriesPage } from '../pages/territories.tsx';
import { TerritoryPage } from '../pages/territory.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { askPortrait } from '../search/portrait.ts';
import { alike, extentOf, neighboursOf, outlinePath } from '../search/territory-surroundings.ts';
import { contextOf, type Desk, page } from '../site.ts';

const alikeShown = 6;

export const territoriesRoute =
  (desk: Desk): Handler =>
  async (c) =>
    page(c, desk, <TerritoriesPage context={contextOf(desk)} rooms={desk.rooms} whole={await desk.whole()} />);

export const territoryRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice, country } = desk;
    const asked = c.req.param('id') ?? '';
    const id = readTerritoryId(asked);
    const territory = id === undefined ? undefined : rooms.territories.territory(id);
    if (territory === undefined)
      return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" q="" />, 404);
    if (territory.id !== asked) return c.redirect(voice.path(`/territoires/${territory.id}`), 301);
    const criteria = { ...noCriteria, territories: [territory.id] };
    const extent = extentOf(rooms, territory);
    const [portrait, whole] = await Promise.all([askPortrait({ ...rooms, country }, criteria, extent), desk.whole()]);
    return page(
      c,
      desk,
      <TerritoryPage
        context={contextOf(desk)}
        rooms={rooms}
        territory={territory}
        portrait={portrait}
        whole={whole}
        outline={outlinePath(rooms, territory, country)}
        mapped={extent !== undefined}
        neighbours={neighboursOf(rooms.territories, territory)}
        alike={alike(rooms.territories, territory, whole.territories, alikeShown)}
      />,
    );
  };
