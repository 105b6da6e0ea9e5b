/** The conversations of one's account. */
import type { FC } from 'hono/jsx';
import type { ListedIntroduction } from '#connect/introductions/conversation.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame } from './account-frame.tsx';
import { introductionPath } from './introduction.tsx';

export const ownIntroductionsPath = '/compte/contacts';

export const OwnIntroductionsPage: FC<{ context: PageContext; listed: readonly ListedIntroduction[] }> = ({
  context,
  listed,
}) => {
  const { voice } = context;
  const { own } = voice.words.introductions;
  return (
    <AccountFrame context={context} title={own.title} lead={own.lead} path={ownIntroductionsPath}>
      {listed.length === 0 && <p>{own.none}</p>}
      <ul class="queues">
        {listed.map(({ id, side, title, state, at }) => (
          <li>
            <a href={voice.path(introductionPath(id))}>
              <b>{voice.set(title)}</b>
              <span class="quiet">
                {own.sides[side]} · {own.states[state]} · {voice.day(at.toISOString())}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </AccountFrame>
  );
};
