/** The second factor: setting it up on `/compte`, and giving it when one signs in. */
import type { FC } from 'hono/jsx';
import type { CodeRefusal, Setup } from '#connect/accounts/second-factor.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { QrCode } from './qr-code.tsx';

export const secondFactorPath = '/compte/second-facteur';
export const codePath = '/connexion/code';

/** Where one who owes the second factor goes first, in the language of where they were going. */
export const toCode = (returnTo: string, language: 'fr' | 'en'): string =>
  `${language === 'en' ? '/en' : ''}${codePath}${returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`}`;

/** What the page shows: nothing set up, a secret that waits for its first code, one in force. */
export type FactorShown =
  | { is: 'off'; demanded: boolean }
  | { is: 'begun'; setup: Setup }
  | { is: 'on'; since: Date; recoveryCodes: number };

interface FactorProps {
  context: PageContext;
  shown: FactorShown;
  /** Recovery codes just drawn, never shown again. */
  recovery?: readonly string[];
  /** It was set up in this moment. */
  isNew?: boolean;
  refusal?: CodeRefusal | undefined;
  removed?: boolean;
}

export const SecondFactorPage: FC<FactorProps> = ({
  context,
  shown,
  recovery,
  isNew = false,
  refusal,
  removed = false,
}) => {
  const { voice } = context;
  const words = voice.words.account.secondFactor;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path={secondFactorPath}>
      {removed && <Notice>{words.removed}</Notice>}
      {recovery !== undefined && (
        <section>
          <Notice>
            {words.keepThese} {isNew && words.othersEnded}
          </Notice>
          <ul class="codes" aria-label={words.recoveryCodes}>
            {recovery.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown.is === 'off' && (
        <form method="post" action={voice.path(secondFactorPath)} class="fields">
          <input type="hidden" name="faire" value="commencer" />
          {shown.demanded && <Notice>{words.demanded}</Notice>}
          <p>{words.how}</p>
          <button class="button" type="submit">
            {words.begin}
          </button>
        </form>
      )}
      {shown.is === 'begun' && (
        <>
          <section>
            <h2>{words.step1}</h2>
            <QrCode text={shown.setup.uri} label={words.qr} />
            <p>
              <a class="button soft" href={shown.setup.uri}>
                {words.openHere}
              </a>
            </p>
            <p id="secret-hint">{words.typeIt}</p>
            <p class="secret">
              <code>{shown.setup.secret}</code>
            </p>
          </section>
          <section>
            <h2>{words.step2}</h2>
            <CodeForm context={context} act="confirmer" submit={words.confirm} refusal={refusal} digitsOnly />
          </section>
        </>
      )}
      {shown.is === 'on' && (
        <>
          <p>{words.on(voice.day(shown.since.toISOString()), shown.recoveryCodes)}</p>
          <section>
            <h2>{words.change}</h2>
            <CodeForm context={context} act="renouveler" submit={words.renew} refusal={refusal} other="retirer" />
          </section>
        </>
      )}
      <p>
        <a href={voice.path('/compte')}>{words.back}</a>
      </p>
    </AccountFrame>
  );
};

interface CodeFormProps {
  context: PageContext;
  act: 'confirmer' | 'renouveler';
  submit: string;
  refusal: CodeRefusal | undefined;
  /** No recovery code is there yet. */
  digitsOnly?: boolean;
  /** A second button. */
  other?: 'retirer';
}

const CodeForm: FC<CodeFormProps> = ({ context, act, submit, refusal, digitsOnly = false, other }) => {
  const { voice } = context;
  const words = voice.words.account.secondFactor;
  return (
    <form method="post" action={voice.path(secondFactorPath)} class="fields">
      <CodeField context={context} refusal={refusal} digitsOnly={digitsOnly} />
      <div class="choices">
        <button class="button" type="submit" name="faire" value={act}>
          {submit}
        </button>
        {other !== undefined && (
          <button class="button soft" type="submit" name="faire" value={other}>
            {words.remove}
          </button>
        )}
      </div>
    </form>
  );
};

const CodeField: FC<{ context: PageContext; refusal: CodeRefusal | undefined; digitsOnly: boolean }> = (props) => {
  const { context, refusal, digitsOnly } = props;
  const words = context.voice.words.account.secondFactor;
  return (
    <div class="field">
      <label for="code">{digitsOnly ? words.code : words.codeOrRecovery}</label>
      <input
        id="code"
        name="code"
        autocomplete="one-time-code"
        inputmode={digitsOnly ? 'numeric' : undefined}
        maxlength={60}
        autocapitalize="characters"
        spellcheck={false}
        required
        aria-describedby={refusal === undefined ? 'code-hint' : 'code-trouble code-hint'}
        aria-invalid={refusal === undefined ? undefined : 'true'}
      />
      {refusal !== undefined && (
        <p class="wrong" id="code-trouble" role="alert">
          {words.refusals[refusal]}
        </p>
      )}
      <p class="quiet" id="code-hint">
        {digitsOnly ? words.codeHint : words.codeOrRecoveryHint}
      </p>
    </div>
  );
};

/** Between the link, or the provider, and the account. */
export const CodePage: FC<{ context: PageContext; returnTo: string; refusal?: CodeRefusal }> = (props) => {
  const { context, returnTo, refusal } = props;
  const { voice } = context;
  const words = voice.words.account.secondFactor.asked;
  const back = returnTo === '' ? '' : `?retour=${encodeURIComponent(returnTo)}`;
  const owed = refusal !== 'begin-again';
  return (
    <AccountFrame
      context={context}
      title={owed ? words.title : words.again}
      lead={owed ? words.lead : words.againLead}
      path={`${codePath}${back}`}
    >
      {owed ? (
        <form method="post" action={voice.path(codePath)} class="fields">
          <input type="hidden" name="retour" value={returnTo} />
          <CodeField context={context} refusal={refusal} digitsOnly={false} />
          <button class="button" type="submit">
            {words.submit}
          </button>
        </form>
      ) : (
        <p>
          <a class="button" href={voice.path(`/connexion${back}`)}>
            {voice.words.account.signIn.title}
          </a>
        </p>
      )}
      {owed && <p class="quiet">{words.lost}</p>}
    </AccountFrame>
  );
};
