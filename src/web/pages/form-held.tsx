/** What was sent waits for a curator before it goes on. */
import type { FC } from 'hono/jsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame } from './account-frame.tsx';

/** `path`: of the form; `back`: where one came from. Both without the language's prefix. */
export const FormHeldPage: FC<{ context: PageContext; path: string; back: string }> = ({ context, path, back }) => {
  const { voice } = context;
  const words = voice.words.forms.held;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path={path}>
      <p>{words.why}</p>
      <p>
        <a href={voice.path(back)}>{words.back}</a>
      </p>
    </AccountFrame>
  );
};
