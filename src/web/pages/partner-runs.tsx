/** What a partner sees of its own runs: the last one whole, those before, and any of them. */
import type { FC } from 'hono/jsx';
import type { PastRun, RunDiff } from '#harvest/run-history.ts';
import type { Manifest } from '#model/source.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { RunTold } from '../view/run-told.tsx';
import { RunList } from './curation-runs.tsx';

export const partnerRunsPath = (source: string): string => `/partenaires/${source}/moissons`;

interface Props {
  context: PageContext;
  sources: ReadonlyMap<string, Manifest>;
  source: Manifest;
  /** The one that is shown whole; undefined when there was none yet. */
  shown: { run: PastRun; diff: RunDiff; moreAt: string | undefined } | undefined;
  /** The others. */
  others: readonly PastRun[];
  /** The one that is shown is the last. */
  isLast: boolean;
}

export const PartnerRunsPage: FC<Props> = ({ context, sources, source, shown, others, isLast }) => {
  const { voice } = context;
  const words = voice.words.runs;
  const path = partnerRunsPath(source.id);
  const title = words.own.title(voice.set(source.name[voice.language]));
  const waits = shown?.run.state === 'held' && shown.run.verdict === null;
  return (
    <Page context={context} head={{ title, description: words.own.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.own.lead}</p>
            {source.listed && (
              <p>
                <a href={voice.path(`/partenaires/${source.id}`)}>{words.own.catalogue}</a>
              </p>
            )}
          </header>
          {shown === undefined ? (
            <p class="empty">{words.own.none}</p>
          ) : (
            <section aria-labelledby="montree">
              <h2 id="montree">
                {isLast
                  ? words.own.last
                  : words.of(voice.set(source.name[voice.language]), voice.day(shown.run.startedAt.toISOString()))}
              </h2>
              {waits && <p class="note">{words.own.held}</p>}
              {isLast && shown.run.state === 'failed' && <p class="note">{words.own.failed}</p>}
              <RunTold voice={voice} {...shown} level="h3" />
            </section>
          )}
          {others.length > 0 && (
            <section aria-labelledby="autres">
              <h2 id="autres">{isLast ? words.own.before : words.history}</h2>
              <RunList
                voice={voice}
                sources={sources}
                runs={others}
                pathOf={({ id }) => `${path}/${id}`}
                named={false}
              />
            </section>
          )}
        </div>
      </div>
    </Page>
  );
};
