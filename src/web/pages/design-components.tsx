/** Every component of the site, in its states, drawn by itself, with what it is for and what makes it usable. */
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { noCriteria } from '#model/criteria.ts';
import { labelOf, vocabularies } from '#model/vocabulary.ts';
import { highlighter } from '#search/analysis/highlight.ts';
import { only, searchPath } from '../search/address.ts';
import { Card } from '../view/card.tsx';
import { Chosen } from '../view/chosen.tsx';
import { Completeness } from '../view/completeness.tsx';
import { Count } from '../view/count.tsx';
import { CriteriaPanel } from '../view/criteria-panel.tsx';
import { ExplainedHit, ExplainedOrder } from '../view/explained.tsx';
import * as icons from '../view/icons.tsx';
import { ResultsMap } from '../view/map.tsx';
import { Nothing } from '../view/nothing.tsx';
import { BeyondLast, Paging } from '../view/paging.tsx';
import { Breadcrumb, Compared, CountList, Exports, Lively } from '../view/portrait.tsx';
import { ReadingNotes } from '../view/reading.tsx';
import { letterOf, sealOf } from '../view/seal.ts';
import { SearchBox } from '../view/search-box.tsx';
import { Share } from '../view/share.tsx';
import { cardSize } from '../view/social-card.ts';
import { SaidBy, tellersOf } from '../view/teller.tsx';
import { faceOfTheme, texture } from '../view/texture.ts';
import { Trouble } from '../view/trouble.tsx';
import { UnderstoodNotes } from '../view/understood.tsx';
import { Wordmark } from '../view/wordmark.tsx';
import { Notice } from './account-frame.tsx';
import type { DesignProps } from './design.tsx';

/** The form that the shown criteria belong to. */
const form = 'exemple';

