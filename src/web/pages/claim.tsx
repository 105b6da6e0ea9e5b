/** Claiming a project, proving it, and keeping one's own. */
import type { FC } from 'hono/jsx';
import type { HeldClaim, News } from '#connect/claims/held.ts';
import type { Project } from '#model/project.ts';
import { projectPath } from '#model/project.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';
import { correctPath } from './correct.tsx';
import { relationsPath } from './relations.tsx';

export const claimPath = (project: Pick<Project, 'id' | 'title'>): string =>
  `/projets/${projectPath(project)}/revendiquer`;

interface ClaimProps {
  context: PageContext;
  project: Project;
  domains: readonly string[];
  byMail: boolean;
  mail: string;
  said?: string | undefined;
  wrong?: string | undefined;
  message?: string | undefined;
}

export const ClaimPage: FC<ClaimProps> = ({ context, project, domains, byMail, mail, said, wrong, message }) => {
  const { voice } = context;
  const words = voice.words.holders.claim;
  const path = claimPath(project);
  return (
    <AccountFrame context={context} title={words.title(voice.set(project.title))} lead={words.lead} path={path}>
      {said !== undefined && <Notice>{said}</Notice>}
      {wrong !== undefined && <Notice trouble>{wrong}</Notice>}
      {said === undefined && (
        <>
          {domains.length > 0 && byMail && (
            <section>
              <h2>{words.byMail}</h2>
              <p>{words.byMailText(domains.join(', @'))}</p>
              <form method="post" action={voice.path(path)} class="fields">
                <FormSigns context={context} />
                <div class="field">
                  <MailField label={words.mail} value={mail} />
                </div>
                <button class="button" type="submit" name="par" value="courriel">
                  {words.send}
                </button>
              </form>
            </section>
          )}
          <section>
            <h2>{words.byWord}</h2>
            <p>{words.byWordText}</p>
            <form method="post" action={voice.path(path)} class="fields">
              <FormSigns context={context} />
              <div class="field">
                <label for="message">{words.message}</label>
                <textarea id="message" name="message" required maxlength={1000} rows={3}>
                  {message}
                </textarea>
              </div>
              <button class="button soft" type="submit" name="par" value="parole">
                {words.ask}
              </button>
            </form>
          </section>
        </>
      )}
      <p>
        <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.words.corrections.choose.back}</a>
      </p>
    </AccountFrame>
  );
};

export const ProvePage: FC<{ context: PageContext; token: string; gone?: boolean }> = ({ context, token, gone }) => {
  const { voice } = context;
  const words = voice.words.holders.prove;
  return (
    <AccountFrame context={context} title={words.title} lead={gone ? words.gone : words.lead} path="/porteurs/preuve">
      {!gone && (
        <form method="post" action={voice.path('/porteurs/preuve')}>
          <input type="hidden" name="jeton" value={token} />
          <button class="button" type="submit">
            {words.button}
          </button>
        </form>
      )}
    </AccountFrame>
  );
};

export interface OwnClaim {
  claim: HeldClaim;
  news: readonly News[];
}

interface OwnProps {
  context: PageContext;
  claims: readonly OwnClaim[];
  said: string | undefined;
  wrong: string | undefined;
  /** News that were not taken: they stay in their form. */
  typed?: { claim: string; news: string } | undefined;
}

export const OwnProjectsPage: FC<OwnProps> = ({ context, claims, said, wrong, typed }) => {
  const { voice } = context;
  const words = voice.words.holders.own;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path="/compte/projets">
      {said !== undefined && <Notice>{said}</Notice>}
      {wrong !== undefined && <Notice trouble>{wrong}</Notice>}
      {claims.length === 0 && <p>{words.none}</p>}
      {claims.map((own) => (
        <OneProject context={context} own={own} typed={typed?.claim === own.claim.id ? typed.news : ''} />
      ))}
    </AccountFrame>
  );
};

const OneProject: FC<{ context: PageContext; own: OwnClaim; typed: string }> = (props) => {
  const { context, typed } = props;
  const { claim, news } = props.own;
  const { voice } = context;
  const words = voice.words.holders.own;
  const project = claim.project === null ? undefined : { id: claim.project, title: claim.title };
  const at = voice.path('/compte/projets');
  const day = (date: Date): string => voice.day(date.toISOString());
  return (
    <section class="asked">
      <h2>
        {project === undefined ? (
          words.gone
        ) : (
          <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.set(project.title)}</a>
        )}
      </h2>
      <p>
        <span class="flag">{words[claim.state]}</span>
      </p>
      {claim.state === 'held' && (
        <>
          {project !== undefined && (
            <ul class="bullets">
              <li>
                <a href={voice.path(correctPath(project))}>{words.correct}</a>
              </li>
              <li>
                <a href={voice.path(relationsPath(project))}>{words.relate}</a>
              </li>
            </ul>
          )}
          <form method="post" action={at} class="fields">
            <FormSigns context={context} />
            <input type="hidden" name="demande" value={claim.id} />
            <div class="field">
              <label for={`nouvelle-${claim.id}`}>{words.news}</label>
              <textarea
                id={`nouvelle-${claim.id}`}
                name="nouvelle"
                required
                maxlength={1000}
                rows={3}
                aria-describedby={`aide-${claim.id}`}
              >
                {typed}
              </textarea>
              <p class="quiet" id={`aide-${claim.id}`}>
                {words.newsHint}
              </p>
            </div>
            <button class="button" type="submit" name="acte" value="nouvelle">
              {words.publish}
            </button>
          </form>
          {news.length > 0 && (
            <ul class="sessions">
              {news.map(({ id, text, at: when }) => (
                <li>
                  <div class="said">
                    <span class="quiet">{day(when)}</span>
                    {voice.set(text)}
                  </div>
                  <form method="post" action={at}>
                    <input type="hidden" name="nouvelle" value={id} />
                    <button
                      class="button soft"
                      type="submit"
                      name="acte"
                      value="retire"
                      aria-label={words.removeOf(day(when))}
                    >
                      {words.remove}
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
          <form method="post" action={at} class="fields">
            <input type="hidden" name="demande" value={claim.id} />
            <div class="field">
              <label for={`contact-${claim.id}`}>{words.reach}</label>
              <select id={`contact-${claim.id}`} name="contact">
                {(['relay', 'closed'] as const).map((reach) => (
                  <option value={reach} selected={claim.reach === reach}>
                    {words.reaches[reach]}
                  </option>
                ))}
              </select>
            </div>
            <button class="button soft" type="submit" name="acte" value="contact">
              {words.save}
            </button>
          </form>
        </>
      )}
      <form method="post" action={at}>
        <input type="hidden" name="demande" value={claim.id} />
        <button class="button soft" type="submit" name="acte" value="quitte">
          {words.leave}
        </button>
      </form>
    </section>
  );
};
