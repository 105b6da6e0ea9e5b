/** The accessibility statement: the rate and what is not met come from the audit itself. */
import type { FC } from 'hono/jsx';
import { type AuditResult, auditedOn } from '../audit/criteria.ts';
import type { Rooms } from '../rooms.ts';
import type { PageContext } from '../view/page.tsx';
import { Contact, Sections, TextFrame, TextSection } from './standing.tsx';

interface AccessibilityProps {
  context: PageContext;
  rooms: Pick<Rooms, 'operator'>;
  result: AuditResult;
}

export const AccessibilityPage: FC<AccessibilityProps> = ({ context, rooms, result }) => {
  const { voice } = context;
  const text = voice.words.about.accessibility;
  const { met, applicable, rate, unmet } = result;
  return (
    <TextFrame context={context} title={text.title} lead={text.state(unmet.length === 0)} path="/accessibilite">
      <TextSection title={text.result.title}>
        <p>
          {text.result.rate(
            voice.number(met),
            voice.number(applicable),
            voice.number(Math.floor(rate * 1000) / 10),
            voice.day(auditedOn),
          )}
        </p>
        <p>{text.result.own}</p>
        {unmet.length > 0 && (
          <>
            <h3>{text.result.unmet}</h3>
            <ul class="bullets">
              {unmet.map(({ id, said }) => (
                <li>{text.result.criterion(id, voice.set(said?.[voice.language] ?? ''))}</li>
              ))}
            </ul>
          </>
        )}
      </TextSection>
      <Sections sections={text.sections} />
      <TextSection title={text.contact}>
        <p>
          <Contact voice={voice} mail={rooms.operator.contact} />
        </p>
      </TextSection>
    </TextFrame>
  );
};
