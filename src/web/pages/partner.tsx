/** One partner's catalogue: on which terms, how fresh, about what, where, how well its sheets tell. */
import type { Child, FC } from 'hono/jsx';
import type { Week } from '#connect/introductions/figures.ts';
import { licences, type Manifest } from '#model/source.ts';
import { labelOf, vocabularies } from '#model/vocabulary.ts';
import type { CatalogueFigures } from '#publish/catalogue-figures.ts';
import type { SourceTurn } from '#publish/source-turns.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Portrait } from '../search/portrait.ts';
import { standsOut } from '../search/stands-out.ts';
import { mapOf, type Whole } from '../search/whole.ts';
import type { Voice } from '../text/language.ts';
import { ArrowIcon, OutIcon } from '../view/icons.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import {
  Breadcrumb,
  CountList,
  Exports,
  Part,
  PortraitCards,
  PortraitHead,
  PortraitMap,
  PortraitThemes,
  trailData,
} from '../view/portrait.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { CriteriaMet } from './criteria-met.tsx';
import { saySum } from './partner-introductions.tsx';
import { partnerTeamPath } from './partner-team.tsx';

interface PartnerProps {
  context: PageContext;
  rooms: Rooms;
  source: Manifest;
  portrait: Portrait;
  whole: Whole;
  /** The end of its last complete reading; undefined when there was none. */
  lastRead: Date | undefined;
  /** Undefined when it never had a turn. */
  turn: SourceTurn | undefined;
  figures: CatalogueFigures;
  /** Who wrote to its holders, week by week; undefined where nobody can. */
  introduced: readonly Week[] | undefined;
}

/** Characters above which a name is set smaller. */
const longName = 24;

