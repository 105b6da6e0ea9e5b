/** Every région and département with its count, overseas among them; then the collectivités. */
import type { FC } from 'hono/jsx';
import type { Territory } from '#model/territory.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from '../search/whole.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { CountList, Part, PortraitHead } from '../view/portrait.tsx';
import { SearchBox } from '../view/search-box.tsx';

export const TerritoriesPage: FC<{ context: PageContext; rooms: Rooms; whole: Whole }> = (props) => {
  const { context, rooms, whole } = props;
  const { voice } = context;
  const { index } = voice.words.places;
  const { territories } = rooms;
  const counted = ({ id, name }: Territory) => ({
    href: voice.path(`/territoires/${id}`),
    name,
    count: whole.territories.get(id) ?? 0,
  });
  const byName = (a: Territory, b: Territory) => a.name.localeCompare(b.name, 'fr');
  const departements = territories.all('departement');
  const regions = territories.all('region').sort(byName);
  // Without inhabitants there is no one to have a project: they have pages all the same.
  const collectivities = departements.filter(({ within, population = 0 }) => within.length === 0 && population > 0);
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{ title: index.title, description: index.lead, path: '/territoires' }}
    >
      <div class="band">
        <PortraitHead>
          <h1>{index.heading}</h1>
          <p class="lead">{index.lead}</p>
          <p>{index.find}</p>
        </PortraitHead>
      </div>
      <Part id="regions" title={index.regions}>
        <ul class="regions">
          {regions.map((region) => {
            const { href, count } = counted(region);
            const inside = departements.filter(({ within }) => within.includes(region.id)).sort(byName);
            return (
              <li>
                <h3>
                  <a href={href}>{voice.set(region.name)}</a>{' '}
                  <small class="quiet">{voice.words.count.projects(count, voice.number(count))}</small>
                </h3>
                <CountList voice={voice} items={inside.map(counted)} />
              </li>
            );
          })}
        </ul>
      </Part>
      {collectivities.length > 0 && (
        <Part id="collectivites" title={index.collectivities} aside={<p class="quiet">{index.collectivitiesLead}</p>}>
          <CountList voice={voice} items={collectivities.sort(byName).map(counted)} />
        </Part>
      )}
    </Page>
  );
};
