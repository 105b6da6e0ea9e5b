/** `/partenaires/<id>/moissons`: for those who speak for a catalogue, what we read there and what became of it. */
import type { Handler, Hono } from 'hono';
import { mayCurate, speaksFor } from '#model/person.ts';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { PartnerRunsPage, partnerRunsPath } from '../pages/partner-runs.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import type { Runs } from '../rooms.ts';
import { contextOf, type Desk, page } from '../site.ts';
import { shownOfDiff } from '../view/run-told.tsx';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';

/** How many past runs a partner sees. */
const listedRuns = 30;

export function partnerRunsRoutes(site: Hono, desk: Desk, runs: Runs): void {
  const guard = signedInOnly(desk);
  site.get(desk.voice.path(partnerRunsPath(':id')), guard, ownRunsRoute(desk, runs));
  site.get(desk.voice.path(`${partnerRunsPath(':id')}/:run`), guard, ownRunsRoute(desk, runs));
}

const ownRunsRoute =
  (desk: Desk, runs: Runs): Handler =>
  async (c) => {
    const context = contextOf(desk);
    const { sources } = desk.rooms;
    const id = c.req.param('id') ?? '';
    const person = visitor(c);
    // Whether there is such a catalogue is told to none but those who may know.
    if (!speaksFor(person, id) && !mayCurate(person))
      return personalPage(c, desk, <ForbiddenPage context={context} />, 403);
    const notFound = () =>
      page(c, desk, <TroublePage context={context} kind="notFound" path="/partenaires" q="" />, 404);
    const source = sources.get(id);
    if (source === undefined) return notFound();
    const past = await runs.past(id, listedRuns);
    const named = c.req.param('run');
    const run = named === undefined ? past[0] : await runs.run(named);
    if (named !== undefined && run?.source !== id) return notFound();
    const more = c.req.query('plus') === '1';
    const shown = run && {
      run,
      diff: await runs.diff(run, more ? shownOfDiff.many : shownOfDiff.few),
      moreAt: more ? undefined : `${desk.voice.path(`${partnerRunsPath(id)}/${run.id}`)}?plus=1`,
    };
    return page(
      c,
      desk,
      <PartnerRunsPage
        context={context}
        sources={sources}
        source={source}
        shown={shown}
        others={past.filter((one) => one.id !== run?.id)}
        isLast={run !== undefined && run.id === past[0]?.id}
      />,
    );
  };
