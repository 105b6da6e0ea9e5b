/** One theme or kind of place: what it means, how it is also said, what is there, where it stands out. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { fold } from '#lib/text/fold.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { type FacetName, facets } from '#model/criteria.ts';
import { type Concept, type Vocabulary, vocabularies } from '#model/vocabulary.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import { labelOfValue } from '../search/criteria-shown.ts';
import type { Portrait } from '../search/portrait.ts';
import { standsOut } from '../search/stands-out.ts';
import { mapOf, type Whole } from '../search/whole.ts';
import { ArrowIcon } from '../view/icons.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import {
  Breadcrumb,
  Compared,
  CountList,
  Exports,
  Lively,
  Part,
  PortraitCards,
  PortraitHead,
  PortraitMap,
  type Step,
  trailData,
} from '../view/portrait.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { faceOfTheme, texture } from '../view/texture.ts';

interface ConceptProps {
  context: PageContext;
  rooms: Rooms;
  kind: 'themes' | 'lieux';
  facet: FacetName;
  vocabulary: Vocabulary;
  concept: Concept;
  portrait: Portrait;
  whole: Whole;
}

/** Facets that say what goes with it, and how many values of each. */
const beside: readonly FacetName[] = ['theme', 'placeKind', 'audience', 'approach'];
const besideShown = 6;

