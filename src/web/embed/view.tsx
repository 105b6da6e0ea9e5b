/** What stands in another site's page: how many, where, which ones, who tells of them. The links lead to the Carrefour. */
import type { Child, FC } from 'hono/jsx';
import { jsx } from 'hono/jsx';
import { type Criteria, writeCriteria } from '#model/criteria.ts';
import { projectPath } from '#model/project.ts';
import { licences } from '#model/source.ts';
import { exportablePart } from '#publish/exportable.ts';
import type { Rooms } from '../rooms.ts';
import { searchPath } from '../search/address.ts';
import type { Results } from '../search/ask.ts';
import { shownCriteria } from '../search/criteria-shown.ts';
import type { Voice } from '../text/language.ts';
import { isInvented, kindOf, placeOf } from '../view/card.tsx';
import type { Country } from '../view/country.ts';
import { liveAttributes } from '../view/live-attributes.ts';
import { ResultsMap } from '../view/map.tsx';
import type { Looks } from './looks.ts';

interface EmbedProps {
  /** Its `path` gives the addresses as they must be written: whole, where the page is another site's. */
  voice: Voice;
  rooms: Pick<Rooms, 'sources' | 'territories'>;
  country: Country;
  ground: string;
  results: Results;
  looks: Looks;
  /** The element that takes the interactive map; in another site's page our own one would be the component again. */
  sheet: 'carrefour-carte' | 'carrefour-fond';
  /** Where the interactive map asks for clusters: a path of this site. */
  clusters: string;
  /** Whether it is a page of its own. */
  alone: boolean;
}

export const EmbedView: FC<EmbedProps> = ({
  voice,
  rooms,
  country,
  ground,
  results,
  looks,
  sheet,
  clusters,
  alone,
}) => {
  const { words } = voice;
  const { answer, criteria, map } = results;
  const said = embedTitle(voice, rooms, criteria, answer.total);
  const number = voice.number(answer.total);
  return (
    <section
      class="cis"
      lang={voice.language}
      data-aspect={looks.aspect}
      data-affichage={looks.parts}
      aria-label={said.name}
    >
      <div class="cis-head">
        {alone ? <h1 class="title">{said.title}</h1> : <h2 class="title">{said.title}</h2>}
        {said.criteria !== '' && <p>{said.criteria}</p>}
      </div>
      <div class="cis-body">
        {looks.parts !== 'liste' && (
          <div class="cis-map">
            {/* Without `search`: a frame cannot go there by itself, and a page that embeds must not be left unasked. */}
            {element(sheet, liveAttributes({ voice, country, criteria, map }, clusters), [
              <ResultsMap
                voice={voice}
                rooms={rooms}
                country={country}
                ground={ground}
                criteria={criteria}
                map={map}
                total={answer.total}
                projectHref={(id) => voice.path(`/projets/${id}`)}
              />,
            ])}
          </div>
        )}
        {looks.parts !== 'carte' && (
          <div class="cis-list">
            {answer.total === 0 && <p>{words.search.nothing}</p>}
            <ul>
              {exported(results, rooms).map(({ project }) => (
                <li>
                  <p class="kicker">
                    {[
                      kindOf(voice, project),
                      placeOf(voice, rooms.territories, project),
                      isInvented(rooms, project) ? words.demonstration.card : '',
                    ]
                      .filter(Boolean)
                      .join('\u00a0· ')}
                  </p>
                  {heading(
                    alone,
                    <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.set(project.title)}</a>,
                  )}
                  {project.summary !== '' && <p class="sum">{voice.set(project.summary)}</p>}
                  <p class="told">
                    {words.embed.toldBy(
                      voice.list(
                        project.sources.map((id) => voice.set(rooms.sources.get(id)?.name[voice.language] ?? id)),
                      ),
                    )}
                  </p>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div class="cis-foot">
        <a class="cis-go" href={searchPath(voice, { ...criteria, pageSize: 20 })}>
          {words.embed.see(answer.total, number)}
        </a>
        <p>
          <Attribution voice={voice} rooms={rooms} results={results} />
        </p>
      </div>
    </section>
  );
};

/** Each partner whose projects are here, with its licence; the catalogues that keep their data here are not named. */
const Attribution: FC<{ voice: Voice; rooms: Pick<Rooms, 'sources'>; results: Results }> = ({
  voice,
  rooms,
  results,
}) => {
  const { embed } = voice.words;
  const telling = tellersOf(results).flatMap((id) => {
    const source = rooms.sources.get(id);
    return source === undefined || source.licence === 'closed' ? [] : [{ id, source }];
  });
  if (telling.length === 0) return <>{embed.none}</>;
  return (
    <>
      {embed.sources}{' '}
      {telling.map(({ id, source }, at) => (
        <>
          {at > 0 && (voice.language === 'fr' ? '\u202f; ' : '; ')}
          <a href={voice.path(`/partenaires/${id}`)}>{voice.set(source.attribution)}</a> (
          {licences[source.licence].name})
        </>
      ))}
      {'. '}
      {embed.maps}
    </>
  );
};

/** The partners of a search: all that it counts; where partners are chosen, those and whoever tells of the same projects. */
function tellersOf({ answer, criteria, cards }: Results): string[] {
  const { partner } = criteria.chosen;
  if (partner === undefined)
    return (answer.facets.partner ?? []).filter(({ count }) => count > 0).map(({ value }) => value);
  return [...new Set([...partner, ...cards.flatMap(({ project }) => project.sources)])];
}

/** What may leave of each project (`publish/exportable.ts`). */
const exported = ({ cards }: Results, { sources }: Pick<Rooms, 'sources'>) =>
  cards.flatMap(({ project }) => {
    const part = exportablePart(project, sources);
    return part === undefined ? [] : [{ project: part }];
  });

const heading = (alone: boolean, link: Child) => (alone ? <h2>{link}</h2> : <h3>{link}</h3>);

/** `12 projets`, the criteria in words, and both together as a name. */
export function embedTitle(
  voice: Voice,
  rooms: Pick<Rooms, 'sources' | 'territories'>,
  criteria: Criteria,
  total: number,
) {
  const { words } = voice;
  const title = words.search.announce(total, voice.number(total));
  const said = shownCriteria(voice, rooms, { ...criteria, page: 1 })
    .map(({ label }) => label)
    .join(', ');
  const inside = [title, said].filter(Boolean).join(', ');
  return { title, criteria: said, name: words.embed.name(inside, words.siteName) };
}

const element = (name: string, attributes: Record<string, unknown>, children: Child[]) =>
  jsx(name, attributes, ...(children as never[]));

/** The address of the frame of a search. */
export const framePath = (voice: Voice, criteria: Criteria, looks: [string, string][]): string => {
  const query = new URLSearchParams([...writeCriteria({ ...criteria, page: 1 }), ...looks])
    .toString()
    .replaceAll('%2C', ',');
  return voice.path(query === '' ? '/embarquer' : `/embarquer?${query}`);
};
