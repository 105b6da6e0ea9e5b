/** One territory: what is there, about what, told by whom; its parts, its neighbours, those like it. */
import type { FC } from 'hono/jsx';
import { noCriteria } from '#model/criteria.ts';
import { densityOf, type Territory } from '#model/territory.ts';
import { labelOf, vocabularies } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import { fullName } from '../search/place.ts';
import type { Portrait } from '../search/portrait.ts';
import { standsOut } from '../search/stands-out.ts';
import { mapOf, type Whole } from '../search/whole.ts';
import type { Voice } from '../text/language.ts';
import { ArrowIcon } from '../view/icons.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import {
  Breadcrumb,
  type Counted,
  CountList,
  Exports,
  Part,
  PortraitCards,
  PortraitHead,
  PortraitMap,
  PortraitThemes,
  type Step,
  trailData,
} from '../view/portrait.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { TerritoryCoverage } from './territory-coverage.tsx';

interface TerritoryProps {
  context: PageContext;
  rooms: Rooms;
  territory: Territory;
  portrait: Portrait;
  whole: Whole;
  /** Path data of its outline; empty where there is none. */
  outline: string;
  /** Whether its place is known at all. */
  mapped: boolean;
  neighbours: readonly Territory[];
  alike: readonly Territory[];
}

/** Kilometres around a territory's centre for “search around”. */
const around = 20;
const neighboursShown = 18;

export const TerritoryPage: FC<TerritoryProps> = (props) => {
  const { context, rooms, territory, portrait, whole, outline, mapped, neighbours, alike } = props;
  const { voice, baseUrl } = context;
  const { words } = voice;
  const { places } = words;
  const { territories } = rooms;
  const { total } = portrait.answer;
  const name = voice.set(territory.name);
  const path = `/territoires/${territory.id}`;
  const trail = trailOf(voice, rooms, territory);
  const counted = (other: Territory): Counted => ({
    href: voice.path(`/territoires/${other.id}`),
    name: other.name,
    count: whole.territories.get(other.id) ?? 0,
  });
  const withPeople = (other: Territory): Counted => ({
    ...counted(other),
    name: other.level === 'commune' ? fullName(other, territories) : other.name,
    note: places.population(other.population ?? 0, voice.number(other.population ?? 0)),
  });
  const themes = vocabularies.themes.concepts.filter(({ broader }) => broader === undefined);
  const here = mapOf(portrait.answer.facets.theme);
  const themeHref = (value: string) => searchPath(voice, changed(portrait.criteria, { chosen: { theme: [value] } }));
  const themeName = (value: string) => voice.set(labelOf('themes', value, voice.language));
  const shares = themes.map(({ id }) => ({
    value: id,
    here: here.get(id) ?? 0,
    everywhere: whole.counts.theme.get(id) ?? 0,
  }));
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} where={territory.name} shown={territory.id} />}
      head={{
        title: places.title(name, places.level[territory.level]),
        description: places.description(name, total, voice.number(total)),
        path,
        unlisted: total === 0,
        embeddable: true,
        data: {
          '@context': 'https://schema.org',
          '@graph': [
            placeData(territory, territories, (id) => baseUrl + voice.path(`/territoires/${id}`)),
            trailData(voice, baseUrl, [...trail, { name, path }]),
          ],
        },
      }}
    >
      <div class="band">
        <Breadcrumb voice={voice} trail={trail} here={name} />
        <PortraitHead
          map={
            mapped ? <PortraitMap context={context} rooms={rooms} portrait={portrait} outline={outline} /> : undefined
          }
        >
          <p class="kicker">{places.level[territory.level]}</p>
          <h1>{name}</h1>
          <p class="lead">
            {total === 0 ? places.nothing.title : <b class="big num">{places.projects(total, voice.number(total))}</b>}
          </p>
          <Facts voice={voice} territory={territory} rooms={rooms} />
          {total === 0 && <p>{places.nothing.text}</p>}
          <ul class="acts">
            {total > 0 && (
              <li>
                <a class="button" href={searchPath(voice, portrait.criteria)}>
                  {places.see(total, voice.number(total))}
                  <ArrowIcon />
                </a>
              </li>
            )}
            {territory.centre !== undefined && territory.level === 'commune' && (
              <li>
                <a
                  class="button soft"
                  href={searchPath(
                    voice,
                    changed(noCriteria, { near: { ...territory.centre, radiusKm: around }, sort: 'distance' }),
                    { ici: territory.id },
                  )}
                >
                  {places.around}
                </a>
              </li>
            )}
            {total > 0 && (
              <li>
                <a class="button soft" href={`${voice.path('/embarquer/essayer')}?territoire=${territory.id}`}>
                  {words.embed.link}
                </a>
              </li>
            )}
          </ul>
          {total === 0 && territory.within.length > 0 && (
            <>
              <h2 class="minor">{places.nothing.wider}</h2>
              <CountList voice={voice} items={read(territories, territory.within).map(counted)} />
            </>
          )}
        </PortraitHead>
      </div>

      <PortraitCards voice={voice} rooms={rooms} portrait={portrait} />

      {total > 0 && (
        <PortraitThemes
          voice={voice}
          out={standsOut(shares, total, whole.total)}
          shares={shares}
          show={(value) => ({ name: themeName(value), href: themeHref(value) })}
        />
      )}

      <TerritoryCoverage voice={voice} rooms={rooms} portrait={portrait} whole={whole} />
      <Parts voice={voice} rooms={rooms} territory={territory} counted={counted} />

      {neighbours.length > 0 && (
        <Part id="autour" title={places.neighbours}>
          <CountList voice={voice} items={neighbours.slice(0, neighboursShown).map(counted)} />
        </Part>
      )}
      {territory.population !== undefined && territory.population > 0 && (
        <Part
          id="semblables"
          title={places.alike.title[territory.level]}
          aside={<p class="quiet">{places.alike.lead}</p>}
        >
          {alike.length === 0 ? (
            <p class="quiet">{places.alike.none}</p>
          ) : (
            <CountList voice={voice} items={alike.map(withPeople)} />
          )}
        </Part>
      )}
      {total > 0 && <Exports voice={voice} criteria={portrait.criteria} />}
      <div class="band">
        <p class="quiet origin">{places.sourceNote}</p>
      </div>
    </Page>
  );
};

