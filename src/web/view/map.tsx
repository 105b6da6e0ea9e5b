/** The map that the server draws: outlines, and clusters that are links. The interactive one takes its place on demand. */
import type { FC } from 'hono/jsx';
import type { Criteria } from '#model/criteria.ts';
import type { MapCluster } from '#search/engine.ts';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { DrawnMap } from '../search/ask.ts';
import type { Voice } from '../text/language.ts';
import type { Country, DrawnFrame } from './country.ts';
import { DrawnArea } from './drawn-area.tsx';
import { pushApart } from './push-apart.ts';

interface MapProps {
  voice: Voice;
  rooms: Pick<Rooms, 'territories'>;
  country: Country;
  ground: string;
  criteria: Criteria;
  map: DrawnMap;
  total: number;
  /** Where a single project leads. */
  projectHref(id: string): string;
  /** The fragment that keeps the map in sight on narrow screens. */
  fragment?: string;
  /** Path data of what the map is about, drawn under the markers. */
  outline?: string | undefined;
}

export const ResultsMap: FC<MapProps> = (props) => {
  const { voice, rooms, country, ground, criteria, map, total, projectHref, fragment = '', outline } = props;
  const { words } = voice;
  const [x, y, width, height] = map.view;
  // One unit of a marker: a 560th of the drawn width, so that markers keep their size whatever the zoom.
  const unit = width / 560;
  const insets = map.frame === undefined ? country.frames.slice(1) : [];
  const spread = apart(map.clusters, unit, map.view, insets);
  const largest = Math.max(1, ...spread.map(({ cluster }) => cluster.count));
  const nameOf = (mark: Mark) => rooms.territories.communeAt(mark.cluster)?.name ?? '';
  const towns =
    map.frame === undefined || spread.length > mostTowns ? new Set<Mark>() : townsToName(spread, nameOf, unit);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing
    <svg
      class={map.frame === undefined ? 'map' : 'map near'}
      preserveAspectRatio={map.frame === undefined ? 'xMidYMid meet' : 'xMidYMid slice'}
      viewBox={`${r(x)} ${r(y)} ${r(width)} ${r(height)}`}
      role="group"
      aria-label={words.map.of(total, voice.number(total))}
    >
      <BaseMap country={country} ground={ground} frame={map.frame} />
      {criteria.area !== undefined && <DrawnArea area={criteria.area} country={country} frame={map.frame} />}
      {outline && <path class="extent" d={outline} vector-effect="non-scaling-stroke" />}
      {spread.map((mark) => {
        const { cluster } = mark;
        const place = nameOf(mark);
        const size = radius(cluster.count, largest) * unit;
        const label =
          cluster.id === undefined
            ? words.map.cluster(cluster.count, voice.number(cluster.count), place)
            : words.map.one(place);
        const href =
          cluster.id === undefined
            ? searchPath(voice, changed(criteria, { box: boxOf(cluster) })) + fragment
            : projectHref(cluster.id);
        return (
          <a
            class={cluster.id === undefined ? 'cluster' : 'cluster one'}
            href={href}
            aria-label={label}
            data-box={boxOf(cluster).join(',')}
          >
            <circle class="touch" cx={r(mark.x)} cy={r(mark.y)} r={r(Math.max(size, 20 * unit))} />
            <circle class="halo" cx={r(mark.x)} cy={r(mark.y)} r={r(size + 5 * unit)} />
            <circle class="disc" cx={r(mark.x)} cy={r(mark.y)} r={r(size)} />
            {cluster.count > 1 && (
              <text class="count" x={r(mark.x)} y={r(mark.y)} font-size={r(fontSize(cluster.count) * unit)}>
                {short(voice, cluster.count)}
              </text>
            )}
          </a>
        );
      })}
      {map.frame === undefined && <FrameNames country={country} />}
      {towns.size > 0 && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG takes no focus
        <g class="towns" aria-hidden="true" font-size={r(15 * unit)} stroke-width={r(4 * unit)}>
          {[...towns].map((mark) => (
            <text x={r(mark.x)} y={r(mark.y + (radius(mark.cluster.count, largest) + 17) * unit)}>
              {nameOf(mark)}
            </text>
          ))}
        </g>
      )}
    </svg>
  );
};

interface BaseMapProps {
  country: Country;
  /** The address of the country's file. */
  ground: string;
  frame?: string | undefined;
}

