/** One correction as it is told: what the sheet says, what is proposed, why; to the partner and to who proposed it. */
import type { Child, FC } from 'hono/jsx';
import { correctionLetters } from '#connect/corrections/letters.ts';
import type { ToldCorrection } from '#connect/corrections/told.ts';
import { fieldText } from '#model/field-text.ts';
import type { Voice } from '../text/language.ts';

interface Props {
  voice: Voice;
  told: ToldCorrection;
  /** What is said of it beside its state: who, when. */
  beside: Child;
  children?: Child;
}

export const CorrectionTold: FC<Props> = ({ voice, told, beside, children }) => {
  const words = voice.words.corrections.partner;
  const { fields, states } = correctionLetters[voice.language];
  const said = (value: unknown): Child => {
    const text = fieldText(told.field, value, voice.language);
    return text === '' ? <span class="quiet">{words.nothing}</span> : voice.set(text);
  };
  return (
    <li class="asked correction" id={`correction-${told.id}`}>
      <h3>
        {voice.set(fields[told.field])}
        {voice.colon}
        {voice.set(told.title)}
      </h3>
      <p class="quiet">
        <span class={`flag is-${told.state}`}>{voice.set(states[told.state])}</span> {beside}
        {told.asHolder && ` · ${words.holder}`}
      </p>
      <dl class="told">
        <div>
          <dt>{words.was}</dt>
          <dd>{said(told.was)}</dd>
        </div>
        <div>
          <dt>{words.proposed}</dt>
          <dd>
            <b>{said(told.value)}</b>
          </dd>
        </div>
        {told.nowSays !== null && (
          <div>
            <dt>{words.nowSays}</dt>
            <dd>{said(told.nowSays)}</dd>
          </div>
        )}
        {told.reason !== '' && (
          <div>
            <dt>{words.reason}</dt>
            <dd>{voice.set(told.reason)}</dd>
          </div>
        )}
        {told.evidence !== '' && (
          <div>
            <dt>{words.evidence}</dt>
            {/* As text: a stranger's address is read before it is opened. */}
            <dd>{told.evidence}</dd>
          </div>
        )}
      </dl>
      {told.answer !== '' && <blockquote>{voice.set(told.answer)}</blockquote>}
      {children}
    </li>
  );
};
