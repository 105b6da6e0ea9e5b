/** Communities: the list, one of them with its map, needs and meetings, how to report one. */
import type { Child, FC } from 'hono/jsx';
import type { Listed } from '#connect/collections/collections.ts';
import type { Community, Meeting, Need, Seen } from '#connect/communities/communities.ts';
import { noCriteria, writeCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import { feedPath, searchPath } from '../search/address.ts';
import type { Portrait } from '../search/portrait.ts';
import { saidTime } from '../view/calendar.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { PortraitCards, PortraitMap } from '../view/portrait.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { followPath } from './alerts.tsx';
import { collectionPath, Lines } from './collections.tsx';

export const communityPath = (id: string): string => `/communautes/${id}`;
export type CommunityRefusal = 'unreadable' | 'search' | 'dates' | 'too-many' | 'full' | 'gone' | 'closed';
export type CommunitySaid = 'done' | { refused: CommunityRefusal } | undefined;

export const CommunitySays: FC<{ context: PageContext; said: CommunitySaid }> = ({ context, said }) => {
  const words = context.voice.words.communities;
  if (said === undefined) return null;
  return said === 'done' ? <Notice>{words.done}</Notice> : <Notice trouble>{words.refused[said.refused]}</Notice>;
};

const CommunityList: FC<{ context: PageContext; communities: readonly Community[]; states?: boolean }> = (props) => {
  const { context, communities, states = false } = props;
  const { voice } = context;
  const words = voice.words.communities;
  return (
    <ul class="alerts">
      {communities.map(({ id, name, lead, members, state }) => (
        <li>
          <p>
            {state === 'open' || state === 'asked' ? (
              <a href={voice.path(communityPath(id))}>
                <b>{voice.set(name)}</b>
              </a>
            ) : (
              <b>{voice.set(name)}</b>
            )}{' '}
            {states && <span class="flag">{words.states[state]}</span>}
            <span class="quiet">{words.members(members, voice.number(members))}</span>
          </p>
          <p>{voice.set(lead)}</p>
        </li>
      ))}
    </ul>
  );
};

export const CommunitiesPage: FC<{
  context: PageContext;
  communities: readonly Community[];
  own: readonly Community[];
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
              <CommunityList context={context} communities={own} states />
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

export interface MatchedNeed {
  need: Need;
  projects: readonly Project[];
}

interface Props {
  context: PageContext;
  rooms: Rooms;
  seen: Seen;
  portrait: Portrait;
  needs: readonly MatchedNeed[];
  /** The visitor's own public collections, which they may show. */
  ownCollections: readonly Listed[];
  /** Of the link of invitation by which the visitor came. */
  inviteKey: string | undefined;
  said: CommunitySaid;
  today: string;
}

export const CommunityPage: FC<Props> = (props) => {
  const { context, rooms, seen, portrait, needs, inviteKey, said } = props;
  const { voice } = context;
  const { community, role, mayWrite } = seen;
  const words = voice.words.communities.page;
  const path = communityPath(community.id);
  const search = searchPath({ ...voice, path: (one) => one }, community.criteria);
  const inside = role === 'member' || role === 'admin';
  const admin = role === 'admin';
  const button = (what: string, said: string, soft = true) => (
    <form method="post" action={voice.path(path)}>
      {inviteKey !== undefined && <input type="hidden" name="cle" value={inviteKey} />}
      <button class={soft ? 'button soft' : 'button'} type="submit" name="faire" value={what}>
        {said}
      </button>
    </form>
  );
  const removal = (what: string, id: string, title: string) => (
    <form method="post" action={voice.path(path)}>
      <input type="hidden" name="id" value={id} />
      <button class="button soft" type="submit" name="faire" value={what} aria-label={words.removeWhich(title)}>
        {words.remove}
      </button>
    </form>
  );
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
            <p class="lead">{voice.set(community.lead)}</p>
            <p class="quiet">{voice.words.communities.members(community.members, voice.number(community.members))}</p>
            <CommunitySays context={context} said={said} />
            {community.state === 'asked' && <Notice>{words.waiting}</Notice>}
            {role === 'asked' && <Notice>{words.asked}</Notice>}
            <div class="choices">
              {role === undefined &&
                community.state === 'open' &&
                (community.joining === 'invited' && inviteKey === undefined ? (
                  <p class="quiet">{words.closed}</p>
                ) : (
                  button(
                    'rejoindre',
                    community.joining === 'request' && inviteKey === undefined ? words.ask : words.join,
                    false,
                  )
                ))}
              {role === 'asked' && button('quitter', words.withdraw)}
              {admin && (
                <a class="button soft" href={voice.path(`${path}/reglages`)}>
                  {words.settings}
                </a>
              )}
            </div>
            <Lines text={community.about} />
          </header>
          <Section id="cherche" title={words.needs}>
            {needs.length === 0 && <p>{words.noNeeds}</p>}
            <ul class="alerts">
              {needs.map(({ need, projects }) => (
                <li>
                  <h3>{voice.set(need.title)}</h3>
                  <Lines text={need.text} />
                  {projects.length > 0 && (
                    <>
                      <p class="quiet">{words.found}</p>
                      <ul class="bullets">
                        {projects.map((project) => (
                          <li>
                            <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.set(project.title)}</a>
                          </li>
                        ))}
                      </ul>
                      <p>
                        <a href={searchPath(voice, { ...noCriteria, q: need.words })}>{words.search}</a>
                      </p>
                    </>
                  )}
                  {(need.mine || admin) && removal('retirer-besoin', need.id, need.title)}
                </li>
              ))}
            </ul>
            {mayWrite && <NeedForm context={context} path={path} />}
          </Section>
          <Section id="rencontres" title={words.meetings}>
            {seen.meetings.length === 0 && <p>{words.noMeetings}</p>}
            <ul class="alerts">
              {seen.meetings.map((meeting) => (
                <li>
                  <MeetingSaid context={context} path={path} meeting={meeting} />
                  {(meeting.mine || admin) && removal('retirer-rencontre', meeting.id, meeting.title)}
                </li>
              ))}
            </ul>
            {mayWrite && <MeetingForm context={context} path={path} today={props.today} />}
          </Section>
          {(seen.collections.length > 0 || (mayWrite && props.ownCollections.length > 0)) && (
            <Section id="carnets" title={words.collections}>
              <ul class="alerts">
                {seen.collections.map(({ id, title }) => (
                  <li>
                    <a href={voice.path(collectionPath(id))}>{voice.set(title)}</a>
                    {(admin || props.ownCollections.some((one) => one.id === id)) &&
                      removal('retirer-carnet', id, title)}
                  </li>
                ))}
              </ul>
              {mayWrite && props.ownCollections.length > 0 && (
                <ShowCollection context={context} path={path} collections={props.ownCollections} />
              )}
            </Section>
          )}
          {inside && (
            <Section id="membres" title={words.people}>
              <ul class="bullets">
                {seen.people
                  .filter(({ state }) => state === 'in')
                  .map(({ name, role: one }) => (
                    <li>
                      {name === '' ? words.unnamed : name}
                      {one === 'admin' && ` (${words.admin})`}
                    </li>
                  ))}
              </ul>
              {button('quitter', words.leave)}
            </Section>
          )}
          <Section id="carte" title={words.map}>
            <PortraitMap context={context} rooms={rooms} portrait={portrait} />
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

const Section: FC<{ id: string; title: string; children?: Child }> = ({ id, title, children }) => (
  <section aria-labelledby={`${id}-titre`} class="community-part">
    <h2 id={`${id}-titre`}>{title}</h2>
    {children}
  </section>
);

const MeetingSaid: FC<{ context: PageContext; path: string; meeting: Meeting }> = ({ context, path, meeting }) => {
  const { voice } = context;
  const words = voice.words.communities.page;
  const { id, title, text, place, starts, ends } = meeting;
  return (
    <>
      <h3>{voice.set(title)}</h3>
      <p>
        <time datetime={starts.toISOString()}>{saidTime(starts, voice.language)}</time>
        {' – '}
        <time datetime={ends.toISOString()}>{saidTime(ends, voice.language)}</time>
        <br />
        {voice.set(place)}
      </p>
      <Lines text={text} />
      <p>
        <a href={voice.path(`${path}/rencontres/${id}.ics`)} aria-label={words.calendarOf(title)}>
          {words.calendar}
        </a>
      </p>
    </>
  );
};

const NeedForm: FC<{ context: PageContext; path: string }> = ({ context, path }) => {
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <details>
      <summary>{words.need}</summary>
      <form method="post" action={voice.path(path)} class="fields">
        <Field id="besoin-titre" name="titre" label={words.needTitle} most={120} />
        <Field id="besoin-mots" name="mots" label={words.words} most={120} />
        <TextField id="besoin-texte" label={words.text} />
        <button class="button" type="submit" name="faire" value="besoin">
          {words.submit}
        </button>
      </form>
    </details>
  );
};

const MeetingForm: FC<{ context: PageContext; path: string; today: string }> = ({ context, path, today }) => {
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <details>
      <summary>{words.meeting}</summary>
      <form method="post" action={voice.path(path)} class="fields">
        <Field id="rencontre-titre" name="titre" label={words.meetingTitle} most={120} />
        <Field id="rencontre-lieu" name="lieu" label={words.place} most={200} />
        {(['debut', 'fin'] as const).map((name) => (
          <div class="field">
            <label for={`rencontre-${name}`}>{name === 'debut' ? words.starts : words.ends}</label>
            <input
              id={`rencontre-${name}`}
              name={name}
              type="datetime-local"
              required
              min={`${today.slice(0, 10)}T00:00`}
            />
          </div>
        ))}
        <TextField id="rencontre-texte" label={words.text} />
        <button class="button" type="submit" name="faire" value="rencontre">
          {words.submit}
        </button>
      </form>
    </details>
  );
};

