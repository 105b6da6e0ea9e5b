/** How a catalogue meets each criterion of quality, and what to do where it could do better. */
import type { FC } from 'hono/jsx';
import { qualityAdvices } from '#model/quality.ts';
import type { CriterionMet } from '#publish/catalogue-figures.ts';
import type { Voice } from '../text/language.ts';

interface Props {
  voice: Voice;
  criteria: readonly CriterionMet[];
  /** Where the sheets are listed that could do better; undefined where they are not shown. */
  hrefOf?: ((criterion: CriterionMet['criterion']) => string) | undefined;
}

/** Units of the drawing's width. */
const wide = 200;

export const CriteriaMet: FC<Props> = ({ voice, criteria, hrefOf }) => {
  const words = voice.words.sheets;
  return (
    <ul class="met">
      {criteria.map(({ criterion, mean, below }) => {
        const name = words.criteria[criterion];
        return (
          <li>
            <b>{hrefOf === undefined || below === 0 ? name : <a href={hrefOf(criterion)}>{name}</a>}</b>
            <svg viewBox={`0 0 ${wide} 8`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect class="off" width={wide} height="8" rx="4" />
              {mean > 0 && <rect class="on" width={Math.max(2, Math.round(mean * wide))} height="8" rx="4" />}
            </svg>
            <span class="quiet num">
              {voice.share(mean)} · {words.below(below, voice.number(below))}
            </span>
            {below > 0 && <span class="advice">{voice.set(qualityAdvices[criterion][voice.language])}</span>}
          </li>
        );
      })}
    </ul>
  );
};
