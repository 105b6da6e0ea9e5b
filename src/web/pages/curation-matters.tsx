/** The queue of what people sent: one matter whole, what can be said of it, what was said, and the others. */
import type { FC } from 'hono/jsx';
import { type Matter, type SaidOfMatter, type Verdict, verdicts } from '#connect/moderation/matter.ts';
import type { Fact } from '#model/matter.ts';
import type { Manifest } from '#model/source.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { momentOf } from '../view/run-told.tsx';
import { catalogueName } from './curation-runs.tsx';

export const mattersPath = '/curation/moderation';
export const views = ['waiting', 'asked', 'decided'] as const;
export type View = (typeof views)[number];

export interface ShownMatter {
  matter: Matter;
  history: readonly SaidOfMatter[];
  twoEyes: boolean;
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
  counts: { waiting: number; asked: number };
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
  const { context, sources, view, counts, shown, chosen, others, next, gone, said, refused } = props;
  const { voice } = context;
  const words = voice.words.matters;
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: mattersPath, unlisted: true }}>
      <div class="band">
        <carrefour-doublons class="review matters">
          <header>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <p class="standing">
              <b>{words.waiting(counts.waiting, voice.number(counts.waiting))}</b>
              {counts.asked > 0 && ` · ${words.askedCount(counts.asked, voice.number(counts.asked))}`}
            </p>
            <nav aria-label={words.views.label}>
              <ul class="chips">
                {views.map((one) => (
                  <li>
                    <a
                      class="chip"
                      href={`${voice.path(mattersPath)}?voir=${one}`}
                      aria-current={one === view ? 'page' : undefined}
                    >
                      {words.views[one]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
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
                  <Decide voice={voice} shown={shown} chosen={chosen} next={next} />
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
          <section aria-labelledby="autres">
            <h2 id="autres">{words.others[view]}</h2>
            {others.length === 0 ? (
              <p class="quiet">{words.nothingElse}</p>
            ) : (
              <ul class="matter-rows">
                {others.map((matter) => (
                  <li>
                    <a href={voice.path(`${mattersPath}/${matter.id}`)}>{matter.title}</a>{' '}
                    <span class="quiet">
                      {words.kinds[matter.kind] ?? matter.kind} · {words.states[matter.state]}
                      {matter.suspect && ` · ${words.suspect}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </carrefour-doublons>
      </div>
    </Page>
  );
};

const isOpen = ({ state }: Matter): boolean => state === 'waiting' || state === 'asked';

interface ToldProps {
  voice: Voice;
  sources: ReadonlyMap<string, Manifest>;
  shown: ShownMatter;
}

const MatterTold: FC<ToldProps> = ({ voice, sources, shown: { matter, wholeAt } }) => {
  const words = voice.words.matters;
  return (
    <section class="asked" aria-labelledby="affaire">
      <p class="quiet">
        <b>{words.kinds[matter.kind] ?? matter.kind}</b> · {words.states[matter.state]} ·{' '}
        {words.from(momentOf(voice, matter.createdAt))} · {words.language[matter.language]}
        {matter.source !== null && ` · ${catalogueName(voice, sources, matter.source)}`}
      </p>
      <h2 id="affaire">{matter.title}</h2>
      {matter.suspicions.length > 0 && (
        <div class={matter.suspect ? 'reasons suspicions' : 'reasons'}>
          <h3>{words.suspect}</h3>
          <ul>
            {matter.suspicions.map(({ reason, found }) => (
              <li>
                {words.suspicions[reason]}
                {found !== undefined && ` ${words.found(found)}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl class="facts">
        {matter.facts.map((fact) => (
          <div>
            <dt>{words.facts[fact.name] ?? fact.name}</dt>
            <dd lang={matter.language}>
              <FactSaid voice={voice} fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="side-links">
        {wholeAt !== undefined && <a href={voice.path(wholeAt)}>{words.seeWhole}</a>}
        {matter.project !== null && <a href={voice.path(`/projets/${matter.project}`)}>{words.seePage}</a>}
      </p>
    </section>
  );
};

const FactSaid: FC<{ voice: Voice; fact: Fact }> = ({ voice, fact: { value, former, url } }) => {
  const href = url === undefined ? undefined : addressOf(voice, url);
  return (
    <>
      {former !== undefined && (
        <>
          <del>
            <span class="unseen">{voice.words.matters.former} </span>
            {former}
          </del>{' '}
        </>
      )}
      {href === undefined ? (
        <span class="said">{value}</span>
      ) : (
        <a href={href} rel={href.startsWith('/') ? undefined : 'external noopener nofollow ugc'}>
          {value}
        </a>
      )}
    </>
  );
};

/** Of this site, or of the web: anything else (`javascript:`) is no address. */
function addressOf(voice: Voice, url: string): string | undefined {
  if (/^\/(?![/\\])/.test(url)) return voice.path(url);
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}

interface DecideProps {
  voice: Voice;
  shown: ShownMatter;
  chosen: CurationMattersProps['chosen'];
  next: string | undefined;
}

const Decide: FC<DecideProps> = ({ voice, shown, chosen, next }) => {
  const words = voice.words.matters;
  const { matter, offered, twoEyes } = shown;
  const path = voice.path(`${mattersPath}/${matter.id}`);
  return (
    <section aria-labelledby="decision" class="verdict">
      <h2 id="decision">{words.decide}</h2>
      {twoEyes && <p>{matter.approvedBy === null ? words.twoEyes : words.half}</p>}
      <label class="shortcuts" hidden>
        <input type="checkbox" checked />
        <span>
          {words.shortcuts} <small>{words.shortcutsAre}</small>
        </span>
      </label>
      {verdicts.map((verdict) => {
        const isChosen = verdict === chosen.verdict;
        const sentence = isChosen ? (chosen.typed ?? offered[verdict][chosen.sentence]) : offered[verdict][0];
        return (
          <details class="word" name="mot" open={isChosen} id={verdict}>
            <summary data-key={words.keys[verdict]}>
              {words.verdicts[verdict]}{' '}
              <span class="key" aria-hidden="true">
                {words.keys[verdict].toUpperCase()}
              </span>
            </summary>
            <form method="post" action={path} class="fields">
              <p class="quiet">{words.about[verdict]}</p>
              <div class="field">
                <label for={`phrase-${verdict}`}>{words.sentence}</label>
                <textarea
                  id={`phrase-${verdict}`}
                  name="phrase"
                  rows={4}
                  maxlength={2000}
                  lang={matter.language}
                  required={verdict !== 'accept'}
                  aria-describedby={`langue-${verdict}`}
                >
                  {sentence}
                </textarea>
                <p class="quiet" id={`langue-${verdict}`}>
                  {words.sentenceTo[matter.language]}
                </p>
              </div>
              {offered[verdict].length > 1 && (
                <p class="side-links">
                  {words.otherSentences}{' '}
                  {offered[verdict].map((text, n) => (
                    <a href={`${path}?mot=${verdict}&phrase=${n}#${verdict}`} title={text}>
                      {words.sentenceN(n + 1)}
                    </a>
                  ))}
                </p>
              )}
              <button
                class={verdict === 'accept' ? 'button' : 'button soft'}
                type="submit"
                name="verdict"
                value={verdict}
              >
                {words.submit[verdict]}
              </button>
            </form>
          </details>
        );
      })}
      {next !== undefined && (
        <p>
          <a href={voice.path(`${mattersPath}/${next}`)} data-key={words.keys.next}>
            {words.next}
          </a>
        </p>
      )}
    </section>
  );
};

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
