/** What a community looks for, with the projects that speak of it. */
import type { FC } from 'hono/jsx';
import type { Need } from '#connect/communities/community.ts';
import { noCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import { searchPath } from '../search/address.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { followPath } from './alerts.tsx';
import { Lines } from './collections.tsx';
import { type PartProps, Removal, ReportOne } from './community-acts.tsx';
import { Field, Section, TextField } from './community-fields.tsx';

export interface MatchedNeed {
  need: Need;
  /** The community's own first, then those from anywhere. */
  projects: readonly Project[];
}

export const CommunityNeeds: FC<PartProps & { needs: readonly MatchedNeed[]; follows: boolean; typed: Typed }> = (
  props,
) => {
  const { context, seen, path, needs, follows, typed } = props;
  const { voice } = context;
  const words = voice.words.communities.page;
  return (
    <Section id="cherche" title={words.needs}>
      {needs.length === 0 && <p>{words.noNeeds}</p>}
      <ul class="alerts">
        {needs.map(({ need, projects }) => {
          const search = searchPath({ ...voice, path: (one) => one }, { ...noCriteria, q: need.words });
          return (
            <li id={`besoin-${need.id}`}>
              <h3>{voice.set(need.title)}</h3>
              {need.off && <p class="quiet">{words.offHere}</p>}
              <Lines text={need.text} />
              {projects.length > 0 && (
                <>
                  <p class="quiet">{words.found}</p>
                  <ul class="bullets">
                    {projects.map((project) => (
                      <li>
                        <a href={voice.path(`/projets/${projectPath(project)}`)}>{voice.set(project.title)}</a>
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <p class="side-links">
                {projects.length > 0 && <a href={voice.path(search)}>{words.search}</a>}
                {follows && (
                  <a href={voice.path(followPath(search))} rel="nofollow" aria-label={words.followNeedOf(need.title)}>
                    {words.followNeed}
                  </a>
                )}
                {!need.off && (
                  <ReportOne context={context} seen={seen} path={path} what="besoin" id={need.id} title={need.title} />
                )}
              </p>
              {(need.mine || seen.role === 'admin') && (
                <Removal context={context} path={path} what="retirer-besoin" id={need.id} title={need.title} />
              )}
            </li>
          );
        })}
      </ul>
      {seen.mayWrite && <NeedForm context={context} path={path} typed={typed.faire === 'besoin' ? typed : {}} />}
    </Section>
  );
};

/** What was sent and refused, by field: it stays in its form, which is open. */
export type Typed = Readonly<Record<string, string>>;

const NeedForm: FC<{ context: PageContext; path: string; typed: Typed }> = ({ context, path, typed }) => {
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <details open={typed.faire !== undefined}>
      <summary>{words.need}</summary>
      <form method="post" action={voice.path(path)} class="fields">
        <FormSigns context={context} />
        <Field id="besoin-titre" name="titre" label={words.needTitle} most={120} value={typed.titre} />
        <Field id="besoin-mots" name="mots" label={words.words} most={120} value={typed.mots} />
        <TextField id="besoin-texte" label={words.text} value={typed.texte} />
        <button class="button" type="submit" name="faire" value="besoin">
          {words.submit}
        </button>
      </form>
    </details>
  );
};
