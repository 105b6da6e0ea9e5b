/** Projects for 100,000 inhabitants by département: five tints, and hatches where no partner has declared anything. */
import type { FC } from 'hono/jsx';
import type { Coverage } from '../search/observatory.ts';
import type { Voice } from '../text/language.ts';
import type { Country } from '../view/country.ts';

/** The least rate of each class: as many départements in each, as far as equal rates allow. */
export function classesOf(coverage: readonly Coverage[]): number[] {
  const rates = coverage.flatMap(({ rate }) => rate ?? []).sort((a, b) => a - b);
  const starts = [0, 1, 2, 3, 4].map((part) => rates[Math.floor((part * rates.length) / 5)]);
  return [...new Set(starts.flatMap((rate) => rate ?? []))];
}

export const classOf = (classes: readonly number[], rate: number) => classes.findLastIndex((least) => rate >= least);

interface CoverageMapProps {
  voice: Voice;
  country: Country;
  /** The address of the file of outlines. */
  outlines: string;
  coverage: readonly Coverage[];
  name: string;
}

export const CoverageMap: FC<CoverageMapProps> = ({ voice, country, outlines, coverage, name }) => {
  const { observatory } = voice.words;
  const classes = classesOf(coverage);
  const tint = (rate: number) => `tint-${5 - classes.length + classOf(classes, rate)}`;
  return (
    <>
      <svg class="coverage" viewBox={`-8 -8 ${country.width + 16} ${country.height + 16}`} role="img" aria-label={name}>
        <Hatches id="hachures" />
        {country.frames.slice(1).map(({ x, y, width, height }) => (
          <rect class="water" x={x} y={y} width={width} height={height} rx="14" />
        ))}
        {coverage.map(({ territory, rate, projects }) => (
          <use
            href={`${outlines}#${territory.id}`}
            class={rate === undefined ? 'departement' : `departement ${tint(rate)}`}
            {...(rate === undefined && { fill: 'url(#hachures)' })}
          >
            <title>
              {voice.set(territory.name)} :{' '}
              {rate === undefined
                ? observatory.noData
                : `${voice.decimal(rate)} (${voice.words.count.projects(projects, voice.number(projects))})`}
            </title>
          </use>
        ))}
        {country.frames.slice(1).map(({ x, y, width, height, label }) => (
          <text class="inset">
            {label.map((line, at) => (
              <tspan x={x + width / 2} y={y + height - 9 - (label.length - 1 - at) * 17}>
                {line}
              </tspan>
            ))}
          </text>
        ))}
      </svg>
      <ul class="tints">
        {classes.map((least, at) => (
          <li>
            <svg viewBox="0 0 24 16" aria-hidden="true">
              <rect class={`departement ${tint(least)}`} width="24" height="16" rx="3" />
            </svg>
            {classes[at + 1] === undefined
              ? observatory.from(voice.decimal(least))
              : observatory.between(voice.decimal(least), voice.decimal(classes[at + 1]!))}
          </li>
        ))}
        <li>
          <svg viewBox="0 0 24 16" aria-hidden="true">
            <Hatches id="hachures-legende" />
            <rect class="departement" fill="url(#hachures-legende)" width="24" height="16" rx="3" />
          </svg>
          {observatory.noData}
        </li>
      </ul>
    </>
  );
};

const Hatches: FC<{ id: string }> = ({ id }) => (
  <defs>
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="7" height="7" />
      <rect class="hatch" width="2" height="7" />
    </pattern>
  </defs>
);
