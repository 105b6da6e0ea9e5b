/** Who speaks for a catalogue: the team for those who are in it, and the form for whoever asks to be. */
import type { FC } from 'hono/jsx';
import type { AskedBefore, Asker } from '#connect/partners/admission.ts';
import type { Speaker } from '#connect/partners/team.ts';
import type { Manifest } from '#model/source.ts';
import { FormSigns } from '../view/form-signs.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { Outcome } from './account-frame.tsx';

export const partnerTeamPath = (source: string): string => `/partenaires/${source}/equipe`;

interface Props {
  context: PageContext;
  source: Manifest;
  /** The visitor's id. */
  visitor: string;
  /** What the visitor is in it; undefined for who is not in it. */
  part: Speaker['role'] | undefined;
  /** Undefined for who neither speaks for the catalogue nor curates. */
  team: readonly Speaker[] | undefined;
  /** For its admins. */
  asking: readonly Asker[];
  before: AskedBefore | undefined;
  typed: string;
  said: string | undefined;
  refused: string | undefined;
}

export const PartnerTeamPage: FC<Props> = (props) => {
  const { context, source, part, team, asking, said, refused } = props;
  const { voice } = context;
  const words = voice.words.team;
  const path = partnerTeamPath(source.id);
  const name = voice.set(source.name[voice.language]);
  const [title, lead] = team === undefined ? [words.askTitle(name), words.askLead] : [words.title(name), words.lead];
  return (
    <Page context={context} head={{ title, description: lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
          </header>
          <Outcome said={said} refused={refused} />
          {part === 'admin' && <Asking context={context} path={path} asking={asking} />}
          {team !== undefined && <Team {...props} team={team} path={path} />}
          {part === undefined && <AskForm {...props} path={path} named={team !== undefined} />}
        </div>
      </div>
    </Page>
  );
};

/** One button that says what it does, and to screen readers to whom. */
const Act: FC<{ label: string; whom: string; act: string; soft?: boolean }> = ({ label, whom, act, soft = true }) => (
  <button class={soft ? 'button soft' : 'button'} type="submit" name="faire" value={act} aria-label={whom}>
    {label}
  </button>
);

const Asking: FC<{ context: PageContext; path: string; asking: readonly Asker[] }> = ({ context, path, asking }) => {
  const { voice } = context;
  const words = voice.words.team;
  return (
    <section aria-labelledby="demandes">
      <h2 id="demandes">{words.asking}</h2>
      {asking.length === 0 && <p class="empty">{words.asks}</p>}
      <ul class="decisions">
        {asking.map(({ person, name, mail, message }) => {
          const who = name === '' ? mail : name;
          return (
            <li class="decision">
              <div>
                <p>{[name, mail].filter((one) => one !== '').join(', ')}</p>
                <p class="why">{voice.set(message)}</p>
              </div>
              <form method="post" action={voice.path(path)} class="choices">
                <input type="hidden" name="personne" value={person} />
                <Act label={words.admit} whom={words.whom(words.admit, who)} act="admettre" soft={false} />
                <Act label={words.refuse} whom={words.whom(words.refuse, who)} act="refuser" />
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const Team: FC<Props & { team: readonly Speaker[]; path: string }> = ({ context, team, path, part, visitor }) => {
  const { voice } = context;
  const words = voice.words.team;
  const isOnlyAdmin = team.filter(({ role }) => role === 'admin').length === 1;
  return (
    <section aria-labelledby="equipe">
      <h2 id="equipe">{words.people}</h2>
      {team.length === 0 && <p class="empty">{words.nobody}</p>}
      <ul class="decisions">
        {team.map(({ person, name, mail, role, since }) => {
          const who = name === '' ? mail : name;
          const isSelf = person === visitor;
          return (
            <li class="decision">
              <div>
                <p>
                  {[name, mail].filter((one) => one !== '').join(', ')} {isSelf && words.you}
                </p>
                <p class="quiet">
                  {words.roles[role]}, {words.since(voice.day(since.toISOString()))}
                </p>
              </div>
              {(part === 'admin' || isSelf) && (
                <form method="post" action={voice.path(path)} class="choices">
                  <input type="hidden" name="personne" value={person} />
                  {part === 'admin' &&
                    (role === 'editor' ? (
                      <Act label={words.makeAdmin} whom={words.whom(words.makeAdmin, who)} act="admin" />
                    ) : isSelf ? (
                      !isOnlyAdmin && <Act label={words.stepDown} whom={words.stepDown} act="editor" />
                    ) : (
                      <Act label={words.makeEditor} whom={words.whom(words.makeEditor, who)} act="editor" />
                    ))}
                  {isSelf ? (
                    <Act label={words.leave} whom={words.leave} act="retirer" />
                  ) : (
                    <Act label={words.remove} whom={words.whom(words.remove, who)} act="retirer" />
                  )}
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** `named`: the page's title is that of the team, and this part has one of its own. */
const AskForm: FC<Props & { path: string; named: boolean }> = ({ said, ...given }) => {
  const { context, source, path, named, before, typed } = given;
  const { voice } = context;
  const words = voice.words.team;
  return (
    <>
      {named && <h2>{words.askTitle(voice.set(source.name[voice.language]))}</h2>}
      {before !== undefined && said === undefined && (
        <p class="note">
          {words.states[before.state]}
          {before.sentence !== '' && (
            <>
              {' '}
              <q>{voice.set(before.sentence)}</q>
            </>
          )}
        </p>
      )}
      <form method="post" action={voice.path(path)} class="deciding">
        <FormSigns context={context} />
        <p class="field">
          <label for="message">{words.message}</label>
          <textarea id="message" name="message" required maxlength={1000} rows={5}>
            {typed}
          </textarea>
        </p>
        <button class="button" type="submit" name="faire" value="demander">
          {before?.state === 'waiting' || before?.state === 'asked' ? words.sendAgain : words.send}
        </button>
      </form>
    </>
  );
};
