/** Two kind refusals: a page of the curators', and a form that another site sent. */
import type { FC } from 'hono/jsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame } from './account-frame.tsx';

export const ForbiddenPage: FC<{ context: PageContext }> = ({ context }) => (
  <AccountFrame context={context} {...context.voice.words.account.forbidden} path="/compte">
    <p>
      <a class="button soft" href={context.voice.path('/compte')}>
        {context.voice.words.account.own.title}
      </a>
    </p>
  </AccountFrame>
);

export const ElsewherePage: FC<{ context: PageContext }> = ({ context }) => (
  <AccountFrame context={context} {...context.voice.words.account.elsewhere} path="/" />
);
