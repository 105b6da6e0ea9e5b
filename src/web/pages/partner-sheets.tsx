/** What those who keep a catalogue see of its sheets: where to begin, what was not understood, and each sheet with both. */
import type { FC } from 'hono/jsx';
import { tellProblem } from '#model/problem.ts';
import { qualityAdvices } from '#model/quality.ts';
import type { Manifest } from '#model/source.ts';
import type { CatalogueFigures } from '#publish/catalogue-figures.ts';
import type { ProblemCount, SheetsToMend, SheetToMend } from '#publish/sheets-to-mend.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Paging } from '../view/paging.tsx';
import { CriteriaMet } from './criteria-met.tsx';

export const partnerSheetsPath = (source: string): string => `/partenaires/${source}/fiches`;

/** Which of the sheets are shown, as the address says it. */
export interface Shown {
  criterion: SheetToMend['lacks'][number] | undefined;
  code: ProblemCount['code'] | undefined;
  page: number;
}

interface Props {
  context: PageContext;
  source: Manifest;
  figures: CatalogueFigures;
  problems: readonly ProblemCount[];
  shown: Shown;
  sheets: SheetsToMend;
  /** Sheets on a page. */
  most: number;
}

/** How many advices a sheet is given at once. */
const advisedAtOnce = 3;

export const PartnerSheetsPage: FC<Props> = ({ context, source, figures, problems, shown, sheets, most }) => {
  const { voice } = context;
  const words = voice.words.sheets;
  const path = partnerSheetsPath(source.id);
  const title = words.title(voice.set(source.name[voice.language]));
  const at = (asked: Partial<Shown>) => `${voice.path(path)}${sheetsQuery(asked)}#fiches`;
  const last = Math.max(1, Math.ceil(sheets.total / most));
  const isAll = shown.criterion === undefined && shown.code === undefined;
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.lead}</p>
            {figures.quality !== undefined && <p>{words.mean(voice.share(figures.quality))}</p>}
            <p>
              <a href={`${voice.path(path)}.csv`}>{words.file}</a>
            </p>
          </header>
          <section aria-labelledby="gagner">
            <h2 id="gagner">{words.gains}</h2>
            <p class="quiet">{words.gainsLead}</p>
            <CriteriaMet voice={voice} criteria={figures.criteria} hrefOf={(criterion) => at({ criterion })} />
          </section>
          <section aria-labelledby="soucis">
            <h2 id="soucis">{words.problems}</h2>
            {problems.length === 0 ? (
              <p class="empty">{words.noProblems}</p>
            ) : (
              <ul class="bullets">
                {problems.map(({ code, sheets: count, example }) => (
                  <li>
                    <a href={at({ code })}>{words.on(count, voice.number(count))}</a>, {words.forExample}
                    {voice.colon}
                    {tellProblem(example, voice.language)}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="fiches">
            <h2 id="fiches">
              {isAll
                ? words.all
                : shown.criterion === undefined
                  ? words.having
                  : words.only(words.criteria[shown.criterion])}
            </h2>
            {!isAll && (
              <p>
                <a href={at({})}>{words.everything}</a>
              </p>
            )}
            {sheets.sheets.length === 0 ? (
              <p class="empty">{words.none}</p>
            ) : (
              <ol class="to-mend">
                {sheets.sheets.map((sheet) => (
                  <ToMend voice={voice} sheet={sheet} />
                ))}
              </ol>
            )}
            {last > 1 && (
              <Paging
                voice={voice}
                page={shown.page}
                last={last}
                previous={shown.page > 1 ? at({ ...shown, page: Math.min(last, shown.page - 1) }) : undefined}
                next={shown.page < last ? at({ ...shown, page: shown.page + 1 }) : undefined}
              />
            )}
          </section>
        </div>
      </div>
    </Page>
  );
};

const ToMend: FC<{ voice: Voice; sheet: SheetToMend }> = ({ voice, sheet }) => {
  const words = voice.words.sheets;
  const { language } = voice;
  return (
    <li>
      <h3>
        {sheet.project === undefined ? (
          voice.set(sheet.title)
        ) : (
          <a href={voice.path(`/projets/${sheet.project}`)}>{voice.set(sheet.title)}</a>
        )}
      </h3>
      <p class="quiet">
        {voice.share(sheet.quality)} · {words.key} {sheet.key}
        {sheet.recordUrl !== undefined && (
          <>
            {' · '}
            <a href={sheet.recordUrl} rel="external noopener">
              {words.atYours}
            </a>
          </>
        )}
        {sheet.project === undefined && ` · ${words.hidden}`}
      </p>
      {sheet.lacks.length + sheet.problems.length === 0 ? (
        <p>{words.whole}</p>
      ) : (
        <ul class="bullets">
          {sheet.problems.map((problem) => (
            <li>{tellProblem(problem, language)}</li>
          ))}
          {sheet.lacks.slice(0, advisedAtOnce).map((criterion) => (
            <li>{voice.set(qualityAdvices[criterion][language])}</li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** `?critere=located&page=2`, as the address says which sheets are shown. */
function sheetsQuery({ criterion, code, page }: Partial<Shown>): string {
  const query = new URLSearchParams();
  if (criterion !== undefined) query.set('critere', criterion);
  if (code !== undefined) query.set('souci', code);
  if (page !== undefined && page > 1) query.set('page', String(page));
  return query.size === 0 ? '' : `?${query}`;
}
