/** The home page: one box, the map, true numbers, themes, what is new, who tells. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Figures } from '#match/project-store.ts';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { licences } from '#model/source.ts';
import { vocabularies } from '#model/vocabulary.ts';
import type { SearchAnswer } from '#search/engine.ts';
import type { Rooms } from '../rooms.ts';
import { changed, only, searchPath } from '../search/address.ts';
import type { DrawnMap } from '../search/ask.ts';
import { labelOfValue } from '../search/criteria-shown.ts';
import { Apart } from '../view/apart.tsx';
import { Card } from '../view/card.tsx';
import { Count } from '../view/count.tsx';
import { ArrowIcon } from '../view/icons.tsx';
import { ResultsMap } from '../view/map.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { letterOf, sealOf } from '../view/seal.ts';
import { SearchBox } from '../view/search-box.tsx';
import { faceOfTheme, texture } from '../view/texture.ts';

interface HomeProps {
  context: PageContext;
  rooms: Rooms;
  figures: Figures;
  /** Everything, with the themes, kinds of place and partners counted. */
  answer: SearchAnswer;
  map: DrawnMap;
  latest: readonly Project[];
}

export const HomePage: FC<HomeProps> = ({ context, rooms, figures, answer, map, latest }) => {
  const { voice } = context;
  const { words } = voice;
  const { home } = words;
  const ideas = (answer.facets.placeKind ?? []).slice(0, 4);
  const counts = new Map((answer.facets.theme ?? []).map(({ value, count }) => [value, count]));
  const themes = vocabularies.themes.concepts.filter((theme) => theme.broader === undefined);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: words.siteName,
    url: context.baseUrl + voice.path('/'),
    inLanguage: voice.language,
    potentialAction: {
      '@type': 'SearchAction',
      target: `${context.baseUrl}${voice.path('/recherche')}?q={search_term_string}`,
      'query-input': 'required name=search_term_string',
    },
  };
  const invented = (answer.facets.partner ?? []).some(({ value }) => rooms.sources.get(value)?.demonstration);
  return (
    <Page context={context} head={{ title: home.title, description: words.tagline, path: '/', data }} at="home">
      <section class="open band">
        <div class="open-grid">
          <div class="open-text">
            <h1>
              {home.headline.before}
              {/* Marked for the eyes alone: stressed, the heading is heard in three pieces. */}
              <span>{home.headline.mark}</span>
              {home.headline.after}
            </h1>
            <p class="lead">
              {home.lead(
                figures.projects,
                voice.number(figures.projects),
                figures.partners,
                voice.number(figures.partners),
              )}{' '}
              {invented && <span class="flag">{words.demonstration.short}</span>}
            </p>
            <SearchBox voice={voice} />
            {ideas.length > 0 && (
              <ul class="chips" aria-label={home.ideas}>
                {ideas.map(({ value, count }) => (
                  <li>
                    <a class="chip" href={searchPath(voice, only('placeKind', value))}>
                      {labelOfValue(voice, rooms, 'placeKind', value)} <Count voice={voice} count={count} />
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </div>
          <div class="open-map soon">
            <h2 class="unseen">{home.mapTitle}</h2>
            <ResultsMap
              country={context.country}
              ground={context.assets.ground}
              voice={voice}
              rooms={rooms}
              criteria={noCriteria}
              map={map}
              total={answer.total}
              projectHref={(id) => voice.path(`/projets/${id}`)}
            />
          </div>
        </div>
      </section>

      <section class="figures" aria-labelledby="chiffres">
        <h2 class="unseen" id="chiffres">
          {home.figures}
        </h2>
        <dl>
          {(
            [
              [figures.projects, home.figureProjects],
              [figures.toldBySeveral, home.figureTold],
              [figures.partners, home.figurePartners],
              [figures.communes, home.figureCommunes],
            ] as const
          ).map(([value, says]) => (
            <div>
              <dt>{says(value)}</dt>
              <dd class="num">{voice.number(value)}</dd>
            </div>
          ))}
        </dl>
        <p class="band figures-more">
          <a class="go" href={voice.path('/observatoire')}>
            {words.observatory.link}
            <ArrowIcon />
          </a>
        </p>
      </section>

      <section class="band part later" id="themes" aria-labelledby="themes-titre">
        <div class="part-head">
          <h2 id="themes-titre">{home.themes}</h2>
          <p class="quiet">{home.themesLead}</p>
        </div>
        <ul class="themes">
          {themes.map((theme) => {
            const face = faceOfTheme(theme.id);
            const count = counts.get(theme.id) ?? 0;
            return (
              <li>
                <a class="theme" href={voice.path(`/themes/${theme.id}`)}>
                  <span class={`face ink-${face.ink}`}>{raw(texture(theme.id, face, 210, 110))}</span>
                  <b>{voice.set(theme.label[voice.language])}</b>
                  <small>{words.count.projects(count, voice.number(count))}</small>
                </a>
              </li>
            );
          })}
        </ul>
      </section>

      <section class="band part later far" aria-labelledby="frais">
        <div class="part-head">
          <h2 id="frais">{home.fresh}</h2>
          <a class="go" href={searchPath(voice, changed(noCriteria, { sort: 'date' }))}>
            {home.freshAll}
            <ArrowIcon />
          </a>
        </div>
        {latest.length === 0 ? (
          <p class="lead">{home.nothingYet}</p>
        ) : (
          <ul class="cards across">
            {latest.map((project) => (
              <li>
                <Card voice={voice} rooms={rooms} project={project} upright />
              </li>
            ))}
          </ul>
        )}
      </section>

      <section class="verbs band later far" aria-labelledby="gestes">
        <div>
          <h2 id="gestes">{home.verbs.title}</h2>
          <ol>
            {Object.values(home.verbs.items).map(({ verb, says }) => (
              <li>
                <h3>{verb}</h3>
                <p>{says}</p>
              </li>
            ))}
          </ol>
        </div>
        <svg class="paths" viewBox="0 0 1200 160" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path class="one" d="M-10 140C300 140 380 20 600 20S900 140 1210 140" />
          <path class="two" d="M-10 20C300 20 380 140 600 140S900 20 1210 20" />
        </svg>
      </section>

      <Partners voice={voice} rooms={rooms} answer={answer} />
      {context.telling && (
        <section class="band part later far" aria-labelledby="ajouter">
          <div class="call">
            <div>
              <h2 id="ajouter">{words.contribute.add}</h2>
              <p>{words.contribute.addLead}</p>
            </div>
            <a class="button" href={voice.path('/contribuer/projet')}>
              {words.contribute.title}
            </a>
          </div>
        </section>
      )}
    </Page>
  );
};

const Partners: FC<{ voice: HomeProps['context']['voice']; rooms: Rooms; answer: SearchAnswer }> = (props) => {
  const { voice, rooms, answer } = props;
  const { words } = voice;
  const counts = new Map((answer.facets.partner ?? []).map(({ value, count }) => [value, count]));
  const partners = [...rooms.sources.values()]
    .map((source) => ({ source, count: counts.get(source.id) ?? 0 }))
    .filter(({ source, count }) => source.listed && count > 0)
    .sort((a, b) => a.source.name[voice.language].localeCompare(b.source.name[voice.language], 'fr'));
  if (partners.length === 0) return null;
  const invented = partners.filter(({ source }) => source.demonstration).length;
  return (
    <section class="band part later far" id="partenaires" aria-labelledby="partenaires-titre">
      <div class="part-head">
        <h2 id="partenaires-titre">{words.home.partners}</h2>
        <p class="quiet">{words.home.partnersLead}</p>
      </div>
      {invented > 0 && <p class="note">{words.demonstration.all(partners.length)}</p>}
      <ul class="partners">
        {partners.map(({ source, count }) => (
          <li>
            <a href={voice.path(`/partenaires/${source.id}`)}>
              <span class={`seal seal-${sealOf(source.id)}`} aria-hidden="true">
                {letterOf(source.organisation.name)}
              </span>
              <span class="who">
                <b>{voice.set(source.name[voice.language])}</b>
                <Apart />
                <span class="quiet">{voice.set(source.organisation.name)}</span>
                <Apart />
                <span class="quiet">
                  {words.count.projects(count, voice.number(count))} · {licences[source.licence].name}
                </span>
                {source.demonstration && (
                  <>
                    <Apart />
                    <span class="flag">{words.demonstration.short}</span>
                  </>
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};
