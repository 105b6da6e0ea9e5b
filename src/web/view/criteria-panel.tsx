/** The panel of criteria: a group of checkboxes for each facet, each with the count that a click would give. */
import type { FC } from 'hono/jsx';
import { writeArea } from '#model/area.ts';
import { type Criteria, type FacetName, facetNames, facets } from '#model/criteria.ts';
import { vocabularies } from '#model/vocabulary.ts';
import type { FacetCount, SearchAnswer } from '#search/engine.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import { shownLevels } from '../search/ask.ts';
import { labelOfValue } from '../search/criteria-shown.ts';
import type { Voice } from '../text/language.ts';
import { Count } from './count.tsx';

interface PanelProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources' | 'territories'>;
  criteria: Criteria;
  answer: SearchAnswer;
  form: string;
}

/** Values shown before “n more”. */
const firstValues = 6;
const firstTerritories = 4;
/** Rows of the panel, of about 30 pixels, below which nothing can be in sight when the page comes. */
const rowsInSight = 24;
const openGroups = new Set(['theme', 'territory', 'audience', 'placeKind']);

export const CriteriaPanel: FC<PanelProps> = ({ voice, rooms, criteria, answer, form }) => {
  const { words } = voice;
  let rows = 0;
  const territoryGroup = <TerritoryGroup voice={voice} rooms={rooms} criteria={criteria} answer={answer} form={form} />;
  return (
    <carrefour-criteres class="panel" form={form}>
      {/* Shown where it is so: with script, on a wide screen. */}
      <p class="quiet at-once" hidden>
        {words.search.atOnce}
      </p>
      {facetNames.map((facet, rank) => {
        const counts = answer.facets[facet] ?? [];
        const told = counts.filter(({ value, count }) => count > 0 || criteria.chosen[facet]?.includes(value));
        // Where all are in one language there is nothing to choose.
        const values = facet === 'language' && told.length === 1 && !criteria.chosen[facet] ? [] : told;
        const open = openGroups.has(facet) || criteria.chosen[facet] !== undefined;
        const far = rows > rowsInSight;
        if (values.length > 0) rows += 2 + (open ? Math.min(values.length, firstValues + 1) : 0);
        if (rank === 0)
          for (const level of shownLevels)
            rows += 1 + Math.min(answer.territories[level]?.length ?? 0, firstTerritories + 1);
        const group = values.length > 0 && (
          <Group voice={voice} title={words.search.facets[facet]} open={open} far={far}>
            <Values
              voice={voice}
              name={facets[facet].parameter}
              form={form}
              values={facet === 'quality' ? byLevel(values) : inOrder(values, criteria.chosen[facet] ?? [])}
              chosen={criteria.chosen[facet] ?? []}
              label={(value) => labelOfValue(voice, rooms, facet, value)}
              broader={(value) => broaderOf(facet, value)}
              title={words.search.facets[facet]}
            />
          </Group>
        );
        return rank === 0 ? (
          <>
            {group}
            {territoryGroup}
          </>
        ) : (
          group
        );
      })}
      <Group
        voice={voice}
        title={words.search.started}
        open={criteria.yearFrom !== undefined || criteria.yearTo !== undefined}
      >
        <div class="years">
          <label>
            <span>{words.search.yearFrom}</span>
            <input
              form={form}
              name="de"
              inputmode="numeric"
              pattern="[0-9]{4}"
              maxlength={4}
              placeholder="2010"
              value={criteria.yearFrom ?? ''}
            />
          </label>
          <label>
            <span>{words.search.yearTo}</span>
            <input
              form={form}
              name="a"
              inputmode="numeric"
              pattern="[0-9]{4}"
              maxlength={4}
              placeholder="2026"
              value={criteria.yearTo ?? ''}
            />
          </label>
        </div>
      </Group>
      {criteria.near !== undefined && (
        <input type="hidden" form={form} name="pres" value={`${criteria.near.lat},${criteria.near.lon}`} />
      )}
      {criteria.near !== undefined && (
        <Group voice={voice} title={words.search.radius} open>
          <ul class="radii">
            {[5, 10, 20, 50, 100].map((km) => (
              <li>
                <label class="pick">
                  <input type="radio" form={form} name="rayon" value={km} checked={km === criteria.near?.radiusKm} />
                  <span>{words.search.km(voice.number(km))}</span>
                </label>
              </li>
            ))}
          </ul>
        </Group>
      )}
      {criteria.box !== undefined && <input type="hidden" form={form} name="cadre" value={criteria.box.join(',')} />}
      {criteria.area !== undefined && <input type="hidden" form={form} name="zone" value={writeArea(criteria.area)} />}
      {criteria.sort !== 'pertinence' && <input type="hidden" form={form} name="tri" value={criteria.sort} />}
      <div class="apply">
        <button class="button" type="submit" form={form}>
          {words.search.apply}
        </button>
      </div>
    </carrefour-criteres>
  );
};

function broaderOf(facet: FacetName, value: string): string | undefined {
  const { vocabulary } = facets[facet];
  return vocabulary && vocabularies[vocabulary].byId.get(value)?.broader;
}

