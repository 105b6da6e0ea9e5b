/** Above the project's page as it will be: sending, going back, what was asked; and the short pages of the way. */
import type { FC } from 'hono/jsx';
import type { Accounts } from '#connect/accounts/accounts.ts';
import type { Contribution } from '#connect/contributions/contribution.ts';
import type { Lack } from '#connect/contributions/send.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';
import { Adopt, tellPath } from './contribute-form.tsx';
import { type Advice, Likes } from './contribute-hints.tsx';

/** Where in the form what is missing is written: the ids of its fields. */
const lackFields: Readonly<Record<Lack, string>> = {
  title: 'title',
  text: 'body',
  place: 'postcode',
  licence: 'licence',
};

interface BarProps {
  context: PageContext;
  contribution: Contribution;
  advice: Advice;
  /** Signed in, or proven before: no address is asked. */
  isKnown: boolean;
  /** It was begun without an account, and whoever looks has one. */
  adoptable: boolean;
  accounts: Pick<Accounts, 'byMail' | 'provider'> | undefined;
  canWrite: boolean;
  /** A curator looks: nothing to send. */
  onlyLooks: boolean;
  /** Where it stands on the site, if it does. */
  page: string | undefined;
  /** The curator's question, when it waits for an answer. */
  question: string | undefined;
  /** As typed, when it is asked again. */
  mail: string;
  refused: string | undefined;
}

export const PreviewBar: FC<BarProps> = (props) => {
  const { context, contribution, advice, isKnown, adoptable, canWrite, onlyLooks, page, question, mail, refused } =
    props;
  const { voice } = context;
  const words = voice.words.contribute;
  const { previewOf } = words;
  const own = voice.path(`${tellPath}/${contribution.id}`);
  const { state, isWritten } = contribution;
  const back = encodeURIComponent(`${own}/apercu`);
  return (
    <section class="band preview-bar" aria-labelledby="apercu">
      <h2 id="apercu">{previewOf.title}</h2>
      <p>{previewOf.lead}</p>
      {refused !== undefined && <Notice trouble>{refused}</Notice>}
      {previewOf.states[state] !== '' && (
        <Notice>{state === 'accepted' && !isWritten ? previewOf.writing : previewOf.states[state]}</Notice>
      )}
      {question !== undefined && (
        <blockquote class="note">
          <p>{previewOf.question}</p>
          <p class="said">{question}</p>
        </blockquote>
      )}
      {page !== undefined && (
        <p>
          <a class="button" href={voice.path(page)}>
            {previewOf.seePage}
          </a>
        </p>
      )}
      {!onlyLooks && (
        <>
          {adoptable && <Adopt context={context} id={contribution.id} />}
          <p>
            <a class="button soft" href={own}>
              {previewOf.back}
            </a>
          </p>
          <form method="post" action={own} enctype="multipart/form-data" class="preview-likes">
            <input type="hidden" name="apres" value="apercu" />
            <Likes context={context} likes={advice.likes} chosen={advice.chosen} />
          </form>
          {advice.lacks.length > 0 ? (
            <>
              <h3>{words.hints.lacks}</h3>
              <ul class="bullets">
                {advice.lacks.map((lack) => (
                  <li>
                    <a href={`${own}#${lackFields[lack]}`}>{words.lacks[lack]}</a>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <form method="post" action={`${own}/envoyer`} class="fields" id="envoi">
              <FormSigns context={context} />
              {!isKnown &&
                (canWrite ? (
                  <div class="field">
                    <MailField label={previewOf.mail} value={mail} describedBy="mail-hint" />
                    <p class="quiet" id="mail-hint">
                      {previewOf.mailHint}{' '}
                      {props.accounts !== undefined && (
                        <a href={`${voice.path('/connexion')}?retour=${back}`}>{previewOf.signIn}</a>
                      )}
                    </p>
                  </div>
                ) : (
                  <Notice>{previewOf.noMail}</Notice>
                ))}
              {(isKnown || canWrite) && (
                <button class="button" type="submit">
                  {previewOf.send}
                </button>
              )}
              <p class="quiet">{previewOf.sendLead}</p>
            </form>
          )}
          <form method="post" action={`${own}/effacer`}>
            <button class="button soft" type="submit">
              {contribution.accepted === null ? previewOf.withdraw : previewOf.withdrawOnline}
            </button>
          </form>
        </>
      )}
    </section>
  );
};

interface SaidProps {
  context: PageContext;
  title: string;
  lead: string;
  links?: readonly (readonly [path: string, name: string])[];
  quiet?: string;
}

/** A short page that says what was done. */
export const TellSaidPage: FC<SaidProps> = ({ context, title, lead, links = [], quiet }) => (
  <AccountFrame context={context} title={title} lead={lead} path={tellPath}>
    {quiet !== undefined && <p>{quiet}</p>}
    {links.map(([path, name]) => (
      <p>
        <a class="button soft" href={context.voice.path(path)}>
          {name}
        </a>
      </p>
    ))}
  </AccountFrame>
);

interface ConfirmProps {
  context: PageContext;
  title: string;
  id: string;
  proof: string;
}

/** What the link of the mail opens. Opening it sends nothing: mail programs open links before people do. */
export const TellConfirmPage: FC<ConfirmProps> = ({ context, title, id, proof }) => {
  const { voice } = context;
  const { confirm } = voice.words.contribute;
  return (
    <AccountFrame context={context} title={confirm.title} lead={confirm.lead(title)} path={tellPath}>
      <form method="post" action={voice.path('/contribuer/confirmer')} id="envoi">
        <FormSigns context={context} />
        <input type="hidden" name="recit" value={id} />
        <input type="hidden" name="preuve" value={proof} />
        <button class="button" type="submit">
          {confirm.submit}
        </button>
      </form>
    </AccountFrame>
  );
};
