/** Writing to a project's holder: the form, or why there is none; then the page that says to look into one's mail. */
import type { FC } from 'hono/jsx';
import type { AskRefusal } from '#connect/introductions/ask.ts';
import type { Lately, Nobody } from '#connect/introductions/reach.ts';
import { purposes } from '#model/introduction.ts';
import type { Person } from '#model/person.ts';
import { type Project, projectPath } from '#model/project.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';

export const askPath = (project: Project): string => `/projets/${projectPath(project)}/contact`;

/** What was typed, to be shown again when something is missing. */
export interface Typed {
  purpose: string;
  text: string;
  name: string;
  mail: string;
  consents: boolean;
}

interface Props {
  context: PageContext;
  project: Project;
  person: Person | undefined;
  reach: { is: 'reachable'; lately: Lately } | { is: 'nobody'; why: Nobody };
  typed: Typed;
  refused: AskRefusal | 'no-purpose' | undefined;
}

/** Which field a refusal is about. */
const fieldOf: Partial<Record<NonNullable<Props['refused']>, string>> = {
  'no-consent': 'consent',
  'no-name': 'name',
  'too-short': 'message',
  'too-long': 'message',
  'not-an-address': 'mail',
  yourself: 'mail',
  'no-purpose': 'purpose',
};

export const AskPage: FC<Props> = ({ context, project, person, reach, typed, refused }) => {
  const { voice } = context;
  const words = voice.words.introductions;
  const { ask } = words;
  const title = ask.title(voice.set(project.title));
  const back = (
    <p>
      <a href={voice.path(`/projets/${projectPath(project)}`)}>{ask.back}</a>
    </p>
  );
  if (reach.is === 'nobody')
    return (
      <AccountFrame context={context} title={title} lead={words.nobody[reach.why]} path={askPath(project)}>
        {back}
      </AccountFrame>
    );
  const wrong = refused === undefined ? undefined : fieldOf[refused];
  const faulty = (field: string, hint?: string) => ({
    'aria-describedby': [hint, wrong === field ? 'wrong' : undefined].filter(Boolean).join(' ') || undefined,
    'aria-invalid': wrong === field ? ('true' as const) : undefined,
  });
  return (
    <AccountFrame context={context} title={title} lead={ask.lead} path={askPath(project)}>
      {refused !== undefined && (
        <p class="note trouble-note" role="alert" id="wrong">
          {words.refusals[refused]}
        </p>
      )}
      {reach.lately !== 'nothing' && <p class="quiet">{words.lately[reach.lately]}</p>}
      <form method="post" action={voice.path(askPath(project))} class="fields introduction-form">
        <FormSigns context={context} />
        <fieldset class="field purposes" {...faulty('purpose')}>
          <legend>{ask.purpose}</legend>
          {purposes.map((purpose) => (
            <label>
              <input type="radio" name="motif" value={purpose} required checked={typed.purpose === purpose} />{' '}
              {words.purposes[purpose]}
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for="message">{ask.message}</label>
          <textarea
            id="message"
            name="message"
            required
            rows={9}
            minlength={20}
            maxlength={5000}
            {...faulty('message', 'message-hint')}
          >
            {typed.text}
          </textarea>
          <p class="quiet" id="message-hint">
            {ask.messageHint} {ask.masked}
          </p>
        </div>
        <div class="field">
          <label for="nom">{ask.name}</label>
          <input
            id="nom"
            name="nom"
            required
            maxlength={80}
            autocomplete="name"
            value={typed.name}
            {...faulty('name')}
          />
        </div>
        {person === undefined ? (
          <div class="field">
            <label for="mail">{ask.mail}</label>
            <input
              id="mail"
              name="mail"
              type="email"
              required
              autocomplete="email"
              value={typed.mail}
              {...faulty('mail', 'mail-hint')}
            />
            <p class="quiet" id="mail-hint">
              {ask.mailHint}
            </p>
          </div>
        ) : (
          <p>{ask.signedIn(person.mail)}</p>
        )}
        <div class="field">
          <label class="tick">
            <input type="checkbox" name="accord" value="oui" required checked={typed.consents} {...faulty('consent')} />{' '}
            {ask.consent}
          </label>
        </div>
        <p class="quiet">
          {ask.kept} {ask.limits}
        </p>
        <div class="choices">
          <button class="button" type="submit">
            {ask.submit}
          </button>
        </div>
      </form>
      {back}
    </AccountFrame>
  );
};

export const ToConfirmPage: FC<{ context: PageContext; project: Project; mail: string; mailbox: boolean }> = ({
  context,
  project,
  mail,
  mailbox,
}) => {
  const { voice } = context;
  const words = voice.words.introductions.toConfirm;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(mail)} path={askPath(project)}>
      <Notice>{words.lasts}</Notice>
      {mailbox && (
        <p>
          <a href={voice.path('/boite-aux-lettres')}>{words.mailbox}</a>
        </p>
      )}
    </AccountFrame>
  );
};
