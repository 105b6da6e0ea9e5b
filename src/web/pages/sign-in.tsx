/** Signing in: the address to which a link goes, or the identity provider; then what was sent; then the one button. */
import type { FC } from 'hono/jsx';
import type { Accounts, AskRefusal, LinkRefusal } from '#connect/accounts/accounts.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';

/** In the address of the provider's button: the provider is to ask again. */
export const anewField = 'de-nouveau';

interface SignInProps {
  context: PageContext;
  accounts: Pick<Accounts, 'byMail' | 'provider'> | undefined;
  returnTo: string;
  /** The person came upon a page that asks for it. */
  closed?: boolean;
  /** The person is signed in, and is to prove anew who they are. */
  anew?: boolean;
  /** As typed, when it is asked again. */
  mail?: string;
  refusal?: AskRefusal;
  providerFailed?: boolean;
}

export const SignInPage: FC<SignInProps> = (props) => {
  const { context, accounts, returnTo, closed, anew, mail, refusal, providerFailed } = props;
  const { voice } = context;
  const words = voice.words.account.signIn;
  const back = returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`;
  const toProvider = `/connexion/fournisseur${back}${anew ? `${back === '' ? '?' : '&'}${anewField}=1` : ''}`;
  return (
    <AccountFrame
      context={context}
      title={words.title}
      lead={anew ? words.anew : closed ? words.closed : words.lead}
      path={`/connexion${back}`}
    >
      {providerFailed && <Notice trouble>{words.providerFailed}</Notice>}
      {accounts?.provider !== undefined && (
        <>
          <p>
            <a class="button" href={voice.path(toProvider)} rel="nofollow">
              {words.provider(accounts.provider)}
            </a>
          </p>
          {accounts.byMail && <p class="or">{words.or}</p>}
        </>
      )}
      {accounts?.byMail ? (
        <form method="post" action={voice.path('/connexion')} class="fields">
          <input type="hidden" name="retour" value={returnTo} />
          <div class="field">
            <MailField
              label={words.mail}
              value={mail}
              describedBy={refusal === undefined ? 'mail-hint' : 'mail-trouble mail-hint'}
              invalid={refusal === 'not-an-address'}
            />
            {refusal !== undefined && (
              <p class="wrong" id="mail-trouble" role="alert">
                {words.refusals[refusal]}
              </p>
            )}
            <p class="quiet" id="mail-hint">
              {words.mailHint}
            </p>
          </div>
          <button class={accounts.provider === undefined ? 'button' : 'button soft'} type="submit">
            {words.submit}
          </button>
        </form>
      ) : (
        <Notice trouble={refusal !== undefined}>{words.noMail}</Notice>
      )}
      <p class="quiet">
        <a href={voice.path('/donnees-personnelles')}>{words.personal}</a>
      </p>
    </AccountFrame>
  );
};

interface SentProps {
  context: PageContext;
  mail: string;
  /** Nothing was sent: the link that went a moment ago still works. */
  waits: boolean;
  returnTo: string;
  mailbox: boolean;
}

export const SentPage: FC<SentProps> = ({ context, mail, waits, returnTo, mailbox }) => {
  const { voice } = context;
  const words = voice.words.account.sent;
  return (
    <AccountFrame
      context={context}
      title={words.title}
      lead={(waits ? words.waits : words.lead)(mail)}
      path="/connexion"
    >
      <p>{words.lasts}</p>
      {mailbox && (
        <p>
          <a class="button" href={voice.path('/boite-aux-lettres')}>
            {words.mailbox}
          </a>
        </p>
      )}
      <p>
        {words.missing}{' '}
        <a href={voice.path(`/connexion${returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`}`)}>
          {words.again}
        </a>
      </p>
    </AccountFrame>
  );
};

/** The session is ended here; the browser goes on to end the one that it has at the provider, by itself or by the link. */
export const SignedOutPage: FC<{ context: PageContext; provider: string; to: string }> = ({
  context,
  provider,
  to,
}) => {
  const words = context.voice.words.account.signedOut;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(provider)} path="/connexion">
      <p>
        <a class="button" href={to} rel="nofollow noreferrer">
          {words.action(provider)}
        </a>
      </p>
    </AccountFrame>
  );
};

interface ConfirmProps {
  context: PageContext;
  mail: string;
  token: string;
  returnTo: string;
}

/** What a link opens. Opening it uses nothing: mail programs open links before people do. */
export const ConfirmPage: FC<ConfirmProps> = ({ context, mail, token, returnTo }) => {
  const { voice } = context;
  const words = voice.words.account.confirm;
  const query = new URLSearchParams({ jeton: token, ...(returnTo !== '' && { retour: returnTo }) });
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(mail)} path={`/connexion/lien?${query}`}>
      <form method="post" action={voice.path('/connexion/lien')}>
        <input type="hidden" name="jeton" value={token} />
        <input type="hidden" name="retour" value={returnTo} />
        <button class="button" type="submit">
          {words.submit}
        </button>
      </form>
      <p class="quiet">{words.notYou}</p>
    </AccountFrame>
  );
};

export const LinkRefusedPage: FC<{ context: PageContext; refusal: LinkRefusal; returnTo: string }> = (props) => {
  const { context, refusal, returnTo } = props;
  const { voice } = context;
  const words = voice.words.account.confirm;
  return (
    <AccountFrame context={context} title={words.refused.title} lead={words.refused[refusal]} path="/connexion">
      <p>
        <a
          class="button"
          href={voice.path(`/connexion${returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`}`)}
        >
          {words.another}
        </a>
      </p>
    </AccountFrame>
  );
};
