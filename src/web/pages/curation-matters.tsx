/** The queue of what people sent: one matter whole, what can be said of it, what was said, and the others. */
import type { Child, FC } from 'hono/jsx';
import type { Matter, SaidOfMatter, Verdict } from '#connect/moderation/matter.ts';
import type { Fact } from '#model/matter.ts';
import type { Manifest } from '#model/source.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { momentOf } from '../view/run-told.tsx';
import { Decide } from './matter-decide.tsx';
import { MatterTold } from './matter-told.tsx';

export const mattersPath = '/curation/moderation';
export const views = ['waiting', 'asked', 'decided'] as const;
export type View = (typeof views)[number];

export interface ShownMatter {
  matter: Matter;
  /** What was sent, and what is read where it lies. */
  facts: readonly Fact[];
  history: readonly SaidOfMatter[];
  /** What else waits about the same thing: some, the gravest first, and how many there are. */
  aboutTheSame: { matters: readonly Matter[]; total: number };
  twoEyes: boolean;
  /** Its author can answer a question. */
  mayAsk: boolean;
  undoable: boolean;
  /** Sentences that are offered, by verdict. */
  offered: Readonly<Record<Verdict, readonly string[]>>;
  /** Where the matter is shown as it would be on the site. */
  wholeAt: string | undefined;
}

export interface CurationMattersProps {
  context: PageContext;
  sources: ReadonlyMap<string, Manifest>;
  view: View;
  /** How many wait of each kind, and the one kind that is looked at. */
  kinds: readonly { kind: string; n: number }[];
  genre: string | undefined;
  asked: number;
  /** What else waits for curators, each at its own desk. */
  elsewhere: Child | undefined;
  shown: ShownMatter | undefined;
  /** Which sentence stands in the field of a verdict, and which verdict is open. */
  chosen: { verdict: Verdict; sentence: number; typed?: string };
  others: readonly Matter[];
  /** The one after this in the queue. */
  next: string | undefined;
  /** It was asked for and is not there. */
  gone: boolean;
  said?: { text: string; undo?: { id: string; title: string } | undefined } | undefined;
  refused?: string | undefined;
}