const Facts: FC<{ voice: Voice; territory: Territory; rooms: Rooms }> = ({ voice, territory, rooms }) => {
  const { places } = voice.words;
  const { population, level, code, id } = territory;
  const communes = level === 'commune' ? 0 : communesIn(rooms, id).length;
  const density = densityOf(territory, rooms.territories.area(id));
  return (
    <ul class="facts">
      {population !== undefined && population > 0 && <li>{places.population(population, voice.number(population))}</li>}
      {density !== undefined && (
        <li>
          {places.density(
            voice.number(density.perKm2),
            // Of a whole département or région, towns and countryside together, it would say nothing.
            level === 'commune' || level === 'epci' ? places.densityClass[density.class] : undefined,
          )}
        </li>
      )}
      {communes > 0 && <li>{places.communes(communes, voice.number(communes))}</li>}
      <li>
        {places.code[level]} {code}
      </li>
    </ul>
  );
};

interface PartsProps {
  voice: Voice;
  rooms: Rooms;
  territory: Territory;
  counted(territory: Territory): Counted;
}

/** What it is made of: all its départements or intercommunalités, and those of its communes that have projects. */
const Parts: FC<PartsProps> = ({ voice, rooms, territory, counted }) => {
  const { children } = voice.words.places;
  const { territories } = rooms;
  const { level, id } = territory;
  if (level === 'commune') return null;
  const most = (a: Counted, b: Counted) => b.count - a.count || a.name.localeCompare(b.name, 'fr');
  const parts =
    level === 'region'
      ? read(territories, territories.children(id))
      : level === 'departement'
        ? territories.all('epci').filter(({ within }) => within.includes(id))
        : [];
  const communes = level === 'region' ? [] : read(territories, communesIn(rooms, id)).map(counted);
  const lively = communes.filter(({ count }) => count > 0).sort(most);
  const silent = communes.length - lively.length;
  return (
    <>
      {parts.length > 0 && (
        <Part id="parties" title={level === 'region' ? children.region : children.departement}>
          <CountList voice={voice} items={parts.map(counted).sort(most)} />
        </Part>
      )}
      {communes.length > 0 && (
        <Part id="communes" title={level === 'epci' ? children.epci : children.communes}>
          <CountList voice={voice} items={level === 'epci' ? communes.sort(most) : lively} />
          {level === 'departement' && silent > 0 && (
            <p class="quiet">{children.without(silent, voice.number(silent))}</p>
          )}
        </Part>
      )}
    </>
  );
};

const read = (territories: Rooms['territories'], ids: readonly string[]) =>
  ids.flatMap((id) => territories.territory(id) ?? []);

function communesIn({ territories }: Rooms, id: string): string[] {
  const children = territories.children(id);
  return id.startsWith('region-') ? children.flatMap((child) => territories.children(child)) : children;
}

/** From the widest to the nearest. */
function trailOf(voice: Voice, { territories }: Rooms, { within }: Territory): Step[] {
  return [
    { name: voice.words.places.index.title, path: '/territoires' },
    ...read(territories, within)
      .reverse()
      .map(({ id, name }) => ({ name: voice.set(name), path: `/territoires/${id}` })),
  ];
}

function placeData(territory: Territory, territories: Rooms['territories'], urlOf: (id: string) => string) {
  const { id, name, code, level, centre, within } = territory;
  return {
    '@type': level === 'commune' ? 'City' : 'AdministrativeArea',
    '@id': urlOf(id),
    url: urlOf(id),
    name,
    identifier: { '@type': 'PropertyValue', propertyID: level === 'epci' ? 'SIREN' : 'INSEE', value: code },
    geo: centre && { '@type': 'GeoCoordinates', latitude: centre.lat, longitude: centre.lon },
    containedInPlace: [
      ...read(territories, within).map((other) => ({
        '@type': 'AdministrativeArea',
        '@id': urlOf(other.id),
        name: other.name,
      })),
      { '@type': 'Country', name: 'France' },
    ],
  };
}
