/** What inspired a project and who took it up: on its page, and where it is said. */
import type { FC } from 'hono/jsx';
import type { Relation } from '#match/relations.ts';
import type { Project } from '#model/project.ts';
import { projectPath } from '#model/project.ts';
import type { Voice } from '../text/language.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { claimPath } from './claim.tsx';

export const relationsPath = (project: Pick<Project, 'id' | 'title'>): string =>
  `/projets/${projectPath(project)}/essaimage`;

interface ShownProps {
  voice: Voice;
  relations: readonly Relation[];
}

/** On the project's page; nothing where there is none. */
export const ProjectRelations: FC<ShownProps> = ({ voice, relations }) => {
  const words = voice.words.holders.relations;
  if (relations.length === 0) return null;
  return (
    <section class="chapter mark-sun">
      <h2>{words.heading}</h2>
      {(['model', 'taker'] as const).map((as) => {
        const own = relations.filter((relation) => relation.as === as);
        if (own.length === 0) return null;
        return (
          <>
            <h3>{words[as]}</h3>
            <ul class="bullets">
              {own.map((relation) => (
                <li>
                  <a href={voice.path(`/projets/${projectPath({ id: relation.project, title: relation.title })}`)}>
                    {voice.set(relation.title)}
                  </a>{' '}
                  <span class="quiet">({relation.saidBy.length > 1 ? words.confirmed : words.proposed})</span>
                </li>
              ))}
            </ul>
          </>
        );
      })}
    </section>
  );
};

interface Props {
  context: PageContext;
  project: Project;
  relations: readonly Relation[];
  /** Whether the visitor speaks for this project. */
  maySay: boolean;
  typed?: string | undefined;
  /** What the other one is to this, as it was chosen. */
  typedAs?: string | undefined;
  said?: string | undefined;
  wrong?: string | undefined;
}

export const RelationsPage: FC<Props> = ({ context, project, relations, maySay, typed, typedAs, said, wrong }) => {
  const { voice } = context;
  const words = voice.words.holders.relations;
  const path = relationsPath(project);
  const at = voice.path(path);
  return (
    <AccountFrame context={context} title={words.title(voice.set(project.title))} lead={words.lead} path={path}>
      {said !== undefined && <Notice>{said}</Notice>}
      {wrong !== undefined && <Notice trouble>{wrong}</Notice>}
      {relations.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul class="sessions">
          {relations.map((relation) => {
            const own = relation.as === 'model' ? 'taker' : 'model';
            const title = voice.set(relation.title);
            return (
              <li>
                <div class="said">
                  <span class="quiet">{words[relation.as]}</span>
                  <a href={voice.path(`/projets/${projectPath({ id: relation.project, title: relation.title })}`)}>
                    {title}
                  </a>
                  <span class="quiet">{relation.saidBy.length > 1 ? words.confirmed : words.proposed}</span>
                </div>
                {maySay && (
                  <form method="post" action={at} class="choices">
                    <input type="hidden" name="projet" value={relation.project} />
                    <input type="hidden" name="comme" value={relation.as} />
                    {!relation.saidBy.includes(own) && (
                      <button class="button" type="submit" name="acte" value="dire" aria-label={words.confirmOf(title)}>
                        {words.confirm}
                      </button>
                    )}
                    <button
                      class="button soft"
                      type="submit"
                      name="acte"
                      value="retirer"
                      aria-label={words.removeOf(title)}
                    >
                      {words.remove}
                    </button>
                  </form>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {maySay ? (
        <form method="post" action={at} class="fields">
          <div class="field">
            <label for="projet">{words.address}</label>
            <input id="projet" name="projet" required maxlength={500} value={typed} />
          </div>
          <div class="field">
            <label for="comme">{words.as}</label>
            <select id="comme" name="comme">
              <option value="model">{words.asModel}</option>
              <option value="taker" selected={typedAs === 'taker'}>
                {words.asTaker}
              </option>
            </select>
          </div>
          <button class="button" type="submit" name="acte" value="dire">
            {words.say}
          </button>
        </form>
      ) : (
        <>
          <p>{words.notYours}</p>
          <p>
            <a href={voice.path(claimPath(project))}>{words.claim}</a>
          </p>
        </>
      )}
      <p>
        <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.words.corrections.choose.back}</a>
      </p>
    </AccountFrame>
  );
};
