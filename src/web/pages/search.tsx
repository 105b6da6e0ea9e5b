/** The results: list and map side by side, criteria with counts, everything in the address. */
import type { FC } from 'hono/jsx';
import { type Criteria, type CriteriaProblem, deepestResult, sorts, writeCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Territory } from '#model/territory.ts';
import { highlighter } from '#search/analysis/highlight.ts';
import type { Loosening } from '#search/understand/loosen.ts';
import type { OtherSpelling } from '#search/understand/other-spelling.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Results } from '../search/ask.ts';
import { type ShownCriterion, shownCriteria } from '../search/criteria-shown.ts';
import { fullName, placeParameters } from '../search/place.ts';
import { outlinePath } from '../search/territory-surroundings.ts';
import { understoodParameters } from '../search/understood.ts';
import type { Voice } from '../text/language.ts';
import { Card } from '../view/card.tsx';
import { Chosen } from '../view/chosen.tsx';
import { CriteriaPanel } from '../view/criteria-panel.tsx';
import { ExplainedHit, ExplainedOrder, explainParameter, type WordCount } from '../view/explained.tsx';
import { DownIcon, FilterIcon, ListIcon, MapIcon } from '../view/icons.tsx';
import { searchingAttributes } from '../view/live-attributes.ts';
import { ResultsMap } from '../view/map.tsx';
import { Nothing } from '../view/nothing.tsx';
import { type Head, Page, type PageContext } from '../view/page.tsx';
import { BeyondLast, Paging } from '../view/paging.tsx';
import { ReadingNotes } from '../view/reading.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { Share } from '../view/share.tsx';
import { type Understanding, UnderstoodNotes } from '../view/understood.tsx';
import { followPath } from './alerts.tsx';

export interface SearchPageProps {
  context: PageContext;
  rooms: Rooms;
  results: Results;
  problems: readonly CriteriaProblem[];
  /** What the reader typed as a place, when it led to no single one. */
  askedPlace: { text: string; choices: readonly Territory[] } | undefined;
  /** The territory whose centre `near` is. */
  nearPlace: Territory | undefined;
  /** The search with another word, where one that was typed may be misspelt. */
  spelt: OtherSpelling | undefined;
  /** For a search that finds nothing: the nearest that find something. */
  looser: readonly Loosening[];
  understanding: Understanding;
  /** The words are searched as they are, whatever place they name. */
  asTyped: boolean;
  /** When the order is to be explained: how many projects say each word. */
  explained: readonly WordCount[] | undefined;
}

const form = 'recherche';
/** Cards that may be in sight, or nearly, when the page comes. */
const nearCards = 4;
/** Of a project in very many places, the first ones are shown. */
const mostSites = 20;

