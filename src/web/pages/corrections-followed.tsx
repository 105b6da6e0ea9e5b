/** What one proposed and what became of it: by the link of a mail, or in one's account. */
import type { FC } from 'hono/jsx';
import type { ToldCorrection } from '#connect/corrections/told.ts';
import type { Rooms } from '../rooms.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { CorrectionTold } from './correction-told.tsx';

interface Props {
  context: PageContext;
  rooms: Pick<Rooms, 'sources'>;
  path: string;
  corrections: readonly ToldCorrection[];
  /** The link's own text, where it has yet to be confirmed. */
  toConfirm?: string | undefined;
  justConfirmed?: boolean | undefined;
}

export const CorrectionsFollowedPage: FC<Props> = ({ context, rooms, path, corrections, toConfirm, justConfirmed }) => {
  const { voice } = context;
  const words = voice.words.corrections.follow;
  const lead = toConfirm === undefined ? words.lead : words.toConfirm;
  const partner = (id: string): string => voice.set(rooms.sources.get(id)?.name[voice.language] ?? id);
  return (
    <AccountFrame context={context} title={words.title} lead={lead} path={path}>
      {justConfirmed && <Notice>{words.confirmed}</Notice>}
      {corrections.length === 0 && <p>{words.none}</p>}
      <ol class="corrections">
        {corrections.map((told) => (
          <CorrectionTold voice={voice} told={told} beside={words.from(partner(told.source))}>
            {told.project !== null && (
              <p>
                <a href={voice.path(`/projets/${told.project}`)}>{voice.words.corrections.sent.back}</a>
              </p>
            )}
          </CorrectionTold>
        ))}
      </ol>
      {toConfirm !== undefined && (
        <form method="post" action={voice.path('/corrections/suivi')}>
          <input type="hidden" name="jeton" value={toConfirm} />
          <button class="button" type="submit">
            {words.confirm}
          </button>
        </form>
      )}
    </AccountFrame>
  );
};

export const GoneLinkPage: FC<{ context: PageContext }> = ({ context }) => {
  const { title, gone } = context.voice.words.corrections.follow;
  return <AccountFrame context={context} title={title} lead={gone} path="/corrections/suivi" />;
};
