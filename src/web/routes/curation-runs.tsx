/** `/curation/moissons`: the runs that wait for a word, every run of the past, and the word itself. */
import type { Context, Handler, Hono } from 'hono';
import { z } from 'zod';
import type { VerdictRefusal } from '#harvest/verdict.ts';
import { CurationRunPage, CurationRunsPage, runsPath } from '../pages/curation-runs.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import type { Runs } from '../rooms.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { shownOfDiff } from '../view/run-told.tsx';
import { curatorOnly, visitor } from '../visitor.ts';
import { shortForm } from './curation-pairs.tsx';

/** How many past runs are listed. */
const listedRuns = 60;

export function curationRunsRoutes(site: Hono, desk: Desk, runs: Runs): void {
  const guard = curatorOnly(desk);
  const one = desk.voice.path(`${runsPath}/:run`);
  site.get(desk.voice.path(runsPath), guard, listRoute(desk, runs));
  site.get(one, guard, (c) => show(c, desk, runs));
  site.post(`${one}/appliquer`, shortForm, guard, wordRoute(desk, runs, 'apply'));
  site.post(`${one}/refuser`, shortForm, guard, wordRoute(desk, runs, 'refuse'));
}

const listRoute =
  (desk: Desk, runs: Runs): Handler =>
  async (c) => {
    const { sources } = desk.rooms;
    const asked = c.req.query('source');
    const source = asked !== undefined && /^[a-z0-9-]{1,100}$/.test(asked) ? asked : undefined;
    const [held, past] = await Promise.all([runs.held(), runs.past(source, listedRuns + 1)]);
    const isCut = past.length > listedRuns;
    const given = { context: contextOf(desk), sources, held, past: past.slice(0, listedRuns), isCut, source };
    return page(c, desk, <CurationRunsPage {...given} />);
  };

const word = z.object({ raison: z.string().trim().min(1).max(500) });
const asked = z.object({
  fait: z.enum(['applied', 'refused']).optional().catch(undefined),
  plus: z.literal('1').optional().catch(undefined),
});

const wordRoute =
  (desk: Desk, runs: Runs, act: 'apply' | 'refuse'): Handler =>
  async (c) => {
    const form = await c.req.parseBody();
    const id = c.req.param('run') ?? '';
    if ((await runs.run(id)) === undefined) return show(c, desk, runs);
    const given = word.safeParse(form);
    const reason = typeof form.raison === 'string' ? form.raison : '';
    if (!given.success) return show(c, desk, runs, { because: 'no-reason', reason });
    const { id: person, name } = visitor(c);
    const by = name.trim() === '' ? desk.voice.words.runs.nameless(person) : name;
    const outcome = await runs[act](id, { by, why: given.data.raison, at: desk.rooms.now() });
    if ('because' in outcome) return show(c, desk, runs, { because: outcome.because, reason });
    return c.redirect(`${desk.voice.path(`${runsPath}/${id}`)}?fait=${act === 'apply' ? 'applied' : 'refused'}`, 303);
  };

async function show(
  c: Context,
  desk: Desk,
  runs: Runs,
  refusal?: { because: VerdictRefusal; reason: string },
): Promise<Response> {
  const { rooms, voice } = desk;
  const context = contextOf(desk);
  const run = await runs.run(c.req.param('run') ?? '');
  if (run === undefined)
    return page(c, desk, <TroublePage context={context} kind="notFound" path={runsPath} q="" />, 404);
  const { fait, plus } = asked.parse(c.req.query());
  const words = voice.words.runs;
  return page(
    c,
    desk,
    <CurationRunPage
      context={context}
      sources={rooms.sources}
      run={run}
      diff={await runs.diff(run, plus === undefined ? shownOfDiff.few : shownOfDiff.many)}
      moreAt={plus === undefined ? `${voice.path(`${runsPath}/${run.id}`)}?plus=1` : undefined}
      said={refusal === undefined && fait !== undefined && run.verdict?.is === fait ? words.said[fait] : undefined}
      refused={refusal && words.refusals[refusal.because]}
      reason={refusal?.reason}
    />,
    refusal === undefined ? 200 : 409,
  );
}
