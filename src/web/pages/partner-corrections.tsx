/** What readers propose to correct in a partner's sheets, and the partner's answers; addresses for its tools. */
import type { FC } from 'hono/jsx';
import type { Answer } from '#connect/corrections/answer.ts';
import type { ToldCorrection } from '#connect/corrections/told.ts';
import { isShownField } from '#model/correction.ts';
import type { Manifest } from '#model/source.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Outcome } from './account-frame.tsx';
import { CorrectionTold } from './correction-told.tsx';

export const partnerCorrectionsPath = (source: string): string => `/partenaires/${source}/corrections`;

interface Props {
  context: PageContext;
  source: Manifest;
  corrections: readonly ToldCorrection[];
  /** A curator answers where nobody speaks for the partner. */
  inItsPlace: boolean;
  /** What opens the feeds. */
  feedKey: string;
  said: string | undefined;
  refused: string | undefined;
  /** A sentence whose answer was refused: it stays in its form. */
  typed?: { correction: string; sentence: string } | undefined;
}

/** Closed ones that are shown; the feeds hold more. */
const shownEnded = 50;

export const PartnerCorrectionsPage: FC<Props> = (props) => {
  const { context, source, corrections, inItsPlace, feedKey, said, refused, typed } = props;
  const { voice } = context;
  const words = voice.words.corrections.partner;
  const path = partnerCorrectionsPath(source.id);
  const title = words.title(voice.set(source.name[voice.language]));
  const open = corrections.filter(({ state }) => state === 'proposed' || state === 'later');
  const accepted = corrections.filter(({ state }) => state === 'accepted');
  const ended = corrections.filter((one) => !open.includes(one) && !accepted.includes(one));
  const feed = (ending: string): string => `${voice.path(path)}.${ending}?cle=${encodeURIComponent(feedKey)}`;
  const parts = [
    ['a-lire', words.waitingTitle, open],
    ['a-porter', words.carrying, accepted],
    ['closes', words.ended, ended.slice(0, shownEnded)],
  ] as const;
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.lead}</p>
            {inItsPlace && <p class="note">{words.forCurators}</p>}
          </header>
          <Outcome said={said} refused={refused} />
          {parts.map(([id, heading, list]) => (
            <section aria-labelledby={id}>
              <h2 id={id}>{heading}</h2>
              {list.length === 0 ? (
                <p class="empty">{words.none}</p>
              ) : (
                <ol class="corrections">
                  {list.map((told) => (
                    <Answerable voice={voice} told={told} path={path} typed={typed} />
                  ))}
                </ol>
              )}
            </section>
          ))}
          <section aria-labelledby="fils">
            <h2 id="fils">{words.feeds}</h2>
            <p>{words.feedsText}</p>
            <ul class="choices">
              <li>
                <a href={feed('atom')}>{words.atom}</a>
              </li>
              <li>
                <a href={feed('json')}>{words.json}</a>
              </li>
              <li>
                <a href={feed('csv')}>{words.csv}</a>
              </li>
            </ul>
            <form method="post" action={voice.path(`${path}/adresses`)}>
              <button class="button soft" type="submit">
                {words.renew}
              </button>
            </form>
          </section>
        </div>
      </div>
    </Page>
  );
};

/** The answers that may be given from each state. */
function answersTo({ state, field, live }: ToldCorrection): Answer[] {
  if (state === 'proposed')
    return live || !isShownField(field) ? ['accepted', 'refused', 'later'] : ['refused', 'later'];
  if (state === 'later') return live || !isShownField(field) ? ['accepted', 'refused'] : ['refused'];
  if (state === 'accepted') return isShownField(field) ? ['reopened'] : ['arrived', 'reopened'];
  return state === 'arrived' ? [] : ['reopened'];
}

interface AnswerableProps {
  voice: Voice;
  told: ToldCorrection;
  path: string;
  typed: { correction: string; sentence: string } | undefined;
}

const Answerable: FC<AnswerableProps> = ({ voice, told, path, typed }) => {
  const words = voice.words.corrections.partner;
  const answers = answersTo(told);
  const day = (date: Date): string => voice.day(date.toISOString());
  const sentence = answers.includes('refused');
  return (
    <CorrectionTold
      voice={voice}
      told={told}
      beside={[
        words.proposedOn(day(told.proposedAt)),
        ...(told.answeredAt === null ? [] : [words.answered(day(told.answeredAt))]),
      ].join(' · ')}
    >
      <p class="quiet record">
        {words.record}
        {voice.colon}
        <code>{told.key ?? told.sheet}</code>
        {told.recordUrl !== null && (
          <a href={told.recordUrl} rel="external noopener">
            {words.page}
          </a>
        )}
        {told.project !== null && <a href={voice.path(`/projets/${told.project}`)}>{words.project}</a>}
      </p>
      {!told.live && <p class="note">{words.gone}</p>}
      {answers.length > 0 && (
        <form method="post" action={voice.path(path)} class="deciding">
          <input type="hidden" name="correction" value={told.id} />
          {sentence && (
            <p class="field">
              <label for={`phrase-${told.id}`}>{words.sentence}</label>
              <textarea id={`phrase-${told.id}`} name="phrase" maxlength={1000} rows={2}>
                {typed?.correction === told.id ? typed.sentence : ''}
              </textarea>
            </p>
          )}
          <p class="choices">
            {answers.map((answer) => (
              <button
                class={answer === 'accepted' ? 'button' : 'button soft'}
                type="submit"
                name="reponse"
                value={answer}
                aria-describedby={`correction-${told.id}`}
              >
                {words.answers[answer]}
              </button>
            ))}
          </p>
        </form>
      )}
    </CorrectionTold>
  );
};
