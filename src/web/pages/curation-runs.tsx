/** The held runs, the history of all runs, and one run whole with the two words a curator may say of it. */
import type { FC } from 'hono/jsx';
import type { PastRun, RunDiff } from '#harvest/run-history.ts';
import type { Manifest } from '#model/source.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { momentOf, movesOf, RunState, RunTold } from '../view/run-told.tsx';

export const runsPath = '/curation/moissons';

type Sources = ReadonlyMap<string, Manifest>;

export const catalogueName = (voice: Voice, sources: Sources, id: string): string => {
  const source = sources.get(id);
  return source === undefined ? id : voice.set(source.name[voice.language]);
};

interface RunListProps {
  voice: Voice;
  sources: Sources;
  runs: readonly PastRun[];
  /** The page of a run. */
  pathOf(run: PastRun): string;
  /** Whether each says whose it is. */
  named: boolean;
}

export const RunList: FC<RunListProps> = ({ voice, sources, runs, pathOf, named }) => (
  <ul class="run-rows">
    {runs.map((run) => (
      <li>
        <a href={voice.path(pathOf(run))}>
          {named && <b>{catalogueName(voice, sources, run.source)} </b>}
          <span>{momentOf(voice, run.startedAt)}</span>
        </a>{' '}
        <RunState voice={voice} run={run} />
        {run.report !== null && run.state !== 'failed' && <span class="quiet">{movesOf(voice, run.report)}</span>}
      </li>
    ))}
  </ul>
);

interface RunsProps {
  context: PageContext;
  sources: Sources;
  held: readonly PastRun[];
  past: readonly PastRun[];
  /** Older ones are not listed. */
  isCut: boolean;
  /** Only this catalogue's. */
  source: string | undefined;
}

export const CurationRunsPage: FC<RunsProps> = ({ context, sources, held, past, isCut, source }) => {
  const { voice } = context;
  const words = voice.words.runs;
  const pathOf = ({ id }: PastRun) => `${runsPath}/${id}`;
  const list = { voice, sources, pathOf, named: true };
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: runsPath, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </header>
          <section aria-labelledby="attente">
            <h2 id="attente">{words.waiting}</h2>
            {held.length === 0 ? <p class="empty">{words.empty}</p> : <RunList {...list} runs={held} />}
          </section>
          <section aria-labelledby="histoire">
            <h2 id="histoire">
              {source === undefined ? words.history : words.historyOf(catalogueName(voice, sources, source))}
            </h2>
            {source !== undefined && (
              <p>
                <a href={voice.path(runsPath)}>{words.everything}</a>
              </p>
            )}
            {past.length === 0 ? <p class="quiet">{words.noHistory}</p> : <RunList {...list} runs={past} />}
            {isCut && <p class="quiet">{words.latest(past.length)}</p>}
          </section>
        </div>
      </div>
    </Page>
  );
};

interface RunProps {
  context: PageContext;
  sources: Sources;
  run: PastRun;
  diff: RunDiff;
  moreAt: string | undefined;
  /** What was just decided, or why it was not. */
  said?: string | undefined;
  refused?: string | undefined;
  /** What was typed as a reason, to be sent again. */
  reason?: string | undefined;
}

export const CurationRunPage: FC<RunProps> = ({ context, sources, run, diff, moreAt, said, refused, reason }) => {
  const { voice } = context;
  const words = voice.words.runs;
  const name = catalogueName(voice, sources, run.source);
  const title = words.of(name, voice.day(run.startedAt.toISOString()));
  const path = `${runsPath}/${run.id}`;
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <p>
              <a href={voice.path(runsPath)}>{words.back}</a>
            </p>
            <h1>{title}</h1>
            <p>
              <a href={`${voice.path(runsPath)}?source=${run.source}`}>{words.onlyThis(name)}</a>
            </p>
          </header>
          {said !== undefined && (
            <p class="note" role="status">
              {said}
            </p>
          )}
          {refused !== undefined && (
            <section class="note refused" aria-labelledby="refus" role="alert">
              <h2 id="refus">{words.trouble}</h2>
              <p>{refused}</p>
            </section>
          )}
          <RunTold voice={voice} run={run} diff={diff} moreAt={moreAt} level="h2" />
          {run.state === 'held' && run.verdict === null && (
            <section aria-labelledby="decision">
              <h2 id="decision">{words.decide}</h2>
              <div class="run-words">
                {(['apply', 'refuse'] as const).map((word) => (
                  <form method="post" action={voice.path(`${path}/${word === 'apply' ? 'appliquer' : 'refuser'}`)}>
                    <h3>{words[word].title}</h3>
                    <p>{words[word].about}</p>
                    <div class="field">
                      <label for={`raison-${word}`}>{words.reason}</label>
                      <textarea id={`raison-${word}`} name="raison" rows={3} maxlength={500} required>
                        {reason}
                      </textarea>
                    </div>
                    <button class={word === 'apply' ? 'button' : 'button soft'} type="submit">
                      {words[word].submit}
                    </button>
                  </form>
                ))}
              </div>
            </section>
          )}
        </div>
      </div>
    </Page>
  );
};
