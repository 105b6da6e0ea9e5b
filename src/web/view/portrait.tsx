/** The parts that pages about a territory, a theme, a kind of place or a partner share. */
import type { Child, FC } from 'hono/jsx';
import { type Criteria, writeCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Portrait } from '../search/portrait.ts';
import { fewestToCompare, type Share, type Standing, type StandsOut } from '../search/stands-out.ts';
import type { Voice } from '../text/language.ts';
import { Card } from './card.tsx';
import { ArrowIcon } from './icons.tsx';
import { ResultsMap } from './map.tsx';
import type { PageContext } from './page.tsx';

export interface Step {
  name: string;
  /** Without the language's prefix. */
  path: string;
}

/** Where one is: the wider pages, each a link, then this one. */
export const Breadcrumb: FC<{ voice: Voice; trail: readonly Step[]; here: string }> = ({ voice, trail, here }) => (
  <nav class="trail" aria-label={voice.words.places.breadcrumb}>
    <ol>
      {trail.map(({ name, path }) => (
        <li>
          <a href={voice.path(path)}>{name}</a>
        </li>
      ))}
      <li>
        <span aria-current="page">{here}</span>
      </li>
    </ol>
  </nav>
);

/** The trail as schema.org says it. */
export const trailData = (voice: Voice, baseUrl: string, trail: readonly Step[]) => ({
  '@type': 'BreadcrumbList',
  itemListElement: trail.map(({ name, path }, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    name,
    item: baseUrl + voice.path(path),
  })),
});

/** The head of the page: words at the left, the map at the right. */
export const PortraitHead: FC<{ children?: Child; map?: Child }> = ({ children, map }) => (
  <div class={map === undefined ? 'portrait' : 'portrait mapped'}>
    <div class="portrait-text">{children}</div>
    {map !== undefined && <div class="portrait-map">{map}</div>}
  </div>
);

interface PortraitMapProps {
  context: PageContext;
  rooms: Pick<Rooms, 'territories'>;
  portrait: Portrait;
  outline?: string;
}

export const PortraitMap: FC<PortraitMapProps> = ({ context, rooms, portrait, outline }) => (
  <ResultsMap
    country={context.country}
    ground={context.assets.ground}
    voice={context.voice}
    rooms={rooms}
    criteria={portrait.criteria}
    map={portrait.map}
    total={portrait.answer.total}
    projectHref={(id) => context.voice.path(`/projets/${id}`)}
    outline={outline}
  />
);

interface PartProps {
  id: string;
  title: string;
  aside?: Child;
  children?: Child;
}

export const Part: FC<PartProps> = ({ id, title, aside, children }) => (
  <section class="band part later" aria-labelledby={id}>
    <div class="part-head">
      <h2 id={id}>{title}</h2>
      {aside}
    </div>
    <div>{children}</div>
  </section>
);

/** The best told and the latest, each in a row; one row when they are few. */
export const PortraitCards: FC<{ voice: Voice; rooms: Rooms; portrait: Portrait }> = ({ voice, rooms, portrait }) => {
  const { places } = voice.words;
  const cards = (projects: readonly Project[]) => (
    <ul class="cards across">
      {projects.map((project) => (
        <li>
          <Card voice={voice} rooms={rooms} project={project} upright />
        </li>
      ))}
    </ul>
  );
  if (portrait.best.length === 0) return null;
  return (
    <>
      <Part id="mieux" title={portrait.latest.length === 0 ? places.few : places.best}>
        {cards(portrait.best)}
      </Part>
      {portrait.latest.length > 0 && (
        <Part
          id="recents"
          title={places.latest}
          aside={
            <a class="go" href={searchPath(voice, changed(portrait.criteria, { sort: 'date' }))}>
              {places.latestAll}
              <ArrowIcon />
            </a>
          }
        >
          {cards(portrait.latest)}
        </Part>
      )}
    </>
  );
};

export interface Counted {
  href: string;
  name: string;
  count: number;
  /** Beside the name, in grey. */
  note?: string;
}

/** Names with how many projects each has: the names are links. */
export const CountList: FC<{ voice: Voice; items: readonly Counted[] }> = ({ voice, items }) => (
  <ul class="counts">
    {items.map(({ href, name, count, note }) => (
      <li class={count === 0 ? 'none' : undefined}>
        <a href={href}>{voice.set(name)}</a>
        {note !== undefined && <span class="quiet"> {note}</span>}
        <span class="num">
          <span aria-hidden="true">{count === 0 ? '–' : voice.number(count)}</span>
          <span class="unseen">{voice.words.count.projects(count, voice.number(count))}</span>
        </span>
      </li>
    ))}
  </ul>
);