/** Chosen values first, then by count as the engine gives them. */
const inOrder = (values: readonly FacetCount[], chosen: readonly string[]) => [
  ...values.filter(({ value }) => chosen.includes(value)),
  ...values.filter(({ value }) => !chosen.includes(value)),
];

/** A scale is read from its beginning. */
const byLevel = (values: readonly FacetCount[]) => values.toSorted((a, b) => Number(a.value) - Number(b.value));

interface GroupProps {
  voice: Voice;
  title: string;
  open: boolean;
  /** Below what can be in sight when the page comes. */
  far?: boolean;
  children?: unknown;
}

const Group: FC<GroupProps> = ({ title, open, far = false, children }) => (
  <details class={far ? 'group later far' : 'group later'} open={open}>
    <summary>
      <h3>{title}</h3>
    </summary>
    {/* biome-ignore lint/a11y/useSemanticElements: the legend is in the summary, where a fieldset cannot have it */}
    <div role="group" aria-label={title}>
      {children as never}
    </div>
  </details>
);

interface ValuesProps {
  voice: Voice;
  name: string;
  form: string;
  values: readonly FacetCount[];
  chosen: readonly string[];
  /** What they are values of. */
  title: string;
  label(value: string): string;
  /** The value under which another stands, folded away until asked for. */
  broader?(value: string): string | undefined;
  first?: number;
}

const Values: FC<ValuesProps> = (props) => {
  const { voice, name, form, values, chosen, title, label, broader, first = firstValues } = props;
  const known = new Set(values.map(({ value }) => value));
  const above = (value: string) => {
    const over = broader?.(value);
    return over !== undefined && known.has(over) ? over : undefined;
  };
  const top = values.filter(({ value }) => above(value) === undefined);
  const one = ({ value, count }: FacetCount) => (
    <li>
      <label class="pick">
        <input type="checkbox" form={form} name={name} value={value} checked={chosen.includes(value)} />
        <span>{label(value)}</span> <Count voice={voice} count={count} />
      </label>
      {narrower(value)}
    </li>
  );
  const narrower = (value: string) => {
    const below = values.filter((other) => above(other.value) === value);
    return (
      below.length > 0 && (
        <details class="more narrower" open={below.some((other) => chosen.includes(other.value))}>
          <summary>
            {voice.words.search.narrower(below.length)}
            <span class="unseen"> ({label(value)})</span>
          </summary>
          <ul>{below.map(one)}</ul>
        </details>
      )
    );
  };
  const shown = Math.max(first, top.filter(({ value }) => chosen.includes(value)).length);
  const rest = top.length - shown > 1 ? top.slice(shown) : [];
  return (
    <>
      <ul>{top.slice(0, top.length - rest.length).map(one)}</ul>
      {rest.length > 0 && (
        <details class="more">
          <summary>
            {voice.words.search.more(rest.length)}
            <span class="unseen"> ({title})</span>
          </summary>
          <ul>{rest.map(one)}</ul>
        </details>
      )}
    </>
  );
};

const TerritoryGroup: FC<PanelProps> = ({ voice, rooms, criteria, answer, form }) => {
  const { words } = voice;
  const listed = new Set<string>();
  const levels = shownLevels.map((level) => {
    const values = (answer.territories[level] ?? []).filter(
      ({ value, count }) => count > 0 || criteria.territories.includes(value),
    );
    for (const { value } of values) listed.add(value);
    return { level, values };
  });
  const hidden = criteria.territories.filter((id) => !listed.has(id));
  const name = (id: string) => voice.set(rooms.territories.territory(id)?.name ?? id);
  if (listed.size === 0 && hidden.length === 0) return null;
  const only = criteria.territories.length === 1 ? rooms.territories.territory(criteria.territories[0]!) : undefined;
  return (
    <Group voice={voice} title={words.search.territory} open>
      {hidden.map((id) => (
        <input type="hidden" form={form} name="territoire" value={id} />
      ))}
      {only?.centre !== undefined && only.level === 'commune' && (
        <p class="widen">
          {words.search.widen(voice.set(only.name))}
          {[10, 20, 50].map((radiusKm) => (
            <a
              class="chip"
              href={searchPath(
                voice,
                changed(criteria, {
                  territories: [],
                  near: { lat: only.centre!.lat, lon: only.centre!.lon, radiusKm },
                  sort: 'distance',
                }),
                { ici: only.id },
              )}
            >
              {words.search.km(voice.number(radiusKm))}
            </a>
          ))}
        </p>
      )}
      {levels.map(
        ({ level, values }) =>
          values.length > 0 && (
            <fieldset>
              <legend>{words.search.levels[level]}</legend>
              <Values
                voice={voice}
                name="territoire"
                form={form}
                values={inOrder(values, criteria.territories)}
                chosen={criteria.territories}
                label={name}
                first={firstTerritories}
                title={words.search.levels[level]}
              />
            </fieldset>
          ),
      )}
    </Group>
  );
};
