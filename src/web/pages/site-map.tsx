/** Every page but the projects', for people. */
import type { FC } from 'hono/jsx';
import { vocabularies } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from '../search/whole.ts';
import type { PageContext } from '../view/page.tsx';
import { CountList } from '../view/portrait.tsx';
import { TextFrame, TextSection } from './standing.tsx';

export const SiteMapPage: FC<{ context: PageContext; rooms: Rooms; whole: Whole }> = ({ context, rooms, whole }) => {
  const { voice } = context;
  const { about, collections, communities, concepts, contribute, design, embed, observatory, partners } = voice.words;
  const main: [path: string, name: string][] = [
    ['/', about.nav.home],
    ['/recherche', about.nav.search],
    ['/themes', concepts.themes.title],
    ['/lieux', concepts.lieux.title],
    ['/territoires', about.nav.territories],
    ['/partenaires', partners.index.title],
    ['/observatoire', observatory.title],
    ...(context.accounts
      ? ([
          ['/carnets', collections.index.title],
          ['/communautes', communities.index.title],
        ] as [string, string][])
      : []),
    ['/embarquer/essayer', embed.try.title],
    ['/a-propos', about.about.title],
    ['/contribuer', about.contribute.title],
    ...(context.telling ? ([['/contribuer/projet', contribute.add]] as [string, string][]) : []),
    ['/donnees-ouvertes', about.openData.title],
    ['/design', design.title],
    ['/mentions-legales', about.mentions.title],
    ['/donnees-personnelles', about.privacy.title],
    ['/accessibilite', about.accessibility.title],
  ];
  const lists = [
    {
      title: concepts.themes.title,
      items: vocabularies.themes.concepts
        .filter(({ broader }) => broader === undefined)
        .map(({ id, label }) => ({
          href: voice.path(`/themes/${id}`),
          name: label[voice.language],
          count: whole.counts.theme.get(id) ?? 0,
        })),
    },
    {
      title: concepts.lieux.title,
      items: vocabularies['place-kinds'].concepts.map(({ id, label }) => ({
        href: voice.path(`/lieux/${id}`),
        name: label[voice.language],
        count: whole.counts.placeKind.get(id) ?? 0,
      })),
    },
    {
      title: about.siteMap.regions,
      items: rooms.territories.all('region').map(({ id, name }) => ({
        href: voice.path(`/territoires/${id}`),
        name,
        count: whole.territories.get(id) ?? 0,
      })),
    },
    {
      title: partners.index.title,
      items: [...rooms.sources.values()]
        .filter(({ id, listed }) => listed && whole.counts.partner.has(id))
        .map(({ id, name }) => ({
          href: voice.path(`/partenaires/${id}`),
          name: name[voice.language],
          count: whole.counts.partner.get(id) ?? 0,
        })),
    },
  ];
  return (
    <TextFrame context={context} title={about.siteMap.title} lead={about.siteMap.lead} path="/plan-du-site">
      <TextSection title={about.siteMap.main}>
        <ul class="ways wide">
          {main.map(([path, name]) => (
            <li>
              <a href={voice.path(path)}>{name}</a>
            </li>
          ))}
        </ul>
      </TextSection>
      {lists.map(({ title, items }) => (
        <TextSection title={title}>
          <CountList voice={voice} items={items.sort((a, b) => a.name.localeCompare(b.name, 'fr'))} />
        </TextSection>
      ))}
    </TextFrame>
  );
};
