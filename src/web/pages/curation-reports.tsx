/** Reported conversations, for curators: the words without the addresses, and what is decided. */
import type { FC } from 'hono/jsx';
import type { Report } from '#connect/introductions/reports.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';

export const reportsPath = '/curation/signalements';

interface Props {
  context: PageContext;
  reports: readonly Report[];
  said: 'decided' | 'gone' | undefined;
}

export const ReportsPage: FC<Props> = ({ context, reports, said }) => {
  const { voice } = context;
  const words = voice.words.introductions.reports;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path={reportsPath}>
      {said !== undefined && <Notice trouble={said === 'gone'}>{words[said]}</Notice>}
      {reports.length === 0 && <p>{words.none}</p>}
      {reports.map(({ id, title, by, reason, at, messages }) => (
        <article class="letter" aria-labelledby={`r-${id}`}>
          <h2 id={`r-${id}`}>{voice.set(title)}</h2>
          <p class="quiet">
            {words.by[by]}, {voice.day(at.toISOString())}
          </p>
          <p class="words">{reason}</p>
          <ol class="said">
            {messages.map(({ side, text, at: day }) => (
              <li>
                <p class="quiet">
                  <b>{words.sides[side]}</b> · {voice.day(day.toISOString())}
                </p>
                <p class="words">{text}</p>
              </li>
            ))}
          </ol>
          <p class="quiet">{words.barText}</p>
          <form method="post" action={voice.path(reportsPath)} class="choices">
            <input type="hidden" name="signalement" value={id} />
            <button class="button soft" type="submit" name="decision" value="nothing">
              {words.nothing}
            </button>
            <button class="button" type="submit" name="decision" value="barred">
              {words.bar}
            </button>
          </form>
        </article>
      ))}
    </AccountFrame>
  );
};
