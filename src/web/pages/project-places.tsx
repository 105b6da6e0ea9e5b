/** Where a project is: every site with what is known of it, on a map of its own. */
import type { FC } from 'hono/jsx';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { Site } from '#model/sheet.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';
import { placeOfSite } from '../view/card.tsx';
import type { Country } from '../view/country.ts';
import { BaseMap } from '../view/map.tsx';
import { SaidBy, type Tellers } from '../view/teller.tsx';

interface PlacesProps {
  voice: Voice;
  rooms: Pick<Rooms, 'territories'>;
  country: Country;
  ground: string;
  project: Project;
  tellers: Tellers;
}

/** Kilometres around a site for “see around”. */
const around = 20;

export const ProjectPlaces: FC<PlacesProps> = ({ voice, rooms, country, ground, project, tellers }) => {
  const { words } = voice;
  const { sites, area } = project;
  if (sites.length === 0 && area === undefined) return null;
  const points = sites.flatMap((site) => {
    const at = site.point && country.project(site.point.lat, site.point.lon);
    return at === undefined ? [] : [at];
  });
  const frame = points[0]?.frame;
  const together = points.every((point) => point.frame === frame);
  const view = together ? country.frames.find(({ id }) => id === frame) : undefined;
  const [x, y, width, height] = view
    ? [view.x, view.y, view.width, view.height]
    : [0, 0, country.width, country.height];
  const unit = Math.max(width, height) / 320;
  const areaNames = area?.territories.map((id) => rooms.territories.territory(id)?.name ?? id) ?? [];
  return (
    <section class="chapter later">
      <div class="chapter-head">
        <h2>{words.project.where}</h2> <SaidBy voice={voice} tellers={tellers} field="sites" />
      </div>
      <div class="places">
        <div>
          <ul class="sites">
            {sites.map((site) => (
              <li>
                {site.name && <b>{voice.set(site.name)}</b>}
                <span>
                  {site.address && `${voice.set(site.address)}, `}
                  <PlaceLinks voice={voice} rooms={rooms} site={site} />
                </span>
                <span class="quiet">
                  {words.project.precision[site.precision === 'site' && !site.address ? 'point' : site.precision]}
                  {site.point !== undefined && (
                    <span class="around">
                      {' · '}
                      <a
                        href={searchPath(
                          voice,
                          changed(noCriteria, { near: { ...site.point, radiusKm: around }, sort: 'distance' }),
                          site.commune === undefined ? {} : { ici: `commune-${site.commune}` },
                        )}
                      >
                        {words.project.nearHere}
                        <span class="unseen">{`, ${placeOfSite(rooms.territories, site)}`}</span>
                      </a>
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {area !== undefined && (
            <p>
              {words.project.area} {areaNames.length > 0 ? `: ${voice.list(areaNames)}` : words.card.reach[area.reach]}
            </p>
          )}
        </div>
        {points.length > 0 && (
          <svg class="map small" viewBox={`${x} ${y} ${width} ${height}`} aria-hidden="true" focusable="false">
            <BaseMap country={country} ground={ground} frame={view?.id} />
            {points.map((point) => (
              <g class="here">
                <circle class="halo" cx={point.x} cy={point.y} r={13 * unit} />
                <circle class="disc" cx={point.x} cy={point.y} r={6.5 * unit} stroke-width={2.5 * unit} />
              </g>
            ))}
          </svg>
        )}
      </div>
    </section>
  );
};

/** Its commune and its département, each a link to its page. */
const PlaceLinks: FC<Pick<PlacesProps, 'voice' | 'rooms'> & { site: Site }> = ({ voice, rooms, site }) => {
  const { territories } = rooms;
  const departement = site.territories.find((id) => id.startsWith('departement-'));
  const known = [site.commune && `commune-${site.commune}`, departement]
    .flatMap((id) => (id ? (territories.territory(id) ?? []) : []))
    .filter(({ name }, at, all) => at === 0 || name !== all[0]?.name);
  const named = site.commune !== undefined || site.city === undefined ? '' : site.city;
  return (
    <>
      {named}
      {known.map(({ id, name }, at) => (
        <>
          {(at > 0 || named !== '') && ', '}
          <a href={voice.path(`/territoires/${id}`)}>{voice.set(name)}</a>
        </>
      ))}
    </>
  );
};