const ShowCollection: FC<{ context: PageContext; path: string; collections: readonly Listed[] }> = (props) => {
  const { context, path, collections } = props;
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <form method="post" action={voice.path(path)} class="fields">
      <div class="field">
        <label for="carnet">{words.collection}</label>
        <select id="carnet" name="id">
          {collections.map(({ id, title }) => (
            <option value={id}>{title}</option>
          ))}
        </select>
      </div>
      <button class="button soft" type="submit" name="faire" value="carnet">
        {words.show}
      </button>
    </form>
  );
};

export const Field: FC<{ id: string; name: string; label: string; most: number; value?: string; hint?: string }> = (
  props,
) => {
  const { id, name, label, most, value, hint } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} name={name} required maxlength={most} value={value} aria-describedby={hint && `${id}-aide`} />
      {hint !== undefined && (
        <p class="quiet" id={`${id}-aide`}>
          {hint}
        </p>
      )}
    </div>
  );
};

export const TextField: FC<{ id: string; label: string; value?: string; required?: boolean }> = (props) => {
  const { id, label, value = '', required = false } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} name="texte" maxlength={2000} rows={4} required={required}>
        {value}
      </textarea>
    </div>
  );
};

/** The address of a search, as the form shows it. */
export const searchOf = ({ criteria }: Community, baseUrl: string): string =>
  `${baseUrl}/recherche?${writeCriteria(criteria)}`;

export const CommunityReportPage: FC<{
  context: PageContext;
  community: Community;
  said: CommunitySaid;
  sent: boolean;
}> = (props) => {
  const { context, community, said, sent } = props;
  const { voice } = context;
  const words = voice.words.communities.report;
  const path = `${communityPath(community.id)}/signaler`;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(voice.set(community.name))} path={path}>
      <CommunitySays context={context} said={said} />
      {sent ? (
        <Notice>{words.done}</Notice>
      ) : (
        <form method="post" action={voice.path(path)} class="fields">
          <TextField id="texte" label={words.text} required />
          <button class="button" type="submit">
            {words.submit}
          </button>
        </form>
      )}
    </AccountFrame>
  );
};