/** Those that have projects, counted; the others named in a line, so that no column of zeros says “nothing”. */
export const Lively: FC<{ voice: Voice; items: readonly Counted[] }> = ({ voice, items }) => {
  const silent = items.filter(({ count }) => count === 0);
  return (
    <>
      <CountList voice={voice} items={items.filter(({ count }) => count > 0)} />
      {silent.length > 0 && (
        <p class="quiet silent">
          {voice.words.concepts.silent}{' '}
          {silent.map(({ href, name }, at) => (
            <>
              {at > 0 && ', '}
              <a href={href}>{voice.set(name)}</a>
            </>
          ))}
        </p>
      )}
    </>
  );
};

interface ComparedProps {
  voice: Voice;
  out: StandsOut | undefined;
  /** A value's name and where it leads. */
  show(value: string): { name: string; href: string };
  /** How shares are told, and that there are too few projects; as for a territory when not said. */
  says?: { compared(here: string, everywhere: string): string; few(least: string): string };
}

/** What is more and less here than in the whole, or why nothing is said of it. */
export const Compared: FC<ComparedProps> = ({ voice, out, show, says }) => {
  const { themes } = voice.words.places;
  const { compared, few } = says ?? { compared: themes.compared, few: themes.fewer };
  if (out === undefined) return <p class="quiet">{few(voice.number(fewestToCompare))}</p>;
  const side = (title: string, kind: string, list: readonly Standing[]) =>
    list.length === 0 ? null : (
      <div class={kind}>
        <h3>{title}</h3>
        <ul>
          {list.map(({ value, shareHere, shareEverywhere }) => {
            const { name, href } = show(value);
            return (
              <li>
                <a href={href}>{name}</a>
                <Bars here={shareHere} everywhere={shareEverywhere} />
                <span class="quiet">{compared(voice.share(shareHere), voice.share(shareEverywhere))}</span>
              </li>
            );
          })}
        </ul>
      </div>
    );
  return (
    <>
      {out.more.length + out.less.length === 0 ? (
        <p>{themes.alike}</p>
      ) : (
        <div class="compared">
          {side(themes.more, 'more', out.more)}
          {side(themes.less, 'less', out.less)}
        </div>
      )}
      <p class="quiet rule">{themes.rule}</p>
    </>
  );
};

/** Two bars, this share over that of the whole; the words beside say the same. */
const Bars: FC<{ here: number; everywhere: number }> = ({ here, everywhere }) => {
  const length = (share: number) => Math.max(1, Math.round(share * 2000) / 10);
  return (
    <svg class="bars" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="here" width={length(here)} height="9" rx="2" />
      <rect class="whole" y="11" width={length(everywhere)} height="5" rx="2" />
    </svg>
  );
};

/** The files of a search, at the API. */
export const Exports: FC<{ voice: Voice; criteria: Criteria }> = ({ voice, criteria }) => {
  const { exports } = voice.words.places;
  const query = writeCriteria(criteria).toString();
  return (
    <Part id="donnees" title={exports.title}>
      <p>{exports.lead}</p>
      <ul class="chips files">
        {(['csv', 'geojson', 'jsonl'] as const).map((format) => (
          <li>
            <a class="chip" href={`/api/v1/projects.${format}?${query}`} rel="nofollow">
              {exports[format]}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
};

interface PortraitThemesProps extends Pick<ComparedProps, 'voice' | 'out' | 'show'> {
  shares: readonly Pick<Share, 'value' | 'here'>[];
}

/** The themes of a portrait: those that stand out, then all that are there, the most frequent first. */
export const PortraitThemes: FC<PortraitThemesProps> = ({ voice, out, shares, show }) => {
  const { themes } = voice.words.places;
  return (
    <Part id="themes" title={themes.title}>
      <Compared voice={voice} out={out} show={show} />
      <h3 class="minor">{themes.all}</h3>
      <CountList
        voice={voice}
        items={shares
          .filter((share) => share.here > 0)
          .sort((a, b) => b.here - a.here || (a.value < b.value ? -1 : 1))
          .map(({ value, here }) => ({ ...show(value), count: here }))}
      />
    </Part>
  );
};
