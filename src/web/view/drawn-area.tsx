/** A drawn area on the map that the server draws: in each frame that it meets, cut at the frame's edge. */
import type { FC } from 'hono/jsx';
import { inSteps } from '#lib/polygon.ts';
import { type Area, boundsOf, cornersOf } from '#model/area.ts';
import type { Country, DrawnFrame } from './country.ts';

interface Part {
  frame: DrawnFrame;
  /** Degrees that bring the area's longitudes to the frame's. */
  turn: number;
  /** What of the frame the bounds of the area cover, in degrees: west, south, east, north. */
  box: [number, number, number, number];
}

/** The frames that the area meets. */
export function framesOf(area: Area, { frames }: Pick<Country, 'frames'>): Part[] {
  const [west, south, east, north] = boundsOf(area);
  return frames.flatMap((frame): Part[] => {
    const [left, bottom, right, top] = frame.box;
    return [-360, 0, 360].flatMap((turn) => {
      const box: Part['box'] = [
        Math.max(left, west + turn),
        Math.max(bottom, south),
        Math.min(right, east + turn),
        Math.min(top, north),
      ];
      return box[0] < box[2] && box[1] < box[3] ? [{ frame, turn, box }] : [];
    });
  });
}

/** Degrees: the cone of the mainland bends sides that are straight in degrees. */
const step = 0.25;

export const DrawnArea: FC<{ area: Area; country: Country; frame?: string | undefined }> = (props) => {
  const { area, country, frame: only } = props;
  const corners = inSteps(cornersOf(area), step);
  return (
    <>
      {framesOf(area, country)
        .filter(({ frame }) => only === undefined || frame.id === only)
        .map(({ frame: { id, x, y, width, height }, turn }) => {
          const places = corners.flatMap(([lon, lat]) => {
            const at = country.projectInto(id, lat, lon + turn);
            return at === undefined ? [] : [`${at.x.toFixed(1)} ${at.y.toFixed(1)}`];
          });
          return (
            <svg aria-hidden="true" x={x} y={y} width={width} height={height} viewBox={`${x} ${y} ${width} ${height}`}>
              <path class="zone" d={`M${places.join('L')}z`} vector-effect="non-scaling-stroke" />
            </svg>
          );
        })}
    </>
  );
};