export const CurationMattersPage: FC<CurationMattersProps> = (props) => {
  const { context, sources, view, kinds, genre, shown, chosen, others, next, gone, said, refused } = props;
  const { voice } = context;
  const words = voice.words.matters;
  const waiting = kinds.reduce((sum, { n }) => sum + n, 0);
  const only = genre === undefined ? '' : `&genre=${genre}`;
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: mattersPath, unlisted: true }}>
      <div class="band">
        <carrefour-doublons class="review matters">
          <header>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <p class="standing">
              <b>{words.waiting(waiting, voice.number(waiting))}</b>
              {props.asked > 0 && ` · ${words.askedCount(props.asked, voice.number(props.asked))}`}
            </p>
            <nav aria-label={words.views.label}>
              <ul class="chips">
                {views.map((one) => (
                  <li>
                    <a
                      class="chip"
                      href={`${voice.path(mattersPath)}?voir=${one}${only}`}
                      aria-current={one === view ? 'page' : undefined}
                    >
                      {words.views[one]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {(kinds.length > 1 || genre !== undefined) && (
              <nav aria-label={words.kindsLabel}>
                <ul class="chips">
                  <li>
                    <a
                      class="chip"
                      href={`${voice.path(mattersPath)}?voir=${view}`}
                      aria-current={genre === undefined ? 'page' : undefined}
                    >
                      {words.allKinds}
                    </a>
                  </li>
                  {kindsShown(kinds, genre).map(({ kind, n }) => (
                    <li>
                      <a
                        class="chip"
                        href={`${voice.path(mattersPath)}?voir=${view}&genre=${kind}`}
                        aria-current={genre === kind ? 'page' : undefined}
                      >
                        {words.kinds[kind] ?? kind} <span class="num">{voice.number(n)}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
          </header>
          <div role="status">
            {said !== undefined && (
              <div class="note outcome">
                <p>{said.text}</p>
                {said.undo !== undefined && <Undo voice={voice} {...said.undo} hasKey />}
              </div>
            )}
          </div>
          {refused !== undefined && (
            <section class="note refused" aria-labelledby="refus" role="alert">
              <h2 id="refus">{words.refused}</h2>
              <p>{refused}</p>
            </section>
          )}
          {gone && <p class="note">{words.gone}</p>}
          {shown === undefined
            ? view === 'waiting' && !gone && <p class="empty">{words.empty}</p>
            : [
                <MatterTold voice={voice} sources={sources} shown={shown} />,
                isOpen(shown.matter) ? (
                  <Decide voice={voice} shown={shown} chosen={chosen} next={next} genre={genre} />
                ) : (
                  <section aria-labelledby="decision">
                    <h2 id="decision">{words.decided}</h2>
                    {shown.undoable && shown.matter.state !== 'withdrawn' && (
                      <>
                        <Undo voice={voice} id={shown.matter.id} title={shown.matter.title} hasKey={false} />
                        <p class="quiet">{words.undoAbout}</p>
                      </>
                    )}
                  </section>
                ),
                <History voice={voice} history={shown.history} />,
              ]}
          {(shown !== undefined || others.length > 0) && (
            <section aria-labelledby="autres">
              <h2 id="autres">{words.others[view]}</h2>
              {others.length === 0 ? (
                <p class="quiet">{words.nothingElse}</p>
              ) : (
                <ul class="matter-rows">
                  {others.map((matter) => (
                    <li>
                      <a href={`${voice.path(`${mattersPath}/${matter.id}`)}${only.replace('&', '?')}`}>
                        {matter.title}
                      </a>{' '}
                      <span class="quiet">
                        {words.kinds[matter.kind] ?? matter.kind} · {words.states[matter.state]}
                        {matter.suspect && ` · ${words.suspect}`}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          )}
          {props.elsewhere !== undefined && (
            <section aria-labelledby="ailleurs">
              <h2 id="ailleurs">{words.elsewhere}</h2>
              {props.elsewhere}
            </section>
          )}
        </carrefour-doublons>
      </div>
    </Page>
  );
};

/** Those of which something waits, and the one that is looked at. */
const kindsShown = (kinds: CurationMattersProps['kinds'], genre: string | undefined) =>
  genre === undefined || kinds.some(({ kind }) => kind === genre) ? kinds : [...kinds, { kind: genre, n: 0 }];

const isOpen = ({ state }: Matter): boolean => state === 'waiting' || state === 'asked';

const History: FC<{ voice: Voice; history: readonly SaidOfMatter[] }> = ({ voice, history }) => {
  const words = voice.words.matters;
  return (
    <section aria-labelledby="histoire">
      <h2 id="histoire">{words.history}</h2>
      <ol class="matter-rows">
        {history.map(({ what, by, sentence, at }) => (
          <li>
            <b>{words.words[what]}</b>{' '}
            <span class="quiet">
              {momentOf(voice, at)} {by !== undefined && words.by(by)}
            </span>
            {sentence !== '' && <p class="said">{sentence}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Undo: FC<{ voice: Voice; id: string; title: string; hasKey: boolean }> = ({ voice, id, title, hasKey }) => {
  const words = voice.words.matters;
  return (
    <form method="post" action={voice.path(`${mattersPath}/${id}/annuler`)}>
      <button class="button soft" type="submit" data-key={hasKey ? words.keys.undo : undefined}>
        {words.undo}
        <span class="unseen"> : {words.undoOf(title)}</span>
        {hasKey && (
          <span class="key" aria-hidden="true">
            {words.keys.undo.toUpperCase()}
          </span>
        )}
      </button>
    </form>
  );
};
