/** The observatory: charts with their tables, the map of coverage, and the date of it all. */
import type { Child, FC } from 'hono/jsx';
import { type Chart, chartsOf } from '../observatory/charts.ts';
import { CoverageMap } from '../observatory/coverage-map.tsx';
import { Bars, Columns } from '../observatory/drawing.tsx';
import type { Rooms } from '../rooms.ts';
import type { Coverage, Observatory } from '../search/observatory.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { SearchBox } from '../view/search-box.tsx';

interface ObservatoryProps {
  context: PageContext;
  rooms: Rooms;
  figures: Observatory;
}

const path = '/observatoire';

export const ObservatoryPage: FC<ObservatoryProps> = ({ context, rooms, figures }) => {
  const { voice, baseUrl } = context;
  const { observatory } = voice.words;
  const { whole, counts } = figures;
  const iso = figures.at.toISOString();
  const day = voice.day(iso);
  const address = baseUrl + voice.path(path);
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{
        title: observatory.title,
        description: observatory.lead,
        path,
        data: {
          '@context': 'https://schema.org',
          '@type': 'Dataset',
          name: observatory.heading,
          description: observatory.lead,
          url: address,
          dateModified: iso,
          license: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
          creator: { '@type': 'Organization', name: voice.words.siteName, url: baseUrl },
          distribution: files(voice).map((file) => ({
            '@type': 'DataDownload',
            encodingFormat: 'text/csv',
            contentUrl: baseUrl + file,
          })),
        },
      }}
    >
      <div class="band observatory">
        <div class="plain">
          <h1>{observatory.heading}</h1>
          <p class="lead">{observatory.lead}</p>
          <p>
            <b class="big num">{observatory.total(whole.total, voice.number(whole.total))}</b>{' '}
            <span class="quiet">
              · <time datetime={iso}>{observatory.counted(day, iso.slice(11, 16))}</time>
            </span>
          </p>
          <p>{observatory.caution}</p>
          <p class="quiet">
            {observatory.cite} {observatory.citation(day, address)}
          </p>
        </div>
        <CoverageFigure context={context} coverage={figures.coverage} day={day} />
        <div class="charts">
          {chartsOf(voice, rooms, figures).map((chart) => (
            <ChartFigure
              voice={voice}
              chart={chart}
              total={whole.total}
              day={day}
              note={
                chart.name === 'debuts' && counts.withoutStart > 0
                  ? observatory.withoutStart(counts.withoutStart, voice.number(counts.withoutStart))
                  : undefined
              }
            />
          ))}
        </div>
      </div>
    </Page>
  );
};

const fileOf = (voice: Voice, name: string) => voice.path(`${path}/${name}.csv`);
const files = (voice: Voice) =>
  ['couverture', 'themes', 'natures', 'etapes', 'debuts', 'partenaires', 'arrivees'].map((name) => fileOf(voice, name));

interface FigureProps {
  voice: Voice;
  name: string;
  title: string;
  says: string;
  day: string;
  table: Child;
  children?: Child;
}

/** A chart, what it shows, the same as a table, where it comes from, and its file. */
const Figure: FC<FigureProps> = ({ voice, name, title, says, day, table, children }) => {
  const { observatory } = voice.words;
  return (
    <section class="figure" aria-labelledby={name}>
      <h2 id={name}>{title}</h2>
      <p>{says}</p>
      {children}
      <details class="fields">
        <summary>{observatory.table}</summary>
        {table}
      </details>
      <p class="quiet small">{observatory.source(day)}</p>
      <p>
        <a class="chip" href={fileOf(voice, name)} aria-label={observatory.fileOf(title)} rel="nofollow">
          {observatory.file}
        </a>
      </p>
    </section>
  );
};

interface ChartProps {
  voice: Voice;
  chart: Chart;
  total: number;
  day: string;
  note: string | undefined;
}

const ChartFigure: FC<ChartProps> = ({ voice, chart, total, day, note }) => {
  const { observatory } = voice.words;
  const { columns } = observatory;
  const { title, says, head } = observatory.charts[chart.name];
  const { rows } = chart;
  const [first] = rows.filter(({ id }) => id !== '').sort((a, b) => b.projects - a.projects);
  const name = observatory.drawing(
    title,
    first === undefined
      ? observatory.empty
      : observatory.first(first.label, first.projects, voice.number(first.projects)),
  );
  const Drawing = chart.form === 'bars' ? Bars : Columns;
  return (
    <Figure
      voice={voice}
      name={chart.name}
      title={title}
      says={says}
      day={day}
      table={
        <table>
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">{columns.projects}</th>
              <th scope="col">{columns.share}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, projects, href }) => (
              <tr>
                <th scope="row">{href === undefined || projects === 0 ? label : <a href={href}>{label}</a>}</th>
                <td class="num">{voice.number(projects)}</td>
                <td class="num">{total === 0 ? '–' : voice.share(projects / total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      {rows.length === 0 ? <p class="quiet">{observatory.empty}</p> : <Drawing voice={voice} name={name} rows={rows} />}
      {note !== undefined && <p class="quiet">{note}</p>}
    </Figure>
  );
};

const CoverageFigure: FC<{ context: PageContext; coverage: readonly Coverage[]; day: string }> = (props) => {
  const { context, coverage, day } = props;
  const { voice, country, assets } = context;
  const { observatory } = voice.words;
  const says = observatory.coverage;
  const { columns } = observatory;
  const all = voice.number(coverage.length);
  const covered = coverage.filter(({ projects }) => projects > 0);
  const silent = coverage.filter(({ projects }) => projects === 0);
  return (
    <Figure
      voice={voice}
      name="couverture"
      title={says.title}
      says={says.says}
      day={day}
      table={
        <table>
          <caption class="unseen">{says.title}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.territory}</th>
              <th scope="col">{columns.projects}</th>
              <th scope="col">{columns.rate}</th>
              <th scope="col">{columns.partners}</th>
              <th scope="col">{columns.population}</th>
            </tr>
          </thead>
          <tbody>
            {coverage.map(({ territory, projects, rate, partners }) => (
              <tr>
                <th scope="row">
                  <a href={voice.path(`/territoires/${territory.id}`)}>{voice.set(territory.name)}</a> {territory.code}
                </th>
                <td class="num">{rate === undefined ? observatory.noData : voice.number(projects)}</td>
                <td class="num">{rate === undefined ? observatory.noData : voice.decimal(rate)}</td>
                <td class="num">{voice.number(partners)}</td>
                <td class="num">{voice.number(territory.population ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <div class="covered">
        <CoverageMap
          voice={voice}
          country={country}
          outlines={assets.departements}
          coverage={coverage}
          name={says.name(voice.number(covered.length), all)}
        />
        <div class="covered-says">
          <p>{says.covered(covered.length, voice.number(covered.length), all)}</p>
          {silent.length > 0 && (
            <p class="quiet">{says.silent(voice.list(silent.map(({ territory }) => voice.set(territory.name))))}</p>
          )}
          <p class="quiet small">{says.origin}</p>
        </div>
      </div>
    </Figure>
  );
};