export const DesignComponents: FC<DesignProps> = ({ context, rooms, results, whole }) => {
  const { voice, country, assets } = context;
  const { words } = voice;
  const { design } = words;
  const { answer, cards } = results;
  const [first] = cards;
  const several = cards.find(({ project }) => project.sources.length > 1) ?? first;
  const themes = vocabularies.themes.concepts.filter(({ broader }) => broader === undefined);
  const theme = (id: string) => voice.set(labelOf('themes', id, voice.language));
  const [one, two] = themes;
  const q = voice.language === 'fr' ? 'jardin partagé' : 'shared garden';
  const asked = { ...noCriteria, q };
  const sample = (name: Told, children: Child) => (
    <Sample told={design[name]} note={design.note} name={name}>
      {children}
    </Sample>
  );
  const place = rooms.territories.territory('commune-44109');
  return (
    <>
      {sample('mark', <Wordmark voice={voice} home={voice.path('/')} />)}
      {sample(
        'buttons',
        <p class="chips">
          <a class="button" href={voice.path('/recherche')}>
            <icons.SearchIcon />
            {words.box.submit}
          </a>
          <a class="button soft" href={voice.path('/recherche')}>
            {words.search.everything}
          </a>
          <a class="go" href={voice.path('/recherche')}>
            {words.home.freshAll}
            <icons.ArrowIcon />
          </a>
        </p>,
      )}
      {sample(
        'chips',
        <>
          <ul class="chips">
            {[one, two].flatMap((concept) =>
              concept === undefined ? (
                []
              ) : (
                <li>
                  <a class="chip" href={searchPath(voice, only('theme', concept.id))}>
                    {theme(concept.id)} <Count voice={voice} count={whole.counts.theme.get(concept.id) ?? 0} />
                  </a>
                </li>
              ),
            )}
          </ul>
          <Chosen
            voice={voice}
            criteria={[words.search.words(q), ...(place === undefined ? [] : [place.name])].map((label) => ({
              label,
              href: voice.path('/recherche'),
            }))}
          />
        </>,
      )}
      {sample(
        'tags',
        <p class="chips">
          {one !== undefined && (
            <a class="tag" href={searchPath(voice, only('theme', one.id))}>
              {theme(one.id)}
            </a>
          )}
          <span class="flag">{words.demonstration.card}</span>
          {vocabularies.stages.concepts.map(({ id }) => (
            <span class={`stage stage-${id}`}>{voice.set(labelOf('stages', id, voice.language))}</span>
          ))}
        </p>,
      )}
      {sample(
        'field',
        <SearchBox
          voice={voice}
          form={form}
          label={design.field.title}
          q={q}
          where={place?.name ?? ''}
          shown={place?.id}
        />,
      )}
      {sample(
        'facets',
        <div class="narrow">
          <CriteriaPanel
            voice={voice}
            rooms={rooms}
            criteria={{ ...noCriteria, chosen: one === undefined ? {} : { theme: [one.id] } }}
            answer={answer}
            form={form}
          />
        </div>,
      )}
      {sample(
        'notices',
        <>
          <ReadingNotes
            voice={voice}
            criteria={asked}
            answer={{
              total: 1,
              reading: { all: true, unknown: ['xyzzy'], corrected: [{ from: 'jardn', to: 'jardin' }] },
            }}
            spelt={undefined}
          />
          {place !== undefined && (
            <UnderstoodNotes
              voice={voice}
              rooms={rooms}
              criteria={asked}
              read={{ typed: `${q} ${place.name}`, place }}
              places={[]}
              concepts={[]}
            />
          )}
          <Notice>{design.notices.done}</Notice>
          <Notice trouble>{design.notices.failed}</Notice>
        </>,
      )}
      {sample(
        'card',
        first === undefined ? (
          <p>{words.home.nothingYet}</p>
        ) : (
          <>
            <div class="column">
              <Card voice={voice} rooms={rooms} project={first.project} distance={3200} words={highlighter(q)} />
            </div>
            <ul class="cards across">
              {cards.map(({ project }) => (
                <li>
                  <Card voice={voice} rooms={rooms} project={project} upright />
                </li>
              ))}
            </ul>
          </>
        ),
      )}
      {sample(
        'why',
        <div class="column">
          <ExplainedOrder
            voice={voice}
            criteria={asked}
            counts={[{ word: q.split(' ')[0] ?? q, count: whole.total }]}
            hide="#composants"
          />
          {first !== undefined && (
            <ExplainedHit
              voice={voice}
              q={first.project.title}
              found={first}
              words={highlighter(first.project.title)!}
              best={first.hit.score}
            />
          )}
        </div>,
      )}
      {sample(
        'tellers',
        <>
          <ul class="chips" aria-label={design.tellers.seals}>
            {[...rooms.sources.values()].slice(0, 8).map(({ id, name }) => (
              <li>
                <span class={`seal seal-${sealOf(id)}`} role="img" aria-label={name[voice.language]}>
                  <span aria-hidden="true">{letterOf(name[voice.language])}</span>
                </span>
              </li>
            ))}
          </ul>
          {several !== undefined && (
            <>
              <p>
                {voice.set(several.project.title)}{' '}
                <SaidBy voice={voice} tellers={tellersOf(voice, rooms, several.project)} field="title" />
              </p>
              <Completeness voice={voice} project={several.project} />
            </>
          )}
        </>,
      )}
      {sample(
        'faces',
        <ul class="faces">
          {themes.map(({ id }) => {
            const face = faceOfTheme(id);
            return (
              <li>
                <div class={`face ink-${face.ink}`}>{raw(texture(id, face, 200, 120))}</div>
                <span class="quiet">{theme(id)}</span>
              </li>
            );
          })}
        </ul>,
      )}
      {sample(
        'lists',
        <>
          <CountList
            voice={voice}
            items={themes.slice(0, 3).map(({ id }) => ({
              href: voice.path(`/themes/${id}`),
              name: theme(id),
              count: whole.counts.theme.get(id) ?? 0,
            }))}
          />
          <Lively
            voice={voice}
            items={themes.slice(3, 8).map(({ id }, at) => ({
              href: voice.path(`/themes/${id}`),
              name: theme(id),
              count: at < 3 ? (whole.counts.theme.get(id) ?? 0) : 0,
            }))}
          />
          {one !== undefined && two !== undefined && (
            <Compared
              voice={voice}
              out={{
                more: [{ value: one.id, here: 31, everywhere: 12, shareHere: 0.31, shareEverywhere: 0.12 }],
                less: [{ value: two.id, here: 4, everywhere: 15, shareHere: 0.04, shareEverywhere: 0.15 }],
              }}
              show={(id) => ({ name: theme(id), href: voice.path(`/themes/${id}`) })}
            />
          )}
        </>,
      )}
      {sample(
        'map',
        <div class="shown-map">
          <ResultsMap
            voice={voice}
            rooms={rooms}
            country={country}
            ground={assets.ground}
            criteria={noCriteria}
            map={results.map}
            total={answer.total}
            projectHref={(id) => voice.path(`/projets/${id}`)}
          />
        </div>,
      )}
      {sample(
        'paths',
        <>
          <Breadcrumb voice={voice} trail={[{ name: words.about.nav.home, path: '/' }]} here={design.title} />
          <Paging voice={voice} page={2} last={3} previous="#composants" next="#composants" />
          <BeyondLast voice={voice} page={9} last={3} first="#composants" end="#composants" />
        </>,
      )}
      {sample('nothing', <Nothing voice={voice} rooms={rooms} criteria={asked} looser={[]} nearPlace={undefined} />)}
      {sample(
        'error',
        <Trouble voice={voice} kind="broken" example={{ form: 'exemple-erreur', label: design.error.title }} />,
      )}
      {sample(
        'picture',
        <img
          src={voice.path('/carte.png')}
          width={cardSize.width}
          height={cardSize.height}
          alt={design.picture.alt}
          loading="lazy"
        />,
      )}
      {sample(
        'icons',
        <ul class="icons">
          {Object.entries(icons).map(([name, Icon]) => (
            <li>
              <Icon />
              <code>{name}</code>
            </li>
          ))}
        </ul>,
      )}
      {sample(
        'share',
        <ul class="acts">
          <Share
            voice={voice}
            title={design.title}
            url={context.baseUrl + voice.path('/design')}
            scripted={assets.script !== undefined}
          />
        </ul>,
      )}
      {sample('exports', <Exports voice={voice} criteria={noCriteria} />)}
    </>
  );
};

type Design = DesignProps['context']['voice']['words']['design'];
/** The names of what has a use and a note. */
type Told = { [Name in keyof Design]: Design[Name] extends { use: string } ? Name : never }[keyof Design];

interface SampleProps {
  told: { title: string; use: string; access: string };
  note: string;
  name: string;
  children?: Child;
}

const Sample: FC<SampleProps> = ({ told, note, name, children }) => (
  <section class="sample" aria-labelledby={`composant-${name}`}>
    <h3 id={`composant-${name}`}>{told.title}</h3>
    <p class="use">{told.use}</p>
    <p class="use quiet">
      <b>{note}</b> {told.access}
    </p>
    <div class="shown">{children}</div>
  </section>
);