/** Land with its coasts, and borders, by reference. */
export const BaseMap: FC<BaseMapProps> = ({ country, ground, frame }) => {
  const part = (layer: string) => `${ground}#${frame === undefined ? layer : `${layer}-${frame}`}`;
  return (
    <>
      {frame === undefined &&
        country.frames
          .slice(1)
          .map(({ x, y, width, height }) => <rect class="water" x={x} y={y} width={width} height={height} rx="14" />)}
      <use class="land" href={part('land')} />
      <use class="border" href={part('border')} />
    </>
  );
};

/** The names of the overseas frames, over whatever stands in them; the links below take the clicks. */
const FrameNames: FC<{ country: Country }> = ({ country }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG takes no focus
  <g class="insets" aria-hidden="true">
    {country.frames.slice(1).map(({ x, y, width, height, label }) => (
      <text class="inset">
        {label.map((line, at) => (
          <tspan x={r(x + width / 2)} y={r(y + height - 9 - (label.length - 1 - at) * 17)}>
            {line}
          </tspan>
        ))}
      </text>
    ))}
  </g>
);

const r = (n: number) => Math.round(n * 10) / 10;

/** In 560ths of the width: what is added to the smallest disc that holds a number has an area that tells the count. */
const radius = (count: number, largest: number) =>
  count === 1 ? 7 : 12.5 + 15 * Math.sqrt(count / Math.max(largest, 24));
const fontSize = (count: number) => (count >= 1000 ? 12.5 : count >= 100 ? 14 : 14.5);
const short = (voice: Voice, count: number) =>
  count >= 10_000 ? `${voice.number(Math.floor(count / 1000))} k` : voice.number(count);

type Mark = { cluster: MapCluster; x: number; y: number };

/** With more markers than this their towns are not written. */
const mostTowns = 14;

/** The markers that have room below them for the name of their town. */
function townsToName(marks: readonly Mark[], nameOf: (mark: Mark) => string, unit: number): Set<Mark> {
  const taken = marks.map(({ x, y }) => ({ x, y: y, halfWidth: 12 * unit, halfHeight: 12 * unit }));
  const named = new Set<Mark>();
  for (const mark of marks) {
    const name = nameOf(mark);
    const label = { x: mark.x, y: mark.y + 27 * unit, halfWidth: name.length * 4 * unit, halfHeight: 9 * unit };
    const free = taken.every(
      (other) =>
        Math.abs(other.x - label.x) > other.halfWidth + label.halfWidth ||
        Math.abs(other.y - label.y) > other.halfHeight + label.halfHeight,
    );
    if (name === '' || !free) continue;
    taken.push(label);
    named.add(mark);
  }
  return named;
}

/** The markers with room around each, all inside the view, those of an inset inside it and above its name. */
function apart(
  clusters: readonly Mark[],
  unit: number,
  [left, top, width, height]: DrawnMap['view'],
  insets: readonly DrawnFrame[],
): Mark[] {
  const largest = Math.max(1, ...clusters.map(({ cluster }) => cluster.count));
  const marks = clusters.map((mark) => ({
    ...mark,
    room: Math.max(12, radius(mark.cluster.count, largest) + 3) * unit,
    inset: insets.find((one) => isIn(one, mark)),
  }));
  pushApart(marks, 3 * unit);
  for (const mark of marks) {
    if (mark.inset !== undefined) {
      const { x, y, caption, ...inset } = mark.inset;
      mark.x = Math.min(Math.max(mark.x, x + mark.room), x + inset.width - mark.room);
      mark.y = Math.min(Math.max(mark.y, y + mark.room), y + inset.height - caption - mark.room);
      continue;
    }
    const room = mark.room + 3 * unit;
    if (mark.x > left && mark.x < left + width) mark.x = Math.min(Math.max(mark.x, left + room), left + width - room);
    if (mark.y > top && mark.y < top + height) mark.y = Math.min(Math.max(mark.y, top + room), top + height - room);
  }
  // Small ones last, above the large.
  return marks.sort((a, b) => b.cluster.count - a.cluster.count);
}

const isIn = ({ x, y, width, height }: DrawnFrame, mark: Mark) =>
  mark.x >= x && mark.x <= x + width && mark.y >= y && mark.y <= y + height;

/** The smallest box that holds the cluster's points, rounded outwards to about 10 m. */
export function boxOf({ box: [west, south, east, north] }: MapCluster): NonNullable<Criteria['box']> {
  const down = (n: number) => Math.floor(n * 1e4 - 0.5) / 1e4;
  const up = (n: number) => Math.ceil(n * 1e4 + 0.5) / 1e4;
  return [down(west), down(south), up(east), up(north)];
}
