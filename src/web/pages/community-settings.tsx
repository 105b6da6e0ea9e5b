/** Opening a community, and for its admins: its settings, its members, its invitation. */
import type { FC } from 'hono/jsx';
import type { Community, Seen } from '#connect/communities/community.ts';
import { joinings, writings } from '#connect/communities/membership.ts';
import { writeCriteria } from '#model/criteria.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { type CommunitySaid, CommunitySays, communityPath } from './communities.tsx';
import { Field, TextField } from './community-fields.tsx';

/** What the form holds, as it was typed. */
export interface CommunityTyped {
  nom: string;
  phrase: string;
  texte: string;
  recherche: string;
  rejoindre: string;
  ecrire: string;
}

const CommunityFields: FC<{ context: PageContext; typed: CommunityTyped }> = ({ context, typed }) => {
  const words = context.voice.words.communities.form;
  return (
    <>
      <Field id="nom" name="nom" label={words.name} most={120} value={typed.nom} />
      <Field id="phrase" name="phrase" label={words.short} most={200} value={typed.phrase} />
      <Field
        id="recherche"
        name="recherche"
        label={words.search}
        most={1500}
        value={typed.recherche}
        hint={words.searchHint}
      />
      <TextField id="texte" label={words.about} value={typed.texte} />
      <fieldset class="field radios">
        <legend>{words.joining}</legend>
        {joinings.map((joining) => (
          <label>
            <input type="radio" name="rejoindre" value={joining} checked={joining === typed.rejoindre} />
            <span>{words.joinings[joining]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="field radios">
        <legend>{words.writing}</legend>
        {writings.map((writing) => (
          <label>
            <input type="radio" name="ecrire" value={writing} checked={writing === typed.ecrire} />
            <span>{words.writings[writing]}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
};

export const FoundCommunityPage: FC<{ context: PageContext; typed: CommunityTyped; said: CommunitySaid }> = (props) => {
  const { context, typed, said } = props;
  const { voice } = context;
  const words = voice.words.communities.form;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path="/communautes/nouvelle">
      <CommunitySays context={context} said={said} />
      <form method="post" action={voice.path('/communautes/nouvelle')} class="fields">
        <FormSigns context={context} />
        <CommunityFields context={context} typed={typed} />
        <button class="button" type="submit">
          {words.submit}
        </button>
      </form>
    </AccountFrame>
  );
};

export const CommunitySettingsPage: FC<{
  context: PageContext;
  seen: Seen;
  typed: CommunityTyped | undefined;
  said: CommunitySaid;
}> = (props) => {
  const { context, seen, typed, said } = props;
  const { voice, baseUrl } = context;
  const { community } = seen;
  const words = voice.words.communities.admin;
  const unnamed = voice.words.communities.page.unnamed;
  const path = communityPath(community.id);
  const action = voice.path(`${path}/reglages`);
  // What waits for a curator is what its admins have last written.
  const says = seen.change?.telling ?? community;
  const standing = {
    ...{ nom: says.name, phrase: says.lead, texte: says.about, recherche: searchOf(says, baseUrl) },
    ...{ rejoindre: community.joining, ecrire: community.writing },
  };
  return (
    <AccountFrame
      context={context}
      title={words.title(voice.set(community.name))}
      lead={words.lead}
      path={`${path}/reglages`}
    >
      <CommunitySays context={context} said={said} />
      <p>
        <a href={voice.path(path)}>{words.back}</a>
      </p>
      <section aria-labelledby="membres">
        <h2 id="membres">{voice.words.communities.page.people}</h2>
        <ul class="alerts">
          {seen.people.map(({ person, name, role, state }) => {
            const who = name === '' ? unnamed : name;
            const act = (what: string, said: string) => (
              <button class="button soft" type="submit" name="faire" value={what} aria-label={words.which(said, who)}>
                {said}
              </button>
            );
            return (
              <li>
                <p>
                  <b>{who}</b>{' '}
                  {state === 'asked' ? (
                    <span class="flag">{words.asked}</span>
                  ) : (
                    role === 'admin' && <span class="flag">{voice.words.communities.page.admin}</span>
                  )}
                </p>
                <form method="post" action={action} class="choices">
                  <input type="hidden" name="personne" value={person} />
                  {state === 'asked' && community.state === 'open' && act('accepter', words.accept)}
                  {state === 'in' &&
                    (role === 'admin' ? act('membre', words.makeMember) : act('administrer', words.makeAdmin))}
                  {act('retirer', words.remove)}
                </form>
              </li>
            );
          })}
        </ul>
        <p class="quiet">{words.succession}</p>
      </section>
      {(community.state === 'open' || community.inviteKey !== undefined) && (
        <Invitation context={context} action={action} community={community} />
      )}
      {community.state !== 'refused' && (
        <section aria-labelledby="reglages">
          <h2 id="reglages">{voice.words.communities.form.settings}</h2>
          {seen.change === undefined ? (
            <ChangeIsRead context={context} state={community.state} />
          ) : (
            <Notice>
              {words.change[seen.change.state]}
              {seen.change.sentence !== '' && ` ${seen.change.sentence}`}
            </Notice>
          )}
          <form method="post" action={action} class="fields">
            <CommunityFields context={context} typed={typed ?? standing} />
            <button class="button" type="submit" name="faire" value="decrire">
              {voice.words.communities.form.save}
            </button>
          </form>
        </section>
      )}
    </AccountFrame>
  );
};

/** The link that lets others in, while they would see what they come into; one that was drawn can always be closed. */
const Invitation: FC<{ context: PageContext; action: string; community: Community }> = (props) => {
  const { context, action, community } = props;
  const { voice, baseUrl } = context;
  const words = voice.words.communities.admin;
  const { inviteKey } = community;
  return (
    <section aria-labelledby="invitation">
      <h2 id="invitation">{words.invite}</h2>
      {inviteKey !== undefined && (
        <div class="field">
          <label for="lien">{words.inviteLead}</label>
          <input id="lien" readonly value={`${baseUrl}${voice.path(communityPath(community.id))}?cle=${inviteKey}`} />
        </div>
      )}
      <form method="post" action={action} class="choices">
        {community.state === 'open' && (
          <button class="button soft" type="submit" name="faire" value="inviter">
            {inviteKey === undefined ? words.draw : words.drawAgain}
          </button>
        )}
        {inviteKey !== undefined && (
          <button class="button soft" type="submit" name="faire" value="fermer-lien">
            {words.close}
          </button>
        )}
      </form>
    </section>
  );
};

/** What becomes of what is saved. */
const ChangeIsRead: FC<{ context: PageContext; state: Community['state'] }> = ({ context, state }) => {
  const words = context.voice.words.communities.admin;
  if (state === 'off') return <Notice>{words.changeReopens}</Notice>;
  return state === 'open' ? <p class="quiet">{words.changeIsRead}</p> : null;
};

/** The address of a search, as the form shows it. */
const searchOf = ({ criteria }: Pick<Community, 'criteria'>, baseUrl: string): string =>
  `${baseUrl}/recherche?${writeCriteria(criteria)}`;
