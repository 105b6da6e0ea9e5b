/** One run as people read it: how it ended, what it read, why it was held or failed, what it changed or would change. */
import type { Child, FC } from 'hono/jsx';
import { type ColumnNews, tellColumnNews } from '#harvest/column-news.ts';
import { type Broken, tellBroken } from '#harvest/expectations.ts';
import { brokenInFrench, columnNewsInFrench, reasonInFrench } from '#harvest/in-french.ts';
import type { RunReport } from '#harvest/report.ts';
import type { PastRun, RunDiff } from '#harvest/run-history.ts';
import type { Voice } from '../text/language.ts';

/** How many of each kind a page shows, and when more is asked for. */
export const shownOfDiff = { few: 20, many: 300 } as const;

/** `12 mars 2025 à 04:30 UTC`. */
export const momentOf = (voice: Voice, date: Date): string =>
  voice.words.runs.at(voice.day(date.toISOString()), date.toISOString().slice(11, 16));

const sayBroken = (voice: Voice, broken: Broken): string =>
  voice.language === 'fr' ? brokenInFrench(broken) : tellBroken(broken);
const sayNews = (voice: Voice, news: ColumnNews): string =>
  voice.language === 'fr' ? columnNewsInFrench(news) : tellColumnNews(news);

/** A sentence of the program; the few that French does not know are marked as English. */
const Reason: FC<{ voice: Voice; sentence: string }> = ({ voice, sentence }) => {
  const { text, lang } = voice.language === 'fr' ? reasonInFrench(sentence) : { text: sentence, lang: 'en' as const };
  return lang === voice.language ? text : <span lang={lang}>{text}</span>;
};

export const RunState: FC<{ voice: Voice; run: PastRun }> = ({ voice, run }) => {
  const { states, verdicts } = voice.words.runs;
  const isOpen = run.state === 'held' && run.verdict === null;
  return (
    <span class={`flag run-${isOpen ? 'open' : run.state}`}>
      {run.verdict === null ? states[run.state] : verdicts[run.verdict.is]}
    </span>
  );
};

/** `3 nouvelles · 1 disparue · 2 lignes refusées`; nothing where nothing changed. */
export function movesOf(voice: Voice, report: RunReport): string {
  const { kinds, nothing } = voice.words.runs;
  const told = (['new', 'changed', 'gone', 'back', 'moved', 'refused'] as const)
    .filter((kind) => report[kind] > 0)
    .map((kind) => kinds[kind](report[kind], voice.number(report[kind])));
  return told.length === 0 ? nothing : told.join(' · ');
}

interface RunToldProps {
  voice: Voice;
  run: PastRun;
  diff: RunDiff;
  /** Where more of each kind is shown; undefined when this is it. */
  moreAt: string | undefined;
  /** The level of the headings. */
  level: 'h2' | 'h3';
}

export const RunTold: FC<RunToldProps> = ({ voice, run, diff, moreAt, level }) => {
  const words = voice.words.runs;
  const { report, verdict, state } = run;
  const Title = level;
  return (
    <div class="run-told">
      <p>
        <RunState voice={voice} run={run} /> {momentOf(voice, run.startedAt)}
      </p>
      {verdict !== null && (
        <p>
          {verdict.is === 'superseded' || verdict.at === null
            ? words.word.superseded
            : words.word[verdict.is](verdict.by ?? '', voice.day(verdict.at.toISOString()))}
          {verdict.why !== null && (
            <>
              <br />
              <q>{verdict.why}</q>
            </>
          )}
        </p>
      )}
      {report === null ? (
        <p>{state === 'running' ? words.unfinished : state === 'interrupted' ? words.untold : words.forgotten}</p>
      ) : (
        <>
          {report.broken.length > 0 && (
            <section class="run-why">
              <Title>{words.broken}</Title>
              <ul class="bullets">
                {report.broken.map((one) => (
                  <li>{sayBroken(voice, one)}</li>
                ))}
              </ul>
            </section>
          )}
          {state !== 'held' && report.failure !== null && (
            <section class="run-why">
              <Title>{words.failed}</Title>
              <p>
                <Reason voice={voice} sentence={report.failure} />
              </p>
            </section>
          )}
          <section>
            <Title>{words.read}</Title>
            <Figures voice={voice} report={report} />
            <p class="quiet run-origin">
              {words.origin} {originOf(run.origin)}
            </p>
            {report.since !== null && <p class="quiet">{words.since(voice.day(report.since))}</p>}
          </section>
          {(report.news.length > 0 || report.missingColumns.length > 0) && (
            <section>
              <Title>{words.columns}</Title>
              <ul class="bullets">
                {report.news.map((one) => (
                  <li>{sayNews(voice, one)}</li>
                ))}
              </ul>
              {report.missingColumns.length > 0 && (
                <p>
                  {words.missing} <code>{report.missingColumns.join(', ')}</code>
                </p>
              )}
            </section>
          )}
          <Diff voice={voice} run={run} report={report} diff={diff} moreAt={moreAt} level={level} />
        </>
      )}
    </div>
  );
};

