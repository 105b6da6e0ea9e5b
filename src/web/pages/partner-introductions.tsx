/** For those who speak for a catalogue: how many people were introduced to its holders, week by week. */
import type { FC } from 'hono/jsx';
import type { Week } from '#connect/introductions/figures.ts';
import { partnerIntroductionsPath } from '#connect/introductions/weekly.ts';
import type { Manifest } from '#model/source.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';

interface Props {
  context: PageContext;
  source: Manifest;
  /** This week first. */
  weeks: readonly Week[];
  /** Whether this person receives them by mail; undefined for a curator, who does not. */
  wants: boolean | undefined;
  saved: boolean;
}

export const PartnerIntroductionsPage: FC<Props> = ({ context, source, weeks, wants, saved }) => {
  const { voice } = context;
  const { figures } = voice.words.introductions;
  const path = partnerIntroductionsPath(source.id);
  return (
    <AccountFrame
      context={context}
      title={figures.title}
      lead={figures.lead(voice.set(source.name[voice.language]))}
      path={path}
    >
      {saved && <Notice>{figures.saved}</Notice>}
      <p>{saySum(context, weeks)}</p>
      <table class="weeks">
        <caption>{figures.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{figures.week}</th>
            <th scope="col">{figures.begun}</th>
            <th scope="col">{figures.answered}</th>
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ monday, begun, answered }) => (
            <tr>
              <th scope="row">{voice.day(monday)}</th>
              <td class="num">{voice.number(begun)}</td>
              <td class="num">{voice.number(answered)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {wants !== undefined && (
        <form method="post" action={voice.path(path)} class="fields introduction-form">
          <p>{wants ? figures.stopText : figures.weekly}</p>
          <input type="hidden" name="recevoir" value={wants ? 'non' : 'oui'} />
          <button class="button soft" type="submit">
            {wants ? figures.stop : figures.start}
          </button>
        </form>
      )}
    </AccountFrame>
  );
};

/** Twelve weeks in a sentence. */
export function saySum({ voice }: Pick<PageContext, 'voice'>, weeks: readonly Week[]): string {
  const begun = weeks.reduce((sum, week) => sum + week.begun, 0);
  const answered = weeks.reduce((sum, week) => sum + week.answered, 0);
  return voice.words.introductions.figures.summary(begun, voice.number(begun), voice.number(answered));
}
