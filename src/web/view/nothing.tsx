/** A search that finds nothing, and the nearest ones that find something: no road ends here. */
import type { FC } from 'hono/jsx';
import { type Criteria, facetNames, noCriteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import type { Loosened, Loosening, Part } from '#search/understand/loosen.ts';
import type { Rooms } from '../rooms.ts';
import { searchPath } from '../search/address.ts';
import { labelOfValue, shownCriteria } from '../search/criteria-shown.ts';
import { fullName, placeParameters } from '../search/place.ts';
import type { Voice } from '../text/language.ts';

interface NothingProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources' | 'territories' | 'contributions'>;
  criteria: Criteria;
  looser: readonly Loosening[];
  /** The territory whose centre `near` is. */
  nearPlace: Territory | undefined;
}

export const Nothing: FC<NothingProps> = (props) => {
  const { voice, criteria, looser, nearPlace } = props;
  const { words } = voice;
  const asked = shownCriteria(voice, props.rooms, criteria).length;
  const said = [words.search.nothingAtAll, words.search.nothingOne][asked] ?? words.search.nothing;
  return (
    <div class="nothing">
      <p class="lead">{said}</p>
      {looser.length > 0 && (
        <>
          <p>{looser[0]?.step.how === 'only' ? words.search.nothingAlone : words.search.nothingHelp}</p>
          <ul>
            {looser.map(({ step, criteria: wider, total }) => (
              <li>
                <a
                  href={searchPath(
                    voice,
                    wider,
                    wider.near !== undefined && nearPlace !== undefined
                      ? { [placeParameters.shown]: nearPlace.id }
                      : {},
                  )}
                >
                  <b class="num">{words.count.projects(total, voice.number(total))}</b> {stepInWords(props, step)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {asked > 0 && <p class="quiet">{words.search.nothingSpell}</p>}
      <p>
        <a class="button soft" href={searchPath(voice, noCriteria)}>
          {words.search.everything}
        </a>
      </p>
      {props.rooms.contributions !== undefined && (
        <p>
          {words.contribute.addLead} <a href={voice.path('/contribuer/projet')}>{words.contribute.add}</a>
        </p>
      )}
    </div>
  );
};

function stepInWords(props: NothingProps, step: Loosened): string {
  const { voice, rooms, nearPlace } = props;
  const { search } = voice.words;
  switch (step.how) {
    case 'quotes':
      return search.withoutQuotes;
    case 'widened': {
      const place = rooms.territories.territory(step.to);
      return search.widened(place === undefined ? step.to : fullName(place, rooms.territories));
    }
    case 'radius': {
      const km = voice.number(step.radiusKm);
      return nearPlace === undefined ? search.aroundPoint(km) : search.around(km, nearPlace.name);
    }
    case 'without-word':
      return search.without(search.words(step.word.replace(/["«»“”]/g, '')));
    case 'without':
      return search.without(partInWords(props, step.part));
    case 'only':
      return search.onlyWith(partInWords(props, step.part));
  }
}

function partInWords({ voice, rooms, criteria, nearPlace }: NothingProps, part: Part): string {
  const { search } = voice.words;
  const { near } = criteria;
  switch (part) {
    case 'words':
      return search.words(criteria.q);
    case 'territories':
      return voice.list(criteria.territories.map((id) => rooms.territories.territory(id)?.name ?? id));
    case 'near': {
      const km = voice.number(near?.radiusKm ?? 0);
      return nearPlace === undefined ? search.aroundPoint(km) : search.around(km, nearPlace.name);
    }
    case 'years':
      return search.years(criteria.yearFrom, criteria.yearTo);
    case 'box':
      return search.inFrame;
    case 'area':
      return search.inArea;
    default: {
      const facet = facetNames.find((name) => name === part)!;
      return voice.list((criteria.chosen[facet] ?? []).map((value) => labelOfValue(voice, rooms, facet, value)));
    }
  }
}
