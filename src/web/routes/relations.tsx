/** `/projets/<…>/essaimage`: holders and partners say what inspired a project and who took it up; the other side confirms. */
import type { Context, Hono } from 'hono';
import type { Side } from '#match/relations.ts';
import { type Person, speaksFor } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import { RelationsPage, relationsPath } from '../pages/relations.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';
import { doneOf } from './done.ts';
import { projectHere, projectNamed } from './project-here.ts';

export function relationRoutes(site: Hono, desk: Desk): void {
  const { voice, rooms } = desk;
  const path = voice.path('/projets/:path/essaimage');
  const guard = signedInOnly(desk);
  const words = voice.words.holders.relations;
  const notFound = (c: Context) =>
    page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" />, 404);

  /** In whose name the visitor speaks for the project: never their own; undefined when they do not. */
  const speaksAs = async (person: Person, project: Project): Promise<string | undefined> => {
    const source = project.sources.find((id) => speaksFor(person, id));
    if (source !== undefined) return rooms.sources.get(source)?.organisation.name ?? source;
    const holders = (await rooms.claims?.holders(project.id)) ?? [];
    return holders.some((holder) => holder.person === person.id) ? words.holderOf(project.title) : undefined;
  };

  const show = async (
    c: Context,
    project: Project,
    told: { wrong?: string; typed?: string; as?: Side; tooMany?: boolean } = {},
  ) => {
    const maySay = (await speaksAs(visitor(c), project)) !== undefined;
    return personalPage(
      c,
      desk,
      <RelationsPage
        context={contextOf(desk)}
        project={project}
        relations={await rooms.review.relations(project.id)}
        maySay={maySay}
        typed={told.typed}
        typedAs={told.as}
        said={told.wrong === undefined ? doneOf(c, words.done) : undefined}
        wrong={told.wrong}
      />,
      told.wrong !== undefined ? (told.tooMany ? 429 : 400) : maySay ? 200 : 403,
    );
  };

  site.get(path, guard, async (c) => {
    const project = await projectHere(c, rooms);
    return project === undefined ? notFound(c) : show(c, project);
  });

  site.post(path, shortForm, guard, async (c) => {
    const project = await projectHere(c, rooms);
    if (project === undefined) return notFound(c);
    const author = await speaksAs(visitor(c), project);
    if (author === undefined) return show(c, project);
    const { projet, comme, acte } = await c.req.parseBody();
    const typed = String(projet ?? '').slice(0, 500);
    // What the other one is to this: then this is what remains.
    const as: Side = comme === 'taker' ? 'taker' : 'model';
    const back = (fait: string) => c.redirect(`${voice.path(relationsPath(project))}?fait=${fait}`, 303);
    if (acte === 'retirer') {
      const tie = (await rooms.review.relations(project.id)).find((one) => one.project === typed && one.as === as);
      if (tie === undefined) return show(c, project, { wrong: words.wrong.gone });
      // A tie is shown of two: either may say that it is not so, and then nothing of it is left.
      for (const decision of tie.decisions) await rooms.review.undo(decision, { author });
      return back('retire');
    }
    const other = await projectNamed(rooms, typed);
    if (other === undefined) return show(c, project, { wrong: words.wrong.unknown, typed, as });
    if (other.id === project.id) return show(c, project, { wrong: words.wrong.same, typed, as });
    const [taker, model] = as === 'model' ? [project.id, other.id] : [other.id, project.id];
    const by: Side = as === 'model' ? 'taker' : 'model';
    const before = (await rooms.review.relations(project.id)).find((one) => one.project === other.id && one.as === as);
    if (before?.saidBy.includes(by)) return back('dit');
    if ((await rooms.claims?.mayRelate(visitor(c))) === false)
      return show(c, project, { wrong: words.wrong['too-many'], typed, as, tooMany: true });
    const said = await rooms.review.decide({ kind: 'relate', project: taker, model, by }, { author });
    return said.is === 'refused' ? show(c, project, { wrong: words.wrong.unknown, typed, as }) : back('dit');
  });
}