/** Of a local file its name alone: where it lies on the machine is nobody's business. */
const originOf = (origin: string): string => (/^https?:/.test(origin) ? origin : (origin.split(/[\\/]/).at(-1) ?? ''));

const Figures: FC<{ voice: Voice; report: RunReport }> = ({ voice, report }) => {
  const { figures } = voice.words.runs;
  const shown = (['rows', 'records', 'grouped', 'withheld', 'refused'] as const).filter(
    (name) => report[name] > 0 || name === 'rows' || name === 'records' || name === 'refused',
  );
  return (
    <dl class="run-figures">
      {shown.map((name) => (
        <div>
          <dt>{figures[name]}</dt>
          <dd class="num">{voice.number(report[name])}</dd>
        </div>
      ))}
    </dl>
  );
};

const Diff: FC<Omit<RunToldProps, 'level'> & { level: 'h2' | 'h3'; report: RunReport }> = (props) => {
  const { voice, run, report, diff, moreAt, level: Title } = props;
  const words = voice.words.runs;
  const kind = (name: 'new' | 'changed' | 'gone' | 'back' | 'moved' | 'refused', told: Child[]) => {
    const all = report[name];
    if (all === 0 && told.length === 0) return undefined;
    const left = all - told.length;
    return (
      <details open={name === 'refused' || name === 'gone' || name === 'changed'}>
        <summary>{words.kinds[name](all, voice.number(all))}</summary>
        <ul class="run-list">{told}</ul>
        {left > 0 && (
          <p class="quiet">
            {told.length > 0 && `… ${words.more(left, voice.number(left))}. `}
            {moreAt !== undefined && <a href={moreAt}>{words.seeMore}</a>}
          </p>
        )}
      </details>
    );
  };
  const key = (name: string) => (
    <li>
      <code>{name}</code>
    </li>
  );
  const lists = [
    kind(
      'refused',
      diff.refusals.map(({ line, reason, value }) => (
        <li>
          <b>{words.line(line)}</b> <Reason voice={voice} sentence={reason} />
          {value !== '' && <code class="run-value">{value}</code>}
        </li>
      )),
    ),
    kind('gone', diff.goneKeys.map(key)),
    kind(
      'changed',
      diff.changes.map(({ key: name, columns }) => (
        <li>
          <code>{name}</code>
          <dl class="run-columns">
            {columns.map(({ column, from, to }) => (
              <div>
                <dt>{column}</dt>
                <dd>
                  <Value voice={voice} is="was" text={from} />
                  <span aria-hidden="true"> → </span>
                  <Value voice={voice} is="is" text={to} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      )),
    ),
    kind(
      'moved',
      diff.movedKeys.map(({ from, to }) => <li>{words.moved(from, to)}</li>),
    ),
    kind('new', diff.newKeys.map(key)),
    kind('back', diff.backKeys.map(key)),
  ].filter((list) => list !== undefined);
  const isWord = run.state === 'held' && run.verdict?.is !== 'applied';
  return (
    <section>
      <Title>{isWord ? words.diff.held : words.diff.done}</Title>
      {lists.length === 0 ? <p>{words.nothing}</p> : lists}
    </section>
  );
};

const Value: FC<{ voice: Voice; is: 'was' | 'is'; text: string }> = ({ voice, is, text }) => {
  const words = voice.words.runs;
  return (
    <>
      <span class="unseen">{words[is]} </span>
      {text === '' ? (
        <span class="quiet">{words.nothingThere}</span>
      ) : is === 'was' ? (
        <del>{text}</del>
      ) : (
        <ins>{text}</ins>
      )}
    </>
  );
};
