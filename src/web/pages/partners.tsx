/** Every partner, in the order of names: one partner, one vote. */
import type { FC } from 'hono/jsx';
import { licences, type Manifest } from '#model/source.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from '../search/whole.ts';
import { Apart } from '../view/apart.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { Part, PortraitHead } from '../view/portrait.tsx';
import { letterOf, sealOf } from '../view/seal.ts';
import { SearchBox } from '../view/search-box.tsx';

interface PartnersProps {
  context: PageContext;
  rooms: Rooms;
  whole: Whole;
  /** By source id, the end of its last complete reading. */
  freshness: ReadonlyMap<string, Date>;
}

export const PartnersPage: FC<PartnersProps> = ({ context, rooms, whole, freshness }) => {
  const { voice } = context;
  const { words } = voice;
  const { index } = words.partners;
  const countOf = ({ id }: Manifest) => whole.counts.partner.get(id) ?? 0;
  const sources = [...rooms.sources.values()]
    .filter(({ listed }) => listed)
    .sort((a, b) => a.name[voice.language].localeCompare(b.name[voice.language], 'fr'));
  const telling = sources.filter((source) => countOf(source) > 0);
  const waiting = sources.filter((source) => countOf(source) === 0);
  const list = (some: readonly Manifest[]) => (
    <ul class="partners">
      {some.map((source) => {
        const read = freshness.get(source.id);
        return (
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
                  {countOf(source) > 0 && `${words.count.projects(countOf(source), voice.number(countOf(source)))} · `}
                  {licences[source.licence].name}
                </span>
                {read !== undefined && (
                  <>
                    <Apart />
                    <span class="quiet">{words.partners.index.read(voice.day(read.toISOString()))}</span>
                  </>
                )}
                {source.demonstration && (
                  <>
                    <Apart />
                    <span class="flag">{words.demonstration.short}</span>
                  </>
                )}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{ title: index.title, description: index.lead, path: '/partenaires' }}
    >
      <div class="band">
        <PortraitHead>
          <h1>{index.heading}</h1>
          <p class="lead">{index.lead}</p>
          {telling.some(({ demonstration }) => demonstration) && (
            <p class="note">{words.demonstration.all(telling.length)}</p>
          )}
        </PortraitHead>
      </div>
      {telling.length > 0 && (
        <section class="band part" aria-label={index.title}>
          {list(telling)}
        </section>
      )}
      {waiting.length > 0 && (
        <Part id="attente" title={index.waiting} aside={<p class="quiet">{index.waitingLead}</p>}>
          {list(waiting)}
        </Part>
      )}
    </Page>
  );
};
