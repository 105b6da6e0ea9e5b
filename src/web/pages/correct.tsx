/** Proposing a correction: which field, then what would be right and why, then thanks. */
import type { FC } from 'hono/jsx';
import { sheetsGiving } from '#connect/corrections/addressees.ts';
import { correctionLetters } from '#connect/corrections/letters.ts';
import { type CorrectedField, correctedFields, isShownField } from '#model/correction.ts';
import type { Person } from '#model/person.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import type { Typed, Wrong } from '../routes/read-correction.ts';
import type { Voice } from '../text/language.ts';
import { sayValue } from '../view/field-value.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';
import { CorrectionInput } from './correction-input.tsx';

export const correctPath = (project: Pick<Project, 'id' | 'title'>): string =>
  `/projets/${projectPath(project)}/corriger`;

interface About {
  context: PageContext;
  rooms: Pick<Rooms, 'sources'>;
  project: Project;
}

/** What the page says of the field today; empty when nothing. */
function standing(voice: Voice, project: Project, field: CorrectedField): string {
  return field === 'other' || field === 'images' ? '' : sayValue(voice, project, field);
}

/** The partners to whom a correction of the field goes. */
function partnersOf(
  voice: Voice,
  { sources }: Pick<Rooms, 'sources'>,
  project: Project,
  field: CorrectedField,
): string {
  const bySheet = new Map(project.tellings.map(({ sheet, source }) => [sheet, source]));
  const ids = [...new Set(sheetsGiving(project, field).flatMap((sheet) => bySheet.get(sheet) ?? []))];
  return voice.list(ids.map((id) => voice.set(sources.get(id)?.name[voice.language] ?? id)));
}

export const ChooseFieldPage: FC<About> = ({ context, rooms, project }) => {
  const { voice } = context;
  const words = voice.words.corrections.choose;
  const { fields } = correctionLetters[voice.language];
  const path = correctPath(project);
  return (
    <AccountFrame context={context} title={words.title(voice.set(project.title))} lead={words.lead} path={path}>
      <ul class="sessions">
        {correctedFields.map((field) => {
          const said = standing(voice, project, field);
          const from = partnersOf(voice, rooms, project, field);
          return (
            <li>
              <div class="said">
                <b>{voice.set(fields[field])}</b>
                <span class="quiet">
                  {said === '' ? words.goesTo(from) : `${voice.set(shortened(said))} (${words.saidBy(from)})`}
                </span>
              </div>
              <a
                class="button soft"
                href={`${voice.path(path)}?champ=${field}`}
                rel="nofollow"
                aria-label={words.correctOf(fields[field])}
              >
                {words.correct}
              </a>
            </li>
          );
        })}
      </ul>
      <BackToProject voice={voice} project={project} />
    </AccountFrame>
  );
};

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

const BackToProject: FC<{ voice: Voice; project: Project }> = ({ voice, project }) => (
  <p>
    <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.words.corrections.choose.back}</a>
  </p>
);

interface FormProps extends About {
  field: CorrectedField;
  /** Who proposes; undefined when an address is to be given. */
  person: Person | undefined;
  byMail: boolean;
  /** As it was sent, when something was wrong. */
  typed?: Typed | undefined;
  wrong?: Wrong | undefined;
}

export const CorrectPage: FC<FormProps> = ({ context, rooms, project, field, person, byMail, typed, wrong }) => {
  const { voice } = context;
  const { form: words, wrong: wrongs } = voice.words.corrections;
  const { fields } = correctionLetters[voice.language];
  const path = correctPath(project);
  const said = standing(voice, project, field);
  const before = (name: string): string => (typeof typed?.[name] === 'string' ? String(typed[name]) : '');
  return (
    <AccountFrame
      context={context}
      title={words.title(voice.set(fields[field]), voice.set(project.title))}
      lead={words.lead(partnersOf(voice, rooms, project, field))}
      path={`${path}?champ=${field}`}
    >
      {wrong !== undefined && <Notice trouble>{wrongs[wrong]}</Notice>}
      {said !== '' && (
        <section>
          <h2>{words.stands}</h2>
          <blockquote lang={project.language === voice.language ? undefined : project.language}>
            {voice.set(said)}
          </blockquote>
        </section>
      )}
      {!isShownField(field) && <p class="quiet">{words.carried}</p>}
      {person === undefined && !byMail ? (
        <>
          <Notice>{words.noMail}</Notice>
          <p>
            <a class="button" href={voice.path(`/connexion?retour=${encodeURIComponent(voice.path(path))}`)}>
              {words.signIn}
            </a>
          </p>
        </>
      ) : (
        <form method="post" action={voice.path(path)} class="fields">
          <FormSigns context={context} />
          <input type="hidden" name="champ" value={field} />
          <CorrectionInput voice={voice} project={project} field={field} typed={typed} />
          <div class="field">
            <label for="raison">{words.reason}</label>
            <textarea id="raison" name="raison" required maxlength={1000} rows={3} aria-describedby="raison-aide">
              {before('raison')}
            </textarea>
            <p class="quiet" id="raison-aide">
              {words.reasonHint}
            </p>
          </div>
          <div class="field">
            <label for="source">{words.evidence}</label>
            <input id="source" name="source" maxlength={500} value={before('source')} aria-describedby="source-aide" />
            <p class="quiet" id="source-aide">
              {words.evidenceHint}
            </p>
          </div>
          {person === undefined && (
            <div class="field">
              <MailField label={words.mail} value={before('mail')} describedBy="mail-aide" invalid={wrong === 'mail'} />
              <p class="quiet" id="mail-aide">
                {words.mailHint}
              </p>
            </div>
          )}
          <button class="button" type="submit">
            {words.send}
          </button>
        </form>
      )}
      <p>
        <a href={voice.path(path)}>{words.otherFields}</a>
      </p>
      <BackToProject voice={voice} project={project} />
    </AccountFrame>
  );
};

interface SentProps extends About {
  outcome: { is: 'sent'; sources: readonly string[] } | { is: 'to-confirm' } | { is: 'already' };
  signedIn: boolean;
}

export const SentPage: FC<SentProps> = ({ context, rooms, project, outcome, signedIn }) => {
  const { voice } = context;
  const words = voice.words.corrections.sent;
  const names =
    outcome.is === 'sent'
      ? voice.list(outcome.sources.map((id) => voice.set(rooms.sources.get(id)?.name[voice.language] ?? id)))
      : '';
  const lead =
    outcome.is === 'sent' ? words.sent(names) : outcome.is === 'to-confirm' ? words.toConfirm : words.already;
  return (
    <AccountFrame context={context} title={words.title} lead={lead} path={correctPath(project)}>
      <ul class="choices">
        {signedIn && (
          <li>
            <a class="button soft" href={voice.path('/compte/corrections')}>
              {words.follow}
            </a>
          </li>
        )}
        <li>
          <a class="button soft" href={voice.path(correctPath(project))}>
            {words.again}
          </a>
        </li>
      </ul>
      <BackToProject voice={voice} project={project} />
    </AccountFrame>
  );
};
