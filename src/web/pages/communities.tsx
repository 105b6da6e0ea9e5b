/** Communities: the list, and what their pages share. */
import type { FC } from 'hono/jsx';
import type { Community, OwnCommunity } from '#connect/communities/community.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Notice } from './account-frame.tsx';
import { Act } from './community-acts.tsx';

export const communityPath = (id: string): string => `/communautes/${id}`;
export type CommunityRefusal = 'unreadable' | 'search' | 'dates' | 'too-many' | 'full' | 'gone' | 'closed';
export type CommunitySaid = 'done' | { refused: CommunityRefusal } | undefined;

export const CommunitySays: FC<{ context: PageContext; said: CommunitySaid }> = ({ context, said }) => {
  const words = context.voice.words.communities;
  if (said === undefined) return null;
  return said === 'done' ? <Notice>{words.done}</Notice> : <Notice trouble>{words.refused[said.refused]}</Notice>;
};

const CommunityList: FC<{ context: PageContext; communities: readonly (Community | OwnCommunity)[] }> = (props) => {
  const { context, communities } = props;
  const { voice } = context;
  const words = voice.words.communities;
  return (
    <ul class="alerts">
      {communities.map((community) => {
        const { id, name, lead, members, state, fictitious } = community;
        const own = 'role' in community;
        // Who only asked to join one that is not shown does not see it, and takes the request back from here.
        const unseen = own && state !== 'open' && community.role === 'asked';
        return (
          <li>
            <p>
              {unseen ? (
                <b>{voice.set(name)}</b>
              ) : (
                <a href={voice.path(communityPath(id))}>
                  <b>{voice.set(name)}</b>
                </a>
              )}{' '}
              {fictitious && <span class="flag">{voice.words.demonstration.card}</span>}{' '}
              {own && <span class="flag">{words.states[state]}</span>}
              <span class="quiet">{words.members(members, voice.number(members))}</span>
            </p>
            {unseen ? (
              <Act action={voice.path(communityPath(id))} what="quitter" said={words.page.withdraw} />
            ) : (
              lead !== '' && <p>{voice.set(lead)}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
};

export const CommunitiesPage: FC<{
  context: PageContext;
  communities: readonly Community[];
  own: readonly OwnCommunity[];
}> = (props) => {
  const { context, communities, own } = props;
  const { voice } = context;
  const words = voice.words.communities.index;
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: '/communautes' }}>
      <div class="band">
        <div class="account">
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          <p>
            <a class="button soft" href={voice.path('/communautes/nouvelle')}>
              {words.found}
            </a>
          </p>
          {own.length > 0 && (
            <section aria-labelledby="siennes">
              <h2 id="siennes">{words.own}</h2>
              <CommunityList context={context} communities={own} />
            </section>
          )}
          {communities.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <CommunityList context={context} communities={communities} />
          )}
        </div>
      </div>
    </Page>
  );
};