export const ConceptPage: FC<ConceptProps> = (props) => {
  const { context, rooms, kind, facet, vocabulary, concept, portrait, whole } = props;
  const { voice, baseUrl } = context;
  const { words } = voice;
  const { concepts, places } = words;
  const { total } = portrait.answer;
  const own = concepts[kind];
  const nameOf = (one: Concept) => voice.set(one.label[voice.language]);
  const name = nameOf(concept);
  const definition = concept.definition === undefined ? '' : voice.set(concept.definition[voice.language]);
  const path = `/${kind}/${concept.id}`;
  const broader = concept.broader === undefined ? undefined : vocabulary.byId.get(concept.broader);
  const trail: Step[] = [
    { name: own.title, path: `/${kind}` },
    ...(broader === undefined ? [] : [{ name: nameOf(broader), path: `/${kind}/${broader.id}` }]),
  ];
  const synonyms = (concept.synonyms?.[voice.language] ?? [])
    .filter((word) => foldedStem(fold(word)) !== foldedStem(fold(concept.label[voice.language])))
    .map((word) => voice.set(word));
  const counts = whole.counts[facet];
  const counted = (one: Concept) => ({
    href: voice.path(`/${kind}/${one.id}`),
    name: one.label[voice.language],
    count: counts.get(one.id) ?? 0,
  });
  const narrower = vocabulary.concepts.filter((one) => one.broader === concept.id);
  const siblings =
    broader === undefined
      ? []
      : vocabulary.concepts.filter((one) => one.broader === broader.id && one.id !== concept.id);
  const inRegion = mapOf(portrait.answer.territories.region);
  const regionHref = (id: string) => searchPath(voice, changed(portrait.criteria, { territories: [id] }));
  const regionName = (id: string) => voice.set(rooms.territories.territory(id)?.name ?? id);
  const shares = rooms.territories.all('region').map(({ id }) => ({
    value: id,
    here: inRegion.get(id) ?? 0,
    everywhere: whole.territories.get(id) ?? 0,
  }));
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{
        title: name,
        description: concepts.description(name, definition, total, voice.number(total)),
        path,
        unlisted: total === 0,
        embeddable: true,
        data: {
          '@context': 'https://schema.org',
          '@graph': [
            {
              '@type': 'DefinedTerm',
              '@id': `${baseUrl}/vocabulaires/${vocabulary.name}/${concept.id}`,
              url: baseUrl + voice.path(path),
              name: concept.label[voice.language],
              description: concept.definition?.[voice.language],
              alternateName: concept.synonyms?.[voice.language],
              termCode: concept.id,
              inDefinedTermSet: `${baseUrl}/vocabulaires/${vocabulary.name}`,
            },
            trailData(voice, baseUrl, [...trail, { name, path }]),
          ],
        },
      }}
    >
      <div class="band">
        <Breadcrumb voice={voice} trail={trail} here={name} />
        <PortraitHead
          map={total === 0 ? undefined : <PortraitMap context={context} rooms={rooms} portrait={portrait} />}
        >
          {kind === 'themes' && <Strip theme={concept.id} />}
          <p class="kicker">{own.kicker}</p>
          <h1>{name}</h1>
          {definition !== '' && <p class="lead">{definition}</p>}
          {concept.note !== undefined && <p>{voice.set(concept.note[voice.language])}</p>}
          {synonyms.length > 0 && <p class="quiet">{concepts.synonyms(synonyms.join(', '))}</p>}
          <p class="lead">
            {total === 0 ? concepts.empty : <b class="big num">{words.count.projects(total, voice.number(total))}</b>}
          </p>
          {total > 0 && (
            <p class="acts">
              <a class="button" href={searchPath(voice, portrait.criteria)}>
                {places.see(total, voice.number(total))}
                <ArrowIcon />
              </a>
            </p>
          )}
        </PortraitHead>
      </div>

      {narrower.length > 0 && (
        <Part id="precis" title={concepts.narrower}>
          <Lively voice={voice} items={narrower.map(counted)} />
        </Part>
      )}
      {broader !== undefined && (
        <Part id="large" title={concepts.broader}>
          <CountList voice={voice} items={[broader].map(counted)} />
          {siblings.length > 0 && (
            <>
              <h3 class="minor">{concepts.siblings}</h3>
              <Lively voice={voice} items={siblings.map(counted)} />
            </>
          )}
        </Part>
      )}

      <PortraitCards voice={voice} rooms={rooms} portrait={portrait} />

      {total > 0 && (
        <>
          <Part id="ou" title={own.where}>
            <Compared
              voice={voice}
              says={own}
              out={standsOut(shares, total, whole.total)}
              show={(value) => ({ name: regionName(value), href: regionHref(value) })}
            />
            <h3 class="minor">{concepts.regions}</h3>
            <CountList
              voice={voice}
              items={shares
                .filter((share) => share.here > 0)
                .sort((a, b) => b.here - a.here || (a.value < b.value ? -1 : 1))
                .map(({ value, here: count }) => ({ href: regionHref(value), name: regionName(value), count }))}
            />
          </Part>
          <Part id="avec" title={concepts.with} aside={<p class="quiet">{concepts.withNote}</p>}>
            <div class="beside">
              {beside
                .filter((other) => other !== facet && (portrait.answer.facets[other] ?? []).length > 0)
                .map((other) => (
                  <div>
                    <h3>{words.search.facets[other]}</h3>
                    <CountList
                      voice={voice}
                      items={(portrait.answer.facets[other] ?? [])
                        .filter(({ value }) => isWidest(other, value))
                        .slice(0, besideShown)
                        .map(({ value, count }) => ({
                          href: searchPath(
                            voice,
                            changed(portrait.criteria, { chosen: { ...portrait.criteria.chosen, [other]: [value] } }),
                          ),
                          name: labelOfValue(voice, rooms, other, value),
                          count,
                        }))}
                    />
                  </div>
                ))}
            </div>
          </Part>
          <Exports voice={voice} criteria={portrait.criteria} />
        </>
      )}
    </Page>
  );
};

/** A narrower theme says again what the theme above it says. */
const isWidest = (facet: FacetName, value: string) =>
  facets[facet].vocabulary !== 'themes' || vocabularies.themes.byId.get(value)?.broader === undefined;

const Strip: FC<{ theme: string }> = ({ theme }) => {
  const face = faceOfTheme(theme);
  return <div class={`face strip ink-${face.ink}`}>{raw(texture(theme, face, 480, 80))}</div>;
};
