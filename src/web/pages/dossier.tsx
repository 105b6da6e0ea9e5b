/** A collection as a dossier to print: a title page with what is in it, each project with its note, then sources and licences. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Standing } from '#connect/collections/items.ts';
import { type Project, projectPath } from '#model/project.ts';
import { licences } from '#model/source.ts';
import type { Rooms } from '../rooms.ts';
import { kindOf, placeOf } from '../view/card.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { prose } from '../view/prose.ts';
import { type CollectionProps, collectionPath, headOf, Lines } from './collections.tsx';

export const DossierPage: FC<CollectionProps & { today: string }> = (props) => {
  const { context, rooms, collection, standing, gone, query, today } = props;
  const { voice, baseUrl } = context;
  const words = voice.words.collections.view;
  const path = collectionPath(collection.id);
  return (
    <Page context={context} head={headOf(props, '/dossier')}>
      <div class="band">
        <div class="collection dossier">
          <header>
            <p class="kicker">{voice.words.siteName}</p>
            <h1>{voice.set(collection.title)}</h1>
            {collection.community !== undefined && (
              <p>{voice.words.collections.ofCommunity(voice.set(collection.community.name))}</p>
            )}
            <Lines text={collection.lead} />
            {standing.length > 0 && (
              <ol class="contents">
                {standing.map(({ project }) => (
                  <li>
                    <a href={`#p-${project.id}`}>{voice.set(project.title)}</a>
                  </li>
                ))}
              </ol>
            )}
            {gone > 0 && <p class="quiet">{words.gone(gone)}</p>}
            <p class="quiet">{words.printed(baseUrl + voice.path(path), voice.day(today))}</p>
            <p class="acts">
              <a href={voice.path(`${path}${query}`)}>{words.back}</a>
            </p>
          </header>
          {standing.map((item, rank) => (
            <ProjectTold context={context} rooms={rooms} item={item} rank={rank + 1} />
          ))}
          {standing.length > 0 && (
            <Sources context={context} rooms={rooms} projects={standing.map(({ project }) => project)} />
          )}
        </div>
      </div>
    </Page>
  );
};

interface ToldProps {
  context: PageContext;
  rooms: Rooms;
  item: Standing<Project>;
  rank: number;
}

const ProjectTold: FC<ToldProps> = ({ context, rooms, item: { project, note }, rank }) => {
  const { voice, baseUrl } = context;
  const words = voice.words.collections.view;
  const names = project.sources.map((id) => rooms.sources.get(id)?.name[voice.language] ?? id);
  const texts = [
    [words.results, project.results],
    [words.needed, project.needed],
    [words.lessons, project.lessons],
  ] as const;
  const about = [kindOf(voice, project), placeOf(voice, rooms.territories, project)].filter(Boolean);
  return (
    <article id={`p-${project.id}`}>
      <p class="kicker">{about.join('\u00a0· ')}</p>
      <h2>
        {rank}. {voice.set(project.title)}
      </h2>
      {project.summary !== '' && <p>{voice.set(project.summary)}</p>}
      {project.body !== '' && <div class="prose">{raw(prose(project.body))}</div>}
      {note !== '' && (
        <div class="item-note">
          <h3>{words.note}</h3>
          <Lines text={note} />
        </div>
      )}
      {texts.map(
        ([title, text]) =>
          text !== '' && (
            <>
              <h3>{title}</h3>
              <p>{voice.set(text)}</p>
            </>
          ),
      )}
      <p class="quiet">
        {project.holder !== undefined && `${words.holder} ${project.holder.name}. `}
        {words.toldBy(voice.list(names))}.
        <br />
        {baseUrl}
        {voice.path(`/projets/${projectPath(project)}`)}
      </p>
    </article>
  );
};

/** Whose words these are, under which licence, of what day: what a licence asks of whoever hands them on. */
const Sources: FC<{ context: PageContext; rooms: Rooms; projects: readonly Project[] }> = (props) => {
  const { context, rooms, projects } = props;
  const { voice } = context;
  const words = voice.words.collections.view;
  const told = new Map<
    string,
    { name: string; attribution: string; licence: string; latest: string; projects: number }
  >();
  for (const { tellings } of projects)
    for (const { source, attribution, licence, updatedAt = '' } of tellings) {
      const key = `${source} ${attribution} ${licence}`;
      const name = rooms.sources.get(source)?.name[voice.language] ?? source;
      const one = told.get(key) ?? { name, attribution, licence, latest: '', projects: 0 };
      if (updatedAt > one.latest) one.latest = updatedAt;
      one.projects++;
      told.set(key, one);
    }
  return (
    <section aria-labelledby="sources" class="dossier-sources">
      <h2 id="sources">{words.sources}</h2>
      <ul class="bullets">
        {[...told.values()].map(({ name, attribution, licence, latest, projects: count }) => {
          const known = licences[licence as keyof typeof licences];
          return (
            <li>
              {voice.set(name)}
              {voice.colon}
              {attribution},{' '}
              {known?.url ? (
                <a href={known.url} rel="license noopener">
                  {known.name}
                </a>
              ) : (
                (known?.name ?? licence)
              )}
              {known?.url && <span class="printed-only"> ({known.url})</span>}
              {' · '}
              {voice.words.collections.projects(count, voice.number(count))}
              {latest !== '' && ` · ${words.latest(voice.day(latest))}`}
            </li>
          );
        })}
      </ul>
      <p class="quiet">{words.sourcesNote}</p>
    </section>
  );
};
