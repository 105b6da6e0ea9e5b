/** The queue of pairs: two sheets side by side, what differs marked, why it is asked, three answers, and what was decided. */
import type { FC } from 'hono/jsx';
import type { ToldDecision } from '#match/decisions-told.ts';
import type { Explanation } from '#match/explain.ts';
import type { Question } from '#match/questions.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { type Compared, compareSheets, type Piece } from '../view/compare-sheets.ts';
import { DecisionSaid } from '../view/decision-said.tsx';
import { OutIcon } from '../view/icons.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { sayReason } from '../view/reason.ts';
import { letterOf, sealOf } from '../view/seal.ts';

export const pairsPath = '/curation/doublons';
/** Where curators decide of a project. */
export const deskPath = (id: string): string => `/curation/projets/${id}`;
export const verdicts = ['same', 'not-same', 'later'] as const;

export interface CurationPairsProps {
  context: PageContext;
  rooms: Pick<Rooms, 'sources'>;
  /** How many wait, and how many of these were put off. */
  waiting: { total: number; putOff: number };
  /** How many pairs were decided today, by anybody. */
  decidedToday: number;
  /** Absent when nothing waits. */
  asked?: { question: Question; sheets: [Sheet, Sheet]; found?: Explanation | undefined } | undefined;
  /** The pair that was asked for waits no longer. */
  gone: boolean;
  /** The latest decisions, the latest first. */
  history: readonly ToldDecision[];
  /** What the last action came to. */
  said?: { text: string; undo?: string | undefined } | undefined;
  /** Why it was refused, with the decisions that stand against it. */
  refused?: { text: string; against: readonly ToldDecision[] } | undefined;
  /** The reason that was given with an answer which was refused. */
  reason?: string | undefined;
}

export const CurationPairsPage: FC<CurationPairsProps> = (props) => {
  const { context, rooms, waiting, decidedToday, asked, gone, history, said, refused, reason } = props;
  const { voice } = context;
  const words = voice.words.curation.pairs;
  const undoAt = voice.path(`${pairsPath}/annuler`);
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: pairsPath, unlisted: true }}>
      <div class="band">
        <carrefour-doublons class="review">
          <header>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <p class="standing">
              <b>{words.waiting(waiting.total, voice.number(waiting.total))}</b>
              {waiting.putOff > 0 && `, ${words.putOff(waiting.putOff, voice.number(waiting.putOff))}`}
              {' · '}
              {words.done(decidedToday, voice.number(decidedToday))}
            </p>
            {waiting.total + decidedToday > 0 && (
              <progress aria-label={words.progress} max={waiting.total + decidedToday} value={decidedToday} />
            )}
          </header>
          <div role="status">
            {said !== undefined && (
              <div class="note outcome">
                <p>{said.text}</p>
                {said.undo !== undefined && (
                  <form method="post" action={undoAt}>
                    <button
                      class="button soft"
                      type="submit"
                      name="decision"
                      value={said.undo}
                      data-key={words.keys.undo}
                    >
                      {words.undo}{' '}
                      <span class="key" aria-hidden="true">
                        {words.keys.undo.toUpperCase()}
                      </span>
                    </button>
                  </form>
                )}
              </div>
            )}
          </div>
          {refused !== undefined && (
            <section class="note refused" aria-labelledby="refus" role="alert">
              <h2 id="refus">{words.refused}</h2>
              <p>{refused.text}</p>
              {refused.against.length > 0 && (
                <ul class="decisions">
                  {refused.against.map((decision) => (
                    <DecisionSaid voice={voice} rooms={rooms} decision={decision} undoAt={undoAt} />
                  ))}
                </ul>
              )}
            </section>
          )}
          {gone && <p class="note">{words.gone}</p>}
          {asked === undefined ? (
            <p class="empty">{words.empty}</p>
          ) : (
            <Asked voice={voice} rooms={rooms} reason={reason} {...asked} />
          )}
          <section aria-labelledby="decisions">
            <h2 id="decisions">{voice.words.curation.history.title}</h2>
            {history.length === 0 ? (
              <p class="quiet">{voice.words.curation.history.none}</p>
            ) : (
              <ul class="decisions">
                {history.map((decision) => (
                  <DecisionSaid voice={voice} rooms={rooms} decision={decision} undoAt={undoAt} />
                ))}
              </ul>
            )}
          </section>
        </carrefour-doublons>
      </div>
    </Page>
  );
};

interface AskedProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  question: Question;
  sheets: [Sheet, Sheet];
  found?: Explanation | undefined;
  reason: string | undefined;
}

