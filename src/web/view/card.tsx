/** A project in a list: face, place, title, summary, themes, and how many tell of it. */
import type { FC } from 'hono/jsx';
import { type Project, projectPath } from '#model/project.ts';
import type { Site } from '#model/sheet.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { Highlighter } from '#search/analysis/highlight.ts';
import type { Rooms, Territories } from '../rooms.ts';
import { only, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';
import { KeepIcon } from './icons.tsx';
import { Seen } from './seen.tsx';
import { faceOfTheme } from './texture.ts';
import { excerptOf, Marked, Text } from './why.tsx';

/** Where one chooses the collection that is to hold a project. */
export const keepPath = (project: string): string => `/compte/carnets/ajouter?projet=${project}`;

interface CardProps {
  voice: Voice;
  rooms: Pick<Rooms, 'territories' | 'sources' | 'collections'>;
  project: Project;
  /** Metres. */
  distance?: number | undefined;
  /** In a row of cards: the face above. */
  upright?: boolean;
  level?: 'h2' | 'h3';
  /** The words of the search, to show where they stand. */
  words?: Highlighter | undefined;
}

export const Card: FC<CardProps> = ({ voice, rooms, project, distance, upright = false, words: sought }) => {
  const { words } = voice;
  // A screen reader says a partner's words in the language that they are in.
  const tongue = project.language === voice.language ? undefined : project.language;
  const excerpt = sought && excerptOf(voice, project, sought);
  const face = faceOfTheme(project.themes[0]);
  const invented = isInvented(rooms, project);
  const tellers = project.sources.length;
  const kicker = [
    kindOf(voice, project),
    placeOf(voice, rooms.territories, project),
    distance === undefined ? '' : voice.distance(distance),
  ].filter(Boolean);
  return (
    <article class={upright ? 'card upright' : 'card'}>
      <div class={`face ink-${face.ink}`}>
        <Seen project={project} size={upright ? [260, 136] : [120, 170]} />
        {invented && (
          <span class="flag" aria-hidden="true">
            {words.demonstration.card}
          </span>
        )}
      </div>
      <div class="says">
        <h3>
          <a href={voice.path(`/projets/${projectPath(project)}`)} lang={tongue}>
            <Text voice={voice} text={project.title} words={sought} />
          </a>
        </h3>
        {/* Above the title for the eyes; after it for those who go from heading to heading. */}
        <p class="kicker">
          {kicker.join('\u00a0· ')}
          {invented && <span class="unseen">, {words.demonstration.card}</span>}
        </p>
        {project.summary !== '' && (
          <p class="sum" lang={tongue}>
            <Text voice={voice} text={project.summary} words={sought} />
          </p>
        )}
        {excerpt !== undefined && (
          <p class="why" lang={tongue}>
            <Marked pieces={excerpt} />
          </p>
        )}
        <div class="foot">
          <ul class="tags" aria-label={words.card.themes}>
            {project.themes.slice(0, 2).map((theme) => (
              <li>
                <a class="tag" href={searchPath(voice, only('theme', theme))}>
                  {voice.set(labelOf('themes', theme, voice.language))}
                </a>
              </li>
            ))}
          </ul>
          <span class="told">{words.count.toldBy(tellers, voice.number(tellers))}</span>
          {rooms.collections !== undefined && (
            <a
              class="tag keep"
              href={voice.path(keepPath(project.id))}
              rel="nofollow"
              aria-label={words.collections.keepWhich(voice.set(project.title))}
            >
              <KeepIcon />
              {words.collections.keep}
            </a>
          )}
        </div>
      </div>
    </article>
  );
};

/** Whether all who tell of it are demonstration catalogues. */
export const isInvented = (rooms: Pick<Rooms, 'sources'>, project: Project) =>
  project.sources.length > 0 && project.sources.every((source) => rooms.sources.get(source)?.demonstration === true);

/** What it is in a word: the kind of place when it has one, else the kind of sheet. */
export function kindOf(voice: Voice, project: Project): string {
  const [place] = project.placeKinds;
  return voice.set(
    place ? labelOf('place-kinds', place, voice.language) : labelOf('kinds', project.kind, voice.language),
  );
}

/** `Nantes, Loire-Atlantique et 3 autres lieux`. */
export function placeOf(voice: Voice, territories: Territories, project: Project): string {
  const places = [
    ...new Set(project.sites.map((site) => placeOfSite(territories, site)).filter((name) => name !== '')),
  ];
  const [first, ...others] = places;
  if (first !== undefined) return others.length === 0 ? first : `${first} ${voice.words.card.several(others.length)}`;
  const { area } = project;
  if (area === undefined) return '';
  const name = area.territories[0] && territories.territory(area.territories[0])?.name;
  return name ?? (area.reach === 'nation' ? voice.words.card.everywhere : '');
}

export function placeOfSite(territories: Territories, site: Site): string {
  const commune = site.commune === undefined ? undefined : territories.territory(`commune-${site.commune}`);
  const departement = site.territories.find((id) => id.startsWith('departement-'));
  const around = departement === undefined ? undefined : territories.territory(departement)?.name;
  const name = commune?.name ?? site.city;
  return [name, around === name ? undefined : around].filter(Boolean).join(', ');
}