export const SearchPage: FC<SearchPageProps> = (props) => {
  const { context, rooms, results, problems, askedPlace, nearPlace, spelt, looser } = props;
  const { understanding, asTyped, explained } = props;
  const { voice } = context;
  const { words } = voice;
  const { criteria, answer, cards, nearby } = results;
  const { total } = answer;
  const sought = highlighter(criteria.q, answer.reading?.corrected);
  const named: Record<string, string> = nearPlace === undefined ? {} : { [placeParameters.shown]: nearPlace.id };
  const kept = {
    ...named,
    ...(understanding.read && { [understoodParameters.typed]: understanding.read.typed }),
    ...(asTyped && { [understoodParameters.asTyped]: 'tels' }),
  };
  const keep = { ...kept, ...(explained && { [explainParameter]: '1' }) };
  const link = (changes: Partial<Criteria>) => searchPath(voice, changed(criteria, changes), keep);
  const best = criteria.page === 1 ? Math.max(0, ...cards.map(({ hit }) => hit.score)) : 0;
  const chips = shownCriteria(voice, rooms, criteria, nearPlace?.name);
  const sole = criteria.territories.length === 1 ? rooms.territories.territory(criteria.territories[0]!) : nearPlace;
  const title = titleOf(voice, chips);
  const lastPage = Math.min(Math.ceil(total / criteria.pageSize), Math.floor(deepestResult / criteria.pageSize));
  const pageLink = (page: number) => searchPath(voice, { ...criteria, page }, keep);
  const announced = words.search.announce(total, voice.number(total));
  const counted = chips.length === 0 && total > 0 ? announced : `${announced}${voice.colon}${title}`;
  const said = criteria.page > 1 ? `${counted} (${words.search.onPage(voice.number(criteria.page))})` : counted;
  const head: Head = {
    // How many comes first: a screen reader begins a new page with its title.
    title: said,
    description: `${announced}. ${words.tagline}`,
    path: searchPath({ ...voice, path: (path) => path }, criteria, named),
    unlisted: chips.length > 1 || total === 0 || criteria.page > lastPage,
    embeddable: true,
    previous: criteria.page > 1 ? pageLink(Math.max(1, Math.min(criteria.page - 1, lastPage))) : undefined,
    next: criteria.page < lastPage ? pageLink(criteria.page + 1) : undefined,
  };
  return (
    <Page
      context={context}
      head={head}
      at="search"
      box={
        <SearchBox
          voice={voice}
          form={form}
          q={criteria.q}
          where={askedPlace?.text ?? sole?.name ?? ''}
          shown={sole?.id}
        />
      }
    >
      <div class="results">
        <h1 class="unseen">{said}</h1>
        <nav class="switch" aria-label={words.search.views}>
          <a href="#criteres">
            <FilterIcon />
            {words.search.filters}{' '}
            {chips.length > 0 && (
              <small class="num">
                {chips.length}
                <span class="unseen"> {words.search.chosen(chips.length)}</span>
              </small>
            )}
          </a>
          <a href="#liste">
            <ListIcon />
            {words.search.list}
          </a>
          <a href="#carte">
            <MapIcon />
            {words.search.map}
          </a>
        </nav>
        <section class="criteria soon" id="criteres" aria-labelledby="criteres-titre" tabindex={-1}>
          <h2 class="unseen" id="criteres-titre">
            {words.search.filters}
          </h2>
          <CriteriaPanel voice={voice} rooms={rooms} criteria={criteria} answer={answer} form={form} />
          <a class="button soft back" href="#liste">
            {words.search.showResults(total, voice.number(total))}
          </a>
        </section>
        <section class="list" id="liste" aria-labelledby="liste-titre" tabindex={-1}>
          <div class="heading">
            {/* No status: that role would be heard in place of what the heading says. */}
            <h2 id="liste-titre">{announced}</h2>
            {total > 1 && (
              <nav class="sorts" aria-label={words.search.sortBy}>
                <span class="quiet" aria-hidden="true">
                  {words.search.sortBy}
                </span>
                <ul>
                  {sorts
                    .filter((sort) => sort !== 'distance' || criteria.near !== undefined)
                    .map((sort) => (
                      <li>
                        <a href={link({ sort })} aria-current={sort === criteria.sort ? 'true' : undefined}>
                          {words.search.sorts[sort]}
                        </a>
                      </li>
                    ))}
                </ul>
              </nav>
            )}
          </div>
          {explained !== undefined && (
            <ExplainedOrder
              voice={voice}
              criteria={criteria}
              counts={explained}
              hide={searchPath(voice, criteria, kept)}
            />
          )}
          <Notes voice={voice} rooms={rooms} problems={problems} askedPlace={askedPlace} criteria={criteria} />
          {chips.length > 0 && (
            <Chosen
              voice={voice}
              criteria={chips.map((chip) => ({
                label: chip.label,
                href: searchPath(voice, chip.without, chip.without.near ? named : {}),
              }))}
            />
          )}
          <UnderstoodNotes voice={voice} rooms={rooms} criteria={criteria} {...understanding} />
          <ReadingNotes voice={voice} criteria={criteria} answer={answer} spelt={spelt} />
          {total === 0 ? (
            <Nothing voice={voice} rooms={rooms} criteria={criteria} looser={looser} nearPlace={nearPlace} />
          ) : criteria.page > lastPage ? (
            <BeyondLast
              voice={voice}
              page={criteria.page}
              last={lastPage}
              first={pageLink(1)}
              end={pageLink(lastPage)}
            />
          ) : (
            <>
              <ol class="cards">
                {cards.map(({ project, hit }, rank) => (
                  <li class={rank < nearCards ? undefined : 'far'} data-sites={sitesOf(project)}>
                    <Card voice={voice} rooms={rooms} project={project} distance={hit.distance} words={sought} />
                    {explained !== undefined && (sought !== undefined || hit.drawn) && (
                      <ExplainedHit voice={voice} q={criteria.q} found={{ project, hit }} words={sought} best={best} />
                    )}
                  </li>
                ))}
              </ol>
              {explained === undefined && total > 1 && (
                <p class="ask-why">
                  <a href={searchPath(voice, criteria, { ...kept, [explainParameter]: '1' })}>
                    {words.search.explain.ask}
                  </a>
                </p>
              )}
              {lastPage > 1 && (
                <Paging voice={voice} page={criteria.page} last={lastPage} previous={head.previous} next={head.next} />
              )}
              {total > deepestResult && criteria.page === lastPage && (
                <p class="note">{words.search.deepest(voice.number(deepestResult))}</p>
              )}
            </>
          )}
          <ul class="acts follow" aria-label={words.project.actions}>
            {rooms.alerts !== undefined && (
              <li>
                <a class="button soft" href={voice.path(followPath(head.path))} rel="nofollow">
                  {words.alerts.follow}
                </a>
              </li>
            )}
            <Share
              voice={voice}
              title={said}
              url={context.baseUrl + voice.path(head.path)}
              scripted={context.assets.script !== undefined}
            />
            {total > 0 && (
              <li>
                <a
                  class="button soft"
                  href={`/api/v1/projects.csv?${writeCriteria({ ...criteria, page: 1 }).toString()}`}
                  rel="nofollow"
                >
                  <DownIcon />
                  {words.search.download}
                </a>
              </li>
            )}
          </ul>
          {nearby.length > 0 && (
            <section class="nearby" aria-labelledby="proches">
              <h2 id="proches">{words.search.nearby}</h2>
              <p class="quiet">{words.search.nearbyLead}</p>
              <ul class="cards">
                {nearby.map(({ project, hit }) => (
                  <li>
                    <Card voice={voice} rooms={rooms} project={project} distance={hit.distance} words={sought} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </section>
        <section class="where soon" id="carte" aria-labelledby="carte-titre" tabindex={-1}>
          <h2 class="unseen" id="carte-titre">
            {words.map.title}
          </h2>
          <carrefour-carte
            {...searchingAttributes({ voice, country: context.country, criteria, map: results.map }, rooms.tiles)}
          >
            <ResultsMap
              country={context.country}
              ground={context.assets.ground}
              voice={voice}
              rooms={rooms}
              criteria={criteria}
              map={results.map}
              total={total}
              outline={criteria.territories
                .flatMap((id) => rooms.territories.territory(id) ?? [])
                .map((territory) => outlinePath(rooms, territory, context.country))
                .join('')}
              projectHref={(id) => voice.path(`/projets/${pathOf(results, id)}`)}
              fragment="#carte"
            />
          </carrefour-carte>
          <div class="legend">
            {(criteria.box !== undefined || criteria.area !== undefined) && (
              <a class="button soft" href={`${link({ box: undefined, area: undefined })}#carte`}>
                {words.map.whole}
              </a>
            )}
            {results.map.withoutPoint > 0 && (
              <p class="quiet">
                {words.search.noMap(results.map.withoutPoint, voice.number(results.map.withoutPoint))}
              </p>
            )}
          </div>
        </section>
      </div>
    </Page>
  );
};

/** The full address of a project that is among the cards; the id alone redirects to it. */
function pathOf(results: Results, id: string): string {
  const card = results.cards.find(({ project }) => project.id === id);
  return card === undefined ? id : projectPath(card.project);
}

/** Where it stands, for its mark on the map to be shown. */
function sitesOf({ sites }: Project): string | undefined {
  const points = sites.flatMap(({ point }) => (point === undefined ? [] : [`${point.lat},${point.lon}`]));
  return points.length === 0 ? undefined : points.slice(0, mostSites).join(' ');
}

function titleOf(voice: Voice, chips: readonly ShownCriterion[]): string {
  return chips.length === 0
    ? voice.words.search.all
    : chips
        .slice(0, 3)
        .map((chip) => chip.label)
        .join(', ');
}

type NotesProps = Pick<SearchPageProps, 'rooms' | 'problems' | 'askedPlace'> & { voice: Voice; criteria: Criteria };

const Notes: FC<NotesProps> = ({ voice, rooms, problems, askedPlace, criteria }) => {
  const { words } = voice;
  if (problems.length === 0 && askedPlace === undefined) return null;
  return (
    <div class="notes">
      {problems.map(({ parameter, value }) => (
        <p class="note">{words.search.unreadable(parameter, value)}</p>
      ))}
      {askedPlace !== undefined && askedPlace.choices.length === 0 && (
        <p class="note">{words.search.unknownPlace(askedPlace.text)}</p>
      )}
      {askedPlace !== undefined && askedPlace.choices.length > 0 && (
        <div class="note">
          <p>{words.search.severalPlaces(askedPlace.text)}</p>
          <ul class="chips">
            {askedPlace.choices.map((territory) => (
              <li>
                <a class="chip" href={searchPath(voice, changed(criteria, { territories: [territory.id] }))}>
                  {fullName(territory, rooms.territories)}
                  <small>{words.search.levelOne[territory.level]}</small>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};
