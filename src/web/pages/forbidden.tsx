/** Kind refusals: a page of the curators', also to one of them who lacks the second factor, and a form that another site sent. */
import type { FC } from 'hono/jsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame } from './account-frame.tsx';
import { secondFactorPath } from './second-factor.tsx';

export const ForbiddenPage: FC<{ context: PageContext; withheld?: boolean }> = ({ context, withheld = false }) => {
  const { forbidden, secondFactor, own } = context.voice.words.account;
  return (
    <AccountFrame context={context} {...(withheld ? secondFactor.withheld : forbidden)} path="/compte">
      <p>
        {withheld ? (
          <a class="button" href={context.voice.path(secondFactorPath)}>
            {secondFactor.link}
          </a>
        ) : (
          <a class="button soft" href={context.voice.path('/compte')}>
            {own.title}
          </a>
        )}
      </p>
    </AccountFrame>
  );
};

export const ElsewherePage: FC<{ context: PageContext }> = ({ context }) => (
  <AccountFrame context={context} {...context.voice.words.account.elsewhere} path="/" />
);
