/** Collections as they are read: the public ones, one of them. */
import type { FC } from 'hono/jsx';
import type { Collection, Listed } from '#connect/collections/collection.ts';
import type { Standing } from '#connect/collections/items.ts';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import { Card } from '../view/card.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { Paging } from '../view/paging.tsx';

export const collectionPath = (id: string): string => `/carnets/${id}`;
export const ownCollectionPath = (id: string): string => `/compte/carnets/${id}`;
export const exportFiles = ['csv', 'geojson', 'json'] as const;

export const CollectionList: FC<{ context: PageContext; collections: readonly Listed[]; own?: boolean }> = (props) => {
  const { context, collections, own = false } = props;
  const { voice } = context;
  const words = voice.words.collections;
  return (
    <ul class="alerts">
      {collections.map(({ id, title, lead, items, visibility, updatedAt, community, fictitious }) => (
        <li>
          <p>
            <a href={voice.path(own ? ownCollectionPath(id) : collectionPath(id))}>
              <b>{voice.set(title)}</b>
            </a>{' '}
            {fictitious && <span class="flag">{voice.words.demonstration.card}</span>}{' '}
            {own && (
              <span class="flag">
                {(community === undefined ? words.visibilities : words.visibilitiesOfMany)[visibility]}
              </span>
            )}
            {community !== undefined && <span class="quiet">{words.ofCommunity(voice.set(community.name))}</span>}{' '}
            <span class="quiet">
              {words.projects(items, voice.number(items))}, {words.changed(voice.day(updatedAt.toISOString()))}
            </span>
          </p>
          {lead !== '' && <p>{lead.length > 200 ? `${lead.slice(0, 200)}…` : lead}</p>}
        </li>
      ))}
    </ul>
  );
};

interface IndexProps {
  context: PageContext;
  collections: readonly Listed[];
  page: number;
  last: number;
}

export const CollectionsPage: FC<IndexProps> = ({ context, collections, page, last }) => {
  const { voice } = context;
  const words = voice.words.collections.index;
  const path = (at: number) => (at === 1 ? '/carnets' : `/carnets?page=${at}`);
  const title = page === 1 ? words.title : `${words.title} (${voice.words.search.onPage(voice.number(page))})`;
  return (
    <Page context={context} head={{ title, description: words.lead, path: path(page) }}>
      <div class="band">
        <div class="account">
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          <p>
            <a class="button soft" href={voice.path('/compte/carnets')}>
              {words.own}
            </a>
          </p>
          {collections.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <CollectionList context={context} collections={collections} />
          )}
          {last > 1 && (
            <Paging
              voice={voice}
              page={page}
              last={last}
              previous={page > 1 ? voice.path(path(page - 1)) : undefined}
              next={page < last ? voice.path(path(page + 1)) : undefined}
            />
          )}
        </div>
      </div>
    </Page>
  );
};

export interface CollectionProps {
  context: PageContext;
  rooms: Rooms;
  collection: Collection;
  standing: readonly Standing<Project>[];
  gone: number;
  own: boolean;
  /** What the address needs to open it: the key of a shared link. */
  query: string;
}

/** Lines of a text as paragraphs. */
export const Lines: FC<{ text: string }> = ({ text }) =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => <p class="lines">{part}</p>);

export const headOf = ({ context, collection, query }: CollectionProps, more = '') => ({
  title: context.voice.set(collection.title),
  description: collection.lead.slice(0, 200) || context.voice.words.collections.view.kicker,
  path: `${collectionPath(collection.id)}${more}${query}`,
  unlisted: collection.visibility !== 'public' || more !== '',
});

export const CollectionPage: FC<CollectionProps> = (props) => {
  const { context, rooms, collection, standing, gone, own, query } = props;
  const { voice } = context;
  const words = voice.words.collections.view;
  const path = collectionPath(collection.id);
  return (
    <Page context={context} head={headOf(props)}>
      <div class="band">
        <div class="collection">
          <header>
            <p class="kicker">{words.kicker}</p>
            <h1>{voice.set(collection.title)}</h1>
            {collection.community !== undefined && (
              <p>
                <a href={voice.path(`/communautes/${collection.community.id}`)}>
                  {voice.words.collections.ofCommunity(voice.set(collection.community.name))}
                </a>
              </p>
            )}
            {collection.fictitious && <p class="note">{voice.words.demonstration.circle}</p>}
            <Lines text={collection.lead} />
            <ul class="acts">
              {own && (
                <li>
                  <a class="button" href={voice.path(ownCollectionPath(collection.id))}>
                    {words.edit}
                  </a>
                </li>
              )}
              <li>
                <a class="button soft" href={voice.path(`${path}/dossier${query}`)}>
                  {words.dossier}
                </a>
              </li>
            </ul>
          </header>
          {standing.length === 0 && <p>{words.empty}</p>}
          <ol class="cards">
            {standing.map(({ project, note }) => (
              <li>
                <Card voice={voice} rooms={rooms} project={project} />
                {note !== '' && (
                  <div class="item-note">
                    <Lines text={note} />
                  </div>
                )}
              </li>
            ))}
          </ol>
          {gone > 0 && <p class="quiet">{words.gone(gone)}</p>}
          {standing.length > 0 && (
            <section class="tools" aria-labelledby="fichiers">
              <h2 id="fichiers">{words.files}</h2>
              <ul class="chips">
                {exportFiles.map((format) => (
                  <li>
                    <a class="chip" href={voice.path(`${path}/carnet.${format}${query}`)} rel="nofollow">
                      {format === 'geojson' ? 'GeoJSON' : format.toUpperCase()}
                    </a>
                  </li>
                ))}
              </ul>
              <p class="quiet">{words.filesNote}</p>
            </section>
          )}
          {collection.visibility === 'public' && !own && rooms.circleReports !== undefined && (
            <p class="quiet">
              <a href={voice.path(`${path}/signaler`)} rel="nofollow">
                {words.report}
              </a>
            </p>
          )}
        </div>
      </div>
    </Page>
  );
};
