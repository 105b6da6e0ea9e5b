/** Telling that a page is wrong as a whole, then thanks. */
import type { FC } from 'hono/jsx';
import { reportReasons } from '#connect/reports/open-reports.ts';
import type { Project } from '#model/project.ts';
import { projectPath } from '#model/project.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { correctPath } from './correct.tsx';

export const reportPath = (project: Pick<Project, 'id' | 'title'>): string =>
  `/projets/${projectPath(project)}/signaler`;

interface Props {
  context: PageContext;
  project: Project;
  /** The visitor has an account: the answer goes there. */
  known: boolean;
  typed: Readonly<Record<string, string>>;
  wrong: string | undefined;
}

export const ReportPage: FC<Props> = ({ context, project, known, typed, wrong }) => {
  const { voice } = context;
  const words = voice.words.holders.report;
  const path = reportPath(project);
  return (
    <AccountFrame context={context} title={words.title(voice.set(project.title))} lead={words.lead} path={path}>
      {wrong !== undefined && <Notice trouble>{wrong}</Notice>}
      <p>
        <a class="button soft" href={voice.path(correctPath(project))}>
          {words.correct}
        </a>
      </p>
      <form method="post" action={voice.path(path)} class="fields">
        <fieldset class="concepts">
          <legend>{words.reason}</legend>
          {reportReasons.map((reason) => (
            <label class="pick">
              <input type="radio" name="motif" value={reason} required checked={typed.motif === reason} />
              <span>{words.reasons[reason]}</span>
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label for="texte">{words.text}</label>
          <textarea id="texte" name="texte" required maxlength={2000} rows={4}>
            {typed.texte ?? ''}
          </textarea>
        </div>
        {!known && (
          <div class="field">
            <label for="mail">{words.mail}</label>
            <input
              id="mail"
              name="mail"
              type="email"
              autocomplete="email"
              maxlength={254}
              value={typed.mail ?? ''}
              aria-describedby="mail-aide"
            />
            <p class="quiet" id="mail-aide">
              {words.mailHint}
            </p>
          </div>
        )}
        <FormSigns context={context} />
        <button class="button" type="submit">
          {words.send}
        </button>
      </form>
    </AccountFrame>
  );
};

export const ReportedPage: FC<{ context: PageContext; project: Project }> = ({ context, project }) => {
  const { voice } = context;
  const words = voice.words.holders.report;
  return (
    <AccountFrame context={context} title={words.thanks} lead={words.sent} path={reportPath(project)}>
      <p>
        <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.words.corrections.choose.back}</a>
      </p>
    </AccountFrame>
  );
};
