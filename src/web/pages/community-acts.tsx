/** What the parts of a community's page are given, and the buttons that they share. */
import type { FC } from 'hono/jsx';
import type { Seen } from '#connect/communities/community.ts';
import type { PageContext } from '../view/page.tsx';

/** What every part of the page is given. */
export interface PartProps {
  context: PageContext;
  seen: Seen;
  path: string;
}

/** A button that does one thing on this page. */
export const Act: FC<{
  action: string;
  what: string;
  said: string;
  soft?: boolean;
  inviteKey?: string | undefined;
}> = ({ action, what, said, soft = true, inviteKey }) => (
  <form method="post" action={action}>
    {inviteKey !== undefined && <input type="hidden" name="cle" value={inviteKey} />}
    <button class={soft ? 'button soft' : 'button'} type="submit" name="faire" value={what}>
      {said}
    </button>
  </form>
);

/** A button that takes away one of the things that are listed. */
export const Removal: FC<{ context: PageContext; path: string; what: string; id: string; title: string }> = (props) => {
  const { context, path, what, id, title } = props;
  const words = context.voice.words.communities.page;
  return (
    <form method="post" action={context.voice.path(path)}>
      <input type="hidden" name="id" value={id} />
      <button class="button soft" type="submit" name="faire" value={what} aria-label={words.removeWhich(title)}>
        {words.remove}
      </button>
    </form>
  );
};

/** A link to report one of them; none where nobody else reads it. */
export const ReportOne: FC<PartProps & { what: 'besoin' | 'rencontre'; id: string; title: string }> = (props) => {
  const { context, seen, path, what, id, title } = props;
  const words = context.voice.words.communities.page;
  if (seen.community.state !== 'open') return null;
  return (
    <a
      class="quiet"
      href={context.voice.path(`${path}/signaler?${what}=${id}`)}
      rel="nofollow"
      aria-label={words.reportWhich(title)}
    >
      {words.reportOne}
    </a>
  );
};
