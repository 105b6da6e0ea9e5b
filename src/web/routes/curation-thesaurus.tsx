/** `/curation/synonymes`: curators see what a line of the thesaurus would move, then add it or take it away. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { projectPath } from '#model/project.ts';
import type { ThesaurusDesk, ThesaurusRefusal } from '#search/thesaurus/desk.ts';
import { longestWritten, mostWordings } from '#search/thesaurus/read-line.ts';
import {
  type ChangeShown,
  CurationThesaurusPage,
  type MovedShown,
  type NamedProjects,
  thesaurusPath,
} from '../pages/curation-thesaurus.tsx';
import { contextOf, type Desk } from '../site.ts';
import { curatorOnly, personalPage, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';

const mostNamed = 6;

const text = (most: number) => z.string().trim().max(most).catch('');
const formSchema = z.object({
  acte: z.enum(['voir', 'faire']).catch('voir'),
  ligne: text(longestWritten * mostWordings),
  raison: text(500),
  retirer: z.uuid().optional().catch(undefined),
});
const askedSchema = z.object({
  fait: z.uuid().optional().catch(undefined),
  retire: z.literal('oui').optional().catch(undefined),
});

export function curationThesaurusRoutes(site: Hono, desk: Desk, thesaurus: ThesaurusDesk): void {
  const path = desk.voice.path(thesaurusPath);
  const guard = curatorOnly(desk);
  site.get(path, guard, (c) => show(c, desk, thesaurus));
  site.post(path, shortForm, guard, (c) => act(c, desk, thesaurus));
}

async function act(c: Context, desk: Desk, thesaurus: ThesaurusDesk): Promise<Response> {
  const { acte, ligne, raison, retirer } = formSchema.parse(await c.req.parseBody());
  const typed = { line: ligne, reason: raison };
  if (acte === 'voir') {
    const seen = await (retirer === undefined ? thesaurus.previewAdding(ligne) : thesaurus.previewRemoving(retirer));
    if ('refused' in seen) return show(c, desk, thesaurus, { refusal: seen, typed });
    const moved = await Promise.all(
      seen.moved.map(
        async (one): Promise<MovedShown> => ({
          ...one,
          come: await named(desk, one.come),
          go: await named(desk, one.go),
        }),
      ),
    );
    const change = { line: seen.wordings.join(' = '), moved, remove: retirer, reason: raison };
    return show(c, desk, thesaurus, { change, typed: retirer === undefined ? typed : undefined });
  }
  const { id, name } = visitor(c);
  const author = name.trim() || id;
  const path = desk.voice.path(thesaurusPath);
  if (retirer !== undefined) {
    const outcome = await thesaurus.remove(retirer, author);
    if ('refused' in outcome) return show(c, desk, thesaurus, { refusal: outcome });
    return c.redirect(`${path}?retire=oui`, 303);
  }
  const outcome = await thesaurus.add(ligne, { author, reason: raison });
  if ('refused' in outcome) return show(c, desk, thesaurus, { refusal: outcome, typed });
  return c.redirect(`${path}?fait=${outcome.line.id}`, 303);
}

async function named({ rooms, voice }: Desk, ids: readonly string[]): Promise<NamedProjects> {
  const first = ids.slice(0, mostNamed);
  const projects = await rooms.projects.load(first);
  return {
    named: projects.map((project) => ({ title: project.title, href: voice.path(projectPath(project)) })),
    more: ids.length - first.length,
  };
}

interface Said {
  refusal?: ThesaurusRefusal;
  change?: ChangeShown;
  typed?: { line: string; reason: string } | undefined;
}

async function show(c: Context, desk: Desk, thesaurus: ThesaurusDesk, { refusal, change, typed }: Said = {}) {
  const said = desk.voice.words.thesaurus;
  const { fait, retire } = askedSchema.parse(c.req.query());
  const lines = await thesaurus.lines();
  const made = lines.find(({ id }) => id === fait);
  let notice: { text: string; wrong: boolean } | undefined;
  if (refusal !== undefined) notice = { text: said.refused[refusal.refused], wrong: true };
  else if (change !== undefined) notice = undefined;
  else if (made !== undefined) notice = { text: said.added(made.wordings.join(' = ')), wrong: false };
  else if (retire !== undefined) notice = { text: said.removed, wrong: false };
  return personalPage(
    c,
    desk,
    <CurationThesaurusPage context={contextOf(desk)} lines={lines} change={change} typed={typed} notice={notice} />,
    refusal === undefined ? 200 : 400,
  );
}