export const PartnerPage: FC<PartnerProps> = (props) => {
  const { context, rooms, source, portrait, whole, lastRead, turn, figures, introduced } = props;
  const { voice, baseUrl } = context;
  const { words } = voice;
  const { partners, places } = words;
  const { total } = portrait.answer;
  const name = voice.set(source.name[voice.language]);
  const path = `/partenaires/${source.id}`;
  const trail = [{ name: partners.index.title, path: '/partenaires' }];
  const open = source.licence !== 'closed';
  const themeHref = (value: string) =>
    searchPath(voice, changed(portrait.criteria, { chosen: { ...portrait.criteria.chosen, theme: [value] } }));
  const themeName = (value: string) => voice.set(labelOf('themes', value, voice.language));
  const here = mapOf(portrait.answer.facets.theme);
  const shares = vocabularies.themes.concepts
    .filter(({ broader }) => broader === undefined)
    .map(({ id }) => ({ value: id, here: here.get(id) ?? 0, everywhere: whole.counts.theme.get(id) ?? 0 }));
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{
        title: name,
        description: partners.description(name, voice.set(source.organisation.name), total, voice.number(total)),
        path,
        unlisted: total === 0,
        data: {
          '@context': 'https://schema.org',
          '@graph': [
            datasetData(voice, source, baseUrl + voice.path(path), lastRead),
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
          <p class="kicker">{partners.kicker}</p>
          <h1 class={name.length > longName ? 'long' : undefined}>{name}</h1>
          {source.demonstration && (
            <p>
              <span class="flag">{words.demonstration.catalogue}</span>
            </p>
          )}
          {source.organisation.about !== undefined && (
            <p class="lead">{voice.set(source.organisation.about[voice.language])}</p>
          )}
          <p class="lead">
            <b class="big num">{words.count.projects(total, voice.number(total))}</b>
          </p>
          <Terms
            voice={voice}
            source={source}
            lastRead={lastRead}
            turn={turn}
            now={rooms.now()}
            shared={figures.shared}
            total={total}
          />
          <ul class="acts">
            {total > 0 && (
              <li>
                <a class="button" href={searchPath(voice, portrait.criteria)}>
                  {places.see(total, voice.number(total))}
                  <ArrowIcon />
                </a>
              </li>
            )}
            {source.homepage !== undefined && (
              <li>
                <a class="button soft" href={source.homepage} rel="external noopener">
                  <OutIcon />
                  {partners.visit}
                </a>
              </li>
            )}
          </ul>
          {rooms.teams !== undefined && (
            <p>
              <a href={voice.path(partnerTeamPath(source.id))}>{words.team.invite}</a>
            </p>
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

      {(portrait.answer.territories.region ?? []).length > 0 && (
        <Part id="ou" title={partners.where}>
          <CountList
            voice={voice}
            items={(portrait.answer.territories.region ?? []).map(({ value, count }) => ({
              href: searchPath(voice, changed(portrait.criteria, { territories: [value] })),
              name: rooms.territories.territory(value)?.name ?? value,
              count,
            }))}
          />
        </Part>
      )}

      {figures.sharedWith.length > 0 && (
        <Part id="aussi" title={partners.sharedTitle}>
          <CountList
            voice={voice}
            items={figures.sharedWith.map(({ source: id, projects }) => ({
              href: voice.path(`/partenaires/${id}`),
              name: rooms.sources.get(id)?.name[voice.language] ?? id,
              count: projects,
            }))}
          />
        </Part>
      )}

      {introduced !== undefined && total > 0 && !source.demonstration && (
        <Part id="contacts" title={words.introductions.figures.title}>
          <p>
            {saySum(context, introduced)}{' '}
            {words.introductions.figures.thisWeek(introduced[0]!.begun, voice.number(introduced[0]!.begun))}
          </p>
        </Part>
      )}

      <Quality voice={voice} figures={figures} />
      {total > 0 && open && <Exports voice={voice} criteria={portrait.criteria} />}
    </Page>
  );
};

interface TermsProps {
  voice: Voice;
  source: Manifest;
  lastRead: Date | undefined;
  turn: SourceTurn | undefined;
  now: Date;
  shared: number;
  total: number;
}

const Terms: FC<TermsProps> = ({ voice, source, lastRead, turn, now, shared, total }) => {
  const { partners } = voice.words;
  const licence = licences[source.licence];
  const line = (title: string, content: Child) => (
    <div>
      <dt>{title}</dt>
      <dd>{content}</dd>
    </div>
  );
  const { organisation } = source;
  return (
    <dl class="terms">
      {line(
        partners.by,
        organisation.url === undefined ? (
          voice.set(organisation.name)
        ) : (
          <a href={organisation.url} rel="external noopener">
            {voice.set(organisation.name)}
          </a>
        ),
      )}
      {line(
        partners.licence,
        <>
          {licence.url === '' ? (
            licence.name
          ) : (
            <a href={licence.url} rel="license noopener">
              {licence.name}
            </a>
          )}
          {licence.shareAlike && <span class="quiet"> ({partners.shareAlike})</span>}
          {source.licence === 'closed' && <span class="quiet under">{partners.closed}</span>}
        </>,
      )}
      {line(partners.attribution, voice.set(source.attribution))}
      {line(partners.read, lastRead === undefined ? partners.never : voice.day(lastRead.toISOString()))}
      {turn?.outcome != null &&
        turn.endedAt !== null &&
        line(partners.turn, partners.outcomes[turn.outcome](voice.day(turn.endedAt.toISOString())))}
      {line(partners.schedule, partners.schedules[source.schedule])}
      {turn?.next != null && line(partners.next, turn.next > now ? voice.day(turn.next.toISOString()) : partners.soon)}
      {total > 0 && line(partners.shared, partners.sharedCount(shared, voice.number(shared), voice.number(total)))}
    </dl>
  );
};

const Quality: FC<{ voice: Voice; figures: CatalogueFigures }> = ({ voice, figures }) => {
  const { quality } = voice.words.partners;
  if (figures.quality === undefined) return null;
  return (
    <Part id="qualite" title={quality.title}>
      <p>{quality.mean(voice.share(figures.quality))}</p>
      <h3 class="minor">{quality.criteria}</h3>
      <CriteriaMet voice={voice} criteria={figures.criteria} />
      <p class="quiet rule">{quality.rule}</p>
    </Part>
  );
};

/** The catalogue as a `Dataset` of schema.org: what search engines of data read. */
function datasetData(voice: Voice, source: Manifest, url: string, lastRead: Date | undefined) {
  const given = (text: string) => (text === '' ? undefined : text);
  return {
    '@type': 'Dataset',
    '@id': url,
    url,
    name: source.name[voice.language],
    description: source.organisation.about?.[voice.language] ?? source.name[voice.language],
    creator: { '@type': 'Organization', name: source.organisation.name, url: source.organisation.url },
    license: given(licences[source.licence].url),
    creditText: source.attribution,
    inLanguage: source.language,
    sameAs: source.homepage,
    dateModified: lastRead?.toISOString(),
  };
}
