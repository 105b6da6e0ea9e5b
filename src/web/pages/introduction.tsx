/** A conversation, as one of its sides sees it: read, answer, agree, close, report; without any mail if need be. */
import type { Child, FC } from 'hono/jsx';
import type { Conversation, Said } from '#connect/introductions/conversation.ts';
import type { ActRefusal, SideAct } from '#connect/introductions/introductions.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';

export const introductionPath = (id: string): string => `/contacts/${id}`;

interface Props {
  context: PageContext;
  conversation: Conversation;
  /** The key of the mail that led here; undefined for somebody who is signed in. */
  cle: string | undefined;
  said: SideAct['does'] | undefined;
  refused: ActRefusal | undefined;
  /** What was typed and did not leave. */
  typed: { text: string; reason: string; name?: string | undefined };
  projectAt: string | undefined;
}

export const ConversationPage: FC<Props> = ({ context, conversation, cle, said, refused, typed, projectAt }) => {
  const { voice } = context;
  const words = voice.words.introductions;
  const { page } = words;
  const { state, side, messages, held, agrees, address, closedBy, erasedOn, otherName, reported } = conversation;
  const path = introductionPath(conversation.id);
  const action = voice.path(path);
  const query = cle === undefined ? '' : `?cle=${cle}`;
  if (erasedOn === undefined)
    return <AccountFrame context={context} title={page.gone} lead={page.leads.closed} path={path + query} />;
  const led = page.leads[state];
  const lead = typeof led === 'string' ? led : led[side];
  const open = state !== 'closed' && state !== 'unconfirmed';
  const mayWrite = state === 'talking' || (side === 'holder' && open);
  const name = voice.set(otherName);
  const act = { action, cle };
  return (
    <AccountFrame context={context} title={page.title(voice.set(conversation.title))} lead={lead} path={path + query}>
      {said !== undefined && <Notice>{page.done[said]}</Notice>}
      {refused !== undefined && <Notice trouble>{sayActRefusal(words, refused)}</Notice>}
      {closedBy !== undefined && <p>{page.closedBy[closedBy]}</p>}
      <p class="quiet">
        {page.why(words.purposes[conversation.purpose])}
        {projectAt !== undefined && (
          <>
            {' · '}
            <a href={voice.path(projectAt)}>{page.project}</a>
          </>
        )}
      </p>
      <section aria-labelledby="messages">
        <h2 id="messages">{page.messages}</h2>
        <ol class="said">
          {messages.map((message) => (
            <Message context={context} message={message} by={message.mine ? page.you : name} />
          ))}
        </ol>
      </section>
      {state === 'unconfirmed' && (
        <ActForm {...act} does="confirm">
          <button class="button" type="submit">
            {page.confirm}
          </button>
        </ActForm>
      )}
      {held.length > 0 && (
        <section aria-labelledby="retenus">
          <h2 id="retenus">{page.heldTitle}</h2>
          <p>{page.heldText}</p>
          <ol class="said">
            {held.map((message) => (
              <Message context={context} message={message} by={voice.day(message.at.toISOString())}>
                <div class="choices">
                  <ActForm {...act} does="release">
                    <input type="hidden" name="message" value={message.id} />
                    <button class="button soft" type="submit">
                      {page.release}
                    </button>
                  </ActForm>
                  <ActForm {...act} does="drop">
                    <input type="hidden" name="message" value={message.id} />
                    <button class="button soft" type="submit">
                      {page.drop}
                    </button>
                  </ActForm>
                </div>
              </Message>
            ))}
          </ol>
        </section>
      )}
      {mayWrite && (
        <ActForm {...act} does="write">
          <FormSigns context={context} />
          <div class="field">
            <label for="texte">{page.answer}</label>
            <textarea id="texte" name="texte" required rows={7} maxlength={5000}>
              {typed.text}
            </textarea>
            {address === undefined && <p class="quiet">{words.ask.masked}</p>}
          </div>
          {conversation.ownName === '' && (
            <div class="field">
              <label for="nom">{page.name}</label>
              <input id="nom" name="nom" maxlength={80} autocomplete="name" value={typed.name} />
            </div>
          )}
          <button class="button" type="submit">
            {page.send}
          </button>
        </ActForm>
      )}
      {address !== undefined && (
        <p>
          {page.shared(name)} <a href={`mailto:${address}`}>{address}</a>
        </p>
      )}
      {open && address === undefined && (
        <section aria-labelledby="adresses">
          <h2 id="adresses">{page.addresses}</h2>
          <p>
            {agrees.mine ? page.youAgree : page.addressesText} {agrees.theirs && <b>{page.theyAgree}</b>}
          </p>
          <ActForm {...act} does={agrees.mine ? 'withdraw' : 'agree'}>
            <button class="button soft" type="submit">
              {agrees.mine ? page.withdraw : page.agree}
            </button>
          </ActForm>
        </section>
      )}
      {open && (
        <section aria-labelledby="fermer">
          <h2 id="fermer">{page.closing}</h2>
          <p>{page.closingText}</p>
          <ActForm {...act} does="close">
            {side === 'holder' && (
              <label class="tick">
                <input type="checkbox" name="plus-rien" value="oui" /> {page.noMore}
              </label>
            )}
            <button class="button soft" type="submit">
              {page.close}
            </button>
          </ActForm>
        </section>
      )}
      {reported ? (
        <p class="quiet">{page.reported}</p>
      ) : (
        state !== 'unconfirmed' && (
          <section aria-labelledby="abus">
            <h2 id="abus">{page.reporting}</h2>
            <p>{page.reportingText}</p>
            <ActForm {...act} does="report">
              <div class="field">
                <label for="raison">{page.reason}</label>
                <textarea id="raison" name="raison" required rows={3} maxlength={2000}>
                  {typed.reason}
                </textarea>
              </div>
              <button class="button soft" type="submit">
                {page.report}
              </button>
            </ActForm>
          </section>
        )
      )}
      <p class="quiet">{page.erased(voice.day(erasedOn.toISOString()))}</p>
    </AccountFrame>
  );
};

function sayActRefusal(words: PageContext['voice']['words']['introductions'], refused: ActRefusal): string {
  const said: Partial<Record<ActRefusal, string>> = { ...words.nobody, ...words.refusals };
  return said[refused] ?? words.refusals.already;
}

const ActForm: FC<{ action: string; cle: string | undefined; does: SideAct['does']; children?: Child }> = ({
  action,
  cle,
  does,
  children,
}) => (
  <form method="post" action={action} class="fields introduction-form">
    {cle !== undefined && <input type="hidden" name="cle" value={cle} />}
    <input type="hidden" name="fait" value={does} />
    {children}
  </form>
);

const Message: FC<{ context: PageContext; message: Said; by: string; children?: Child }> = ({
  context,
  message,
  by,
  children,
}) => {
  const { voice } = context;
  return (
    <li class={message.mine ? 'mine' : undefined}>
      <p class="quiet">
        <b>{by}</b> · <time datetime={message.at.toISOString()}>{voice.day(message.at.toISOString())}</time>
      </p>
      {message.text.split(/\n{2,}/).map((part) => (
        <p class="words">{part}</p>
      ))}
      {message.attachments && <p class="quiet">{voice.words.introductions.page.attachments}</p>}
      {children}
    </li>
  );
};
