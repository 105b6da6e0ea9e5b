/** Following a search: the form, what was sent, the confirmation, one's alerts, and how to stop one. */
import type { FC } from 'hono/jsx';
import type { Alert, Asked } from '#connect/alerts/alerts.ts';
import { type Rhythm, rhythms } from '#connect/alerts/rhythm.ts';
import type { Criteria } from '#model/criteria.ts';
import { changed, feedPath, searchPath } from '../search/address.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';

export type AskTrouble = Exclude<Asked, 'on' | 'mail-sent' | 'withheld'>;

/** The page of the form for a search. */
export const followPath = (search: string): string => `/alertes/suivre${search.replace(/^[^?]*/, '')}`;

interface FollowProps {
  context: PageContext;
  criteria: Criteria;
  label: string;
  /** The address of the account of whoever is signed in. */
  own: string | undefined;
  typed?: { mail: string; rhythm: Rhythm } | undefined;
  trouble?: AskTrouble | undefined;
}

export const FollowPage: FC<FollowProps> = ({ context, criteria, label, own, typed, trouble }) => {
  const { voice } = context;
  const words = voice.words.alerts.ask;
  const search = searchPath({ ...voice, path: (path) => path }, criteria);
  const path = followPath(search);
  const refused = trouble !== undefined;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path={path}>
      <p>
        {words.search}
        {voice.colon}
        <a href={voice.path(search)}>{label}</a>
      </p>
      {/\?\s*$/.test(criteria.q) && <Notice>{words.question}</Notice>}
      {refused && <Notice trouble>{words.refusals[trouble]}</Notice>}
      <form method="post" action={voice.path(path)} class="fields">
        <FormSigns context={context} />
        <fieldset class="field radios">
          <legend>{words.rhythm}</legend>
          {rhythms.map((rhythm) => (
            <label>
              <input type="radio" name="rythme" value={rhythm} checked={rhythm === (typed?.rhythm ?? 'daily')} />
              <span>{voice.words.alerts.rhythms[rhythm]}</span>
            </label>
          ))}
        </fieldset>
        {own === undefined ? (
          <div class="field">
            <MailField
              label={words.mail}
              value={typed?.mail}
              describedBy="mail-hint"
              invalid={trouble === 'not-an-address'}
            />
            <p class="quiet" id="mail-hint">
              {words.mailHint}
            </p>
          </div>
        ) : (
          <p>{words.signedIn(own)}</p>
        )}
        <button class="button" type="submit">
          {words.submit}
        </button>
      </form>
      <p class="quiet">
        <a href={voice.path(feedPath(search, '.atom'))}>{words.feed}</a>
      </p>
      <p class="quiet">
        <a href={voice.path('/donnees-personnelles')}>{voice.words.account.signIn.personal}</a>
      </p>
    </AccountFrame>
  );
};

interface SentProps {
  context: PageContext;
  mail: string;
  criteria: Criteria;
  mailbox: boolean;
}

export const FollowSentPage: FC<SentProps> = ({ context, mail, criteria, mailbox }) => {
  const { voice } = context;
  const words = voice.words.alerts.sent;
  const search = searchPath({ ...voice, path: (path) => path }, criteria);
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(mail)} path={followPath(search)}>
      {mailbox && (
        <p>
          <a class="button" href={voice.path('/boite-aux-lettres')}>
            {voice.words.account.sent.mailbox}
          </a>
        </p>
      )}
      <p>
        <a href={voice.path(search)}>{words.back}</a>
      </p>
    </AccountFrame>
  );
};

/** One button, which posts: mail scanners open links before people do. */
export const FollowButtonPage: FC<{
  context: PageContext;
  title: string;
  lead: string;
  /** Where the button posts, without the language's prefix. */
  path: string;
  submit: string;
}> = ({ context, title, lead, path, submit }) => (
  <AccountFrame context={context} title={title} lead={lead} path={path}>
    <form method="post" action={context.voice.path(path)}>
      <button class="button" type="submit">
        {submit}
      </button>
    </form>
  </AccountFrame>
);

export const FollowStoppedPage: FC<{ context: PageContext; path: string; criteria: Criteria | undefined }> = (
  props,
) => {
  const { context, path, criteria } = props;
  const { voice } = context;
  const words = voice.words.alerts.stop.done;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path={path}>
      {criteria !== undefined && (
        <p>
          <a href={voice.path(followPath(searchPath({ ...voice, path: (one) => one }, criteria)))}>{words.again}</a>
        </p>
      )}
    </AccountFrame>
  );
};

export const FollowBrokenPage: FC<{ context: PageContext; path: string }> = ({ context, path }) => (
  <AccountFrame context={context} {...context.voice.words.alerts.broken} path={path} />
);

interface ListProps {
  context: PageContext;
  mail: string;
  alerts: readonly Alert[];
  /** Where the forms post, without the language's prefix: `/compte/alertes`, or the link of a mail. */
  path: string;
  outcome: 'done' | 'followed' | 'gone' | undefined;
  /** Whether the address of this page opens the list by itself. */
  byLink: boolean;
}

export const AlertsPage: FC<ListProps> = ({ context, mail, alerts, path, outcome, byLink }) => {
  const { voice } = context;
  const words = voice.words.alerts.list;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(mail)} path={path}>
      {outcome !== undefined && <Notice trouble={outcome === 'gone'}>{words[outcome]}</Notice>}
      {alerts.length === 0 && (
        <>
          <p>{words.none}</p>
          <p>
            <a class="button" href={voice.path('/recherche')}>
              {words.search}
            </a>
          </p>
        </>
      )}
      <ul class="alerts">
        {alerts.map((alert) => (
          <AlertItem context={context} alert={alert} path={path} />
        ))}
      </ul>
      {byLink && <p class="quiet">{words.keep}</p>}
    </AccountFrame>
  );
};

const AlertItem: FC<{ context: PageContext; alert: Alert; path: string }> = ({ context, alert, path }) => {
  const { voice } = context;
  const words = voice.words.alerts.list;
  const { id, label, rhythm, state, since, toldAt } = alert;
  const action = voice.path(path);
  const act = (what: string, said: string) => (
    <button class="button soft" type="submit" name="faire" value={what} aria-label={words.which(said, label)}>
      {said}
    </button>
  );
  const dates = [
    words.since(voice.day(since.toISOString())),
    toldAt === undefined ? '' : words.told(voice.day(toldAt.toISOString())),
  ].filter(Boolean);
  return (
    <li>
      <p>
        <a href={searchPath(voice, changed(alert.criteria, { sort: 'date' }))}>
          <b>{label}</b>
        </a>{' '}
        <span class="flag">{words.states[state]}</span>
        <span class="quiet">{dates.join(', ')}</span>
      </p>
      {state !== 'asked' && (
        <form method="post" action={action} class="alert-rhythm">
          <input type="hidden" name="alerte" value={id} />
          <label class="unseen" for={`rythme-${id}`}>
            {words.rhythmOf(label)}
          </label>
          <select id={`rythme-${id}`} name="rythme">
            {rhythms.map((one) => (
              <option value={one} selected={one === rhythm}>
                {voice.words.alerts.rhythms[one]}
              </option>
            ))}
          </select>
          {act('rythme', words.save)}
        </form>
      )}
      <form method="post" action={action} class="choices">
        <input type="hidden" name="alerte" value={id} />
        {state === 'on' && act('pause', words.pause)}
        {(state === 'paused' || state === 'bounced') && act('reprendre', words.resume)}
        {act('supprimer', words.remove)}
      </form>
    </li>
  );
};
