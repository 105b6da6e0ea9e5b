/** Who is in a community, for those who are: how its news come, and leaving. */
import type { FC } from 'hono/jsx';
import { newsRhythms } from '#connect/communities/membership.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { Act, type PartProps } from './community-acts.tsx';
import { Section } from './community-fields.tsx';

export const CommunityMembers: FC<PartProps> = ({ context, seen, path }) => {
  const { voice } = context;
  const words = voice.words.communities.page;
  return (
    <Section id="membres" title={words.people}>
      <ul class="bullets">
        {seen.people
          .filter(({ state }) => state === 'in')
          .map(({ name, role }) => (
            <li>
              {name === '' ? words.unnamed : name}
              {role === 'admin' && ` (${words.admin})`}
            </li>
          ))}
      </ul>
      <form method="post" action={voice.path(path)} class="fields">
        <fieldset class="field radios">
          <legend>{words.hear}</legend>
          {newsRhythms.map((rhythm) => (
            <label>
              <input type="radio" name="rythme" value={rhythm} checked={rhythm === seen.news} />
              <span>{words.rhythms[rhythm]}</span>
            </label>
          ))}
        </fieldset>
        <button class="button soft" type="submit" name="faire" value="nouvelles">
          {words.hearSubmit}
        </button>
      </form>
      {seen.community.members === 1 && <p class="quiet">{words.lastLeaves}</p>}
      <Act action={voice.path(path)} what="quitter" said={words.leave} />
    </Section>
  );
};

/** By the link of a letter: no more of them. `name` undefined: the link opens nothing. */
export const StopNewsPage: FC<{ context: PageContext; path: string; name: string | undefined; stopped: boolean }> = ({
  context,
  path,
  name,
  stopped,
}) => {
  const { voice } = context;
  const words = voice.words.communities.stop;
  return (
    <AccountFrame
      context={context}
      title={words.title}
      lead={name === undefined ? words.broken : words.lead(voice.set(name))}
      path={path}
    >
      {stopped ? (
        <Notice>{words.done}</Notice>
      ) : (
        name !== undefined && (
          <form method="post" action={voice.path(path)}>
            <button class="button" type="submit">
              {words.submit}
            </button>
          </form>
        )
      )}
    </AccountFrame>
  );
};
