/** A community's page: what it is, how to join, what it looks for, where it meets, its collections, its members, its map. */
import type { FC } from 'hono/jsx';
import type { Listed } from '#connect/collections/collection.ts';
import type { Seen } from '#connect/communities/community.ts';
import type { Rooms } from '../rooms.ts';
import { feedPath, searchPath } from '../search/address.ts';
import type { Portrait } from '../search/portrait.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { PortraitCards, PortraitMap } from '../view/portrait.tsx';
import { Notice } from './account-frame.tsx';
import { followPath } from './alerts.tsx';
import { Lines } from './collections.tsx';
import { type CommunitySaid, CommunitySays, communityPath } from './communities.tsx';
import { Act, type PartProps } from './community-acts.tsx';
import { CommunityCollections } from './community-collections.tsx';
import { Section } from './community-fields.tsx';
import { CommunityMeetings } from './community-meetings.tsx';
import { CommunityMembers } from './community-members.tsx';
import { CommunityNeeds, type MatchedNeed, type Typed } from './community-needs.tsx';

export interface CommunityProps {
  context: PageContext;
  rooms: Rooms;
  seen: Seen;
  portrait: Portrait;
  needs: readonly MatchedNeed[];
  /** Those of the community itself. */
  theirs: readonly Listed[];
  /** The visitor's own public collections, which they may show. */
  ownCollections: readonly Listed[];
  /** Of the link of invitation by which the visitor came. */
  inviteKey: string | undefined;
  said: CommunitySaid;
  today: string;
  typed: Typed;
}

export const CommunityPage: FC<CommunityProps> = (props) => {
  const { context, rooms, seen, portrait, needs, said } = props;
  const { voice } = context;
  const { community, role } = seen;
  const words = voice.words.communities.page;
  const path = communityPath(community.id);
  const part = { context, seen, path };
  return (
    <Page
      context={context}
      head={{
        title: voice.set(community.name),
        description: community.lead,
        path,
        unlisted: community.state !== 'open',
      }}
    >
      <div class="band">
        <div class="collection">
          <header>
            <p class="kicker">{words.kicker}</p>
            <h1>{voice.set(community.name)}</h1>
            {community.lead !== '' && <p class="lead">{voice.set(community.lead)}</p>}
            <p class="quiet">{voice.words.communities.members(community.members, voice.number(community.members))}</p>
            {community.fictitious && <p class="note">{voice.words.demonstration.circle}</p>}
            <CommunitySays context={context} said={said} />
            {community.state === 'asked' && <Notice>{words.waiting}</Notice>}
            {community.state === 'refused' && <Notice>{words.notAdmitted}</Notice>}
            {community.state === 'off' && <Notice>{words.off}</Notice>}
            {community.state === 'off' && role === 'admin' && <Notice>{words.offAdmin}</Notice>}
            {role === 'asked' && <Notice>{words.asked}</Notice>}
            {seen.change !== undefined && <Notice>{words.changeWaits}</Notice>}
            <Joining {...part} inviteKey={props.inviteKey} />
            <Lines text={community.about} />
          </header>
          <CommunityNeeds {...part} needs={needs} follows={rooms.alerts !== undefined} typed={props.typed} />
          <CommunityMeetings {...part} today={props.today} typed={props.typed} />
          <CommunityCollections {...part} theirs={props.theirs} ownCollections={props.ownCollections} />
          {(role === 'member' || role === 'admin') && <CommunityMembers {...part} />}
          <MapPart {...part} rooms={rooms} portrait={portrait} />
        </div>
      </div>
      <PortraitCards voice={voice} rooms={rooms} portrait={portrait} />
      {community.state === 'open' && (
        <div class="band">
          <p class="quiet">
            <a href={voice.path(`${path}/signaler`)} rel="nofollow">
              {words.report}
            </a>
          </p>
        </div>
      )}
    </Page>
  );
};

const Joining: FC<PartProps & { inviteKey: string | undefined }> = ({ context, seen, path, inviteKey }) => {
  const { voice } = context;
  const { community, role } = seen;
  const words = voice.words.communities.page;
  const action = voice.path(path);
  const byLink = community.joining === 'invited' && inviteKey === undefined;
  const asks = community.joining === 'request' && inviteKey === undefined;
  return (
    <div class="choices">
      {role === undefined &&
        community.state === 'open' &&
        (byLink ? (
          <p class="quiet">{words.closed}</p>
        ) : (
          <Act
            action={action}
            what="rejoindre"
            said={asks ? words.ask : words.join}
            soft={false}
            inviteKey={inviteKey}
          />
        ))}
      {role === 'asked' && <Act action={action} what="quitter" said={words.withdraw} />}
      {role === 'admin' && (
        <a class="button soft" href={voice.path(`${path}/reglages`)}>
          {words.settings}
        </a>
      )}
    </div>
  );
};

const MapPart: FC<PartProps & { rooms: Rooms; portrait: Portrait }> = ({ context, seen, rooms, portrait }) => {
  const { voice } = context;
  const words = voice.words.communities.page;
  const search = searchPath({ ...voice, path: (one) => one }, seen.community.criteria);
  return (
    <Section id="carte" title={words.map}>
      <div class="portrait-map">
        <PortraitMap context={context} rooms={rooms} portrait={portrait} />
      </div>
      <p class="choices">
        <a class="button soft" href={voice.path(search)}>
          {words.all}
        </a>
        <a class="button soft" href={voice.path(feedPath(search, '.atom'))}>
          {words.feed}
        </a>
        {rooms.alerts !== undefined && (
          <a class="button soft" href={voice.path(followPath(search))} rel="nofollow">
            {words.follow}
          </a>
        )}
      </p>
    </Section>
  );
};