const Asked: FC<AskedProps> = ({ voice, rooms, question, sheets, found, reason }) => {
  const words = voice.words.curation.pairs;
  const [left, right] = sheets;
  const names = sheets.map(({ source }) => {
    const known = rooms.sources.get(source);
    return known === undefined ? source : voice.set(known.name[voice.language]);
  }) as [string, string];
  return (
    <form class="verdict" method="post" action={voice.path(pairsPath)}>
      <section class="asked" aria-labelledby="fiches">
        <h2 id="fiches" class="unseen">
          {words.compare}
        </h2>
        <div class="sides">
          {sheets.map((sheet, side) => (
            <div class="side">
              <span class={`seal seal-${sealOf(sheet.source)}`} aria-hidden="true">
                {letterOf(names[side]!)}
              </span>
              <div>
                <p>
                  <b>{side === 0 ? words.left : words.right}</b> · {names[side]}
                </p>
                <p class="side-links">
                  <a href={voice.path(`/projets/${question.projects[side]}`)}>{words.project}</a>
                  <a href={voice.path(deskPath(question.projects[side]!))}>{words.decideOn}</a>
                  {sheet.recordUrl !== undefined && (
                    <a href={sheet.recordUrl} rel="external noopener">
                      {words.original} <OutIcon />
                    </a>
                  )}
                </p>
              </div>
            </div>
          ))}
        </div>
        <div class="reasons">
          <h3>{words.why}</h3>
          <ul>
            {question.reasons.map((clause) => {
              const { text, lang } = sayReason(voice.words, clause);
              return <li lang={lang}>{text}</li>;
            })}
          </ul>
          {found !== undefined && found.evidence.length > 0 && <Weights voice={voice} found={found} />}
        </div>
        {compareSheets(voice, left, right).map((compared) => (
          <Row voice={voice} compared={compared} />
        ))}
        <p class="quiet">{words.legend}</p>
      </section>
      <input type="hidden" name="a" value={question.sheets[0]} />
      <input type="hidden" name="b" value={question.sheets[1]} />
      <h2 class="unseen">{words.decide}</h2>
      <label class="verdict-reason">
        <span>{words.reason}</span>
        <input type="text" name="reason" maxlength={500} autocomplete="off" value={reason} />
      </label>
      <label class="shortcuts" hidden>
        <input type="checkbox" checked />
        <span>
          {words.shortcuts} <small>{words.shortcutsAre}</small>
        </span>
      </label>
      <div class="verdict-buttons">
        {verdicts.map((verdict) => (
          <button
            class={verdict === 'later' ? 'button soft' : 'button'}
            type="submit"
            name="verdict"
            value={verdict}
            data-key={words.keys[verdict]}
          >
            {words.verdicts[verdict]}{' '}
            <span class="key" aria-hidden="true">
              {words.keys[verdict].toUpperCase()}
            </span>
          </button>
        ))}
      </div>
    </form>
  );
};

const Weights: FC<{ voice: Voice; found: Explanation }> = ({ voice, found }) => {
  const { weights } = voice.words.curation.pairs;
  const { prior, evidence, score, threshold } = found;
  return (
    <details class="weights">
      <summary>{weights.title}</summary>
      <p class="quiet">{weights.about}</p>
      <table>
        <caption class="unseen">{weights.title}</caption>
        <tbody>
          <Weight voice={voice} says={weights.prior} weight={prior} />
          {evidence.map(({ says, weight }) => {
            const { text, lang } = sayReason(voice.words, says);
            return <Weight voice={voice} says={text} lang={lang} weight={weight} />;
          })}
        </tbody>
        <tfoot>
          <Weight voice={voice} says={weights.total} weight={score} />
        </tfoot>
      </table>
      <p class="quiet">{weights.threshold(voice.weight(threshold))}</p>
    </details>
  );
};

const Weight: FC<{ voice: Voice; says: string; lang?: 'en' | undefined; weight: number }> = (props) => (
  <tr>
    <th scope="row" lang={props.lang}>
      {props.says}
    </th>
    <td class="num">{props.voice.weight(props.weight)}</td>
  </tr>
);

const signs = { same: '=', different: '≠', alone: '–' } as const;

const Row: FC<{ voice: Voice; compared: Compared }> = ({ voice, compared }) => {
  const { pairs, fields } = voice.words.curation;
  const { field, mark, left, right } = compared;
  return (
    <section class={`row is-${mark}`}>
      <h3>
        {fields[field]}{' '}
        <span class="mark">
          <span aria-hidden="true">{signs[mark]}</span> {pairs.marks[mark]}
        </span>
      </h3>
      <div class="sides">
        {[left, right].map((pieces, side) => (
          <p>
            <span class="which">{side === 0 ? pairs.left : pairs.right}</span>{' '}
            {pieces.length === 0 ? <span class="quiet">{pairs.nothing}</span> : pieces.map(PieceShown)}
          </p>
        ))}
      </div>
    </section>
  );
};

const PieceShown = ({ text, lone }: Piece) => (lone ? <mark>{text}</mark> : text);
