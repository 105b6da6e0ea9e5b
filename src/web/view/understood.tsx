/** What was understood of the words, how to search them as they are, and the criteria that they name. */
import type { FC } from 'hono/jsx';
import type { Criteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import { labelOfValue } from '../search/criteria-shown.ts';
import { fullName, placeParameters } from '../search/place.ts';
import { type ConceptOffer, type PlaceOffer, understoodParameters } from '../search/understood.ts';
import type { Voice } from '../text/language.ts';
import { Count } from './count.tsx';

export interface Understanding {
  /** The words as typed and the place that was read in them. */
  read: { typed: string; place: Territory } | undefined;
  places: readonly PlaceOffer[];
  concepts: readonly ConceptOffer[];
}

interface UnderstoodProps extends Understanding {
  voice: Voice;
  rooms: Pick<Rooms, 'sources' | 'territories'>;
  criteria: Criteria;
}

export const UnderstoodNotes: FC<UnderstoodProps> = ({ voice, rooms, criteria, read, places, concepts }) => {
  const { words } = voice;
  if (read === undefined && places.length + concepts.length === 0) return null;
  return (
    <div class="notes">
      {read !== undefined && (
        <p class="note">
          {words.search.understood(
            criteria.q,
            criteria.near === undefined
              ? fullName(read.place, rooms.territories)
              : words.search.around(voice.number(criteria.near.radiusKm), read.place.name),
          )}{' '}
          <a
            href={searchPath(voice, changed(criteria, { q: read.typed, territories: [], near: undefined }), {
              [understoodParameters.asTyped]: 'tels',
            })}
          >
            {words.search.keepWord(read.typed)}
          </a>
        </p>
      )}
      {places.length + concepts.length > 0 && (
        <div class="offers">
          <p class="quiet" id="preciser">
            {words.search.offers}
          </p>
          <ul class="chips" aria-labelledby="preciser">
            {places.map(({ territory, near, criteria: asked, total }) => (
              <li>
                <a
                  class="chip"
                  href={searchPath(voice, asked, near === undefined ? {} : { [placeParameters.shown]: near.id })}
                >
                  {words.search.offered(words.search.territory, fullName(territory, rooms.territories))}{' '}
                  <Count voice={voice} count={total} />
                </a>
              </li>
            ))}
            {concepts.map(({ facet, id, criteria: asked, total }) => (
              <li>
                <a class="chip" href={searchPath(voice, asked)}>
                  {words.search.offered(words.search.facets[facet], labelOfValue(voice, rooms, facet, id))}{' '}
                  <Count voice={voice} count={total} />
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
};
