/** `/partenaires/<id>/soutiens`: those who speak for a catalogue say which projects they vouch for, and why. */
import type { Context, Handler, Hono } from 'hono';
import { z } from 'zod';
import type { ToldDecision } from '#match/decisions-told.ts';
import { written } from '#model/decision.ts';
import { speaksFor } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import { ForbiddenPage } from '../pages/forbidden.tsx';
import { PartnerVouchesPage, partnerVouchesPath } from '../pages/partner-vouches.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { sayRefusal } from '../view/refusal-said.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { deciderOf, shortForm } from './curation-pairs.tsx';
import { projectNamed } from './project-here.ts';

/** The latest words that are looked through for those of one partner. */
const lookedThrough = 2_000;

const answer = z.object({ projet: z.string().trim().min(1).max(500), raison: written.max(2_000) });

export function partnerVouchesRoutes(site: Hono, desk: Desk): void {
  const path = desk.voice.path(partnerVouchesPath(':id'));
  const guard = signedInOnly(desk);
  site.get(path, guard, (c) => forOwn(c, desk, (source) => show(c, desk, source, {})));
  site.post(path, shortForm, guard, vouch(desk));
  site.post(`${path}/annuler`, shortForm, guard, takeBack(desk));
}

/** The partner's own people alone: a curator decides at the desk of the project. */
async function forOwn(c: Context, desk: Desk, act: (source: Manifest) => Promise<Response> | Response) {
  const id = c.req.param('id') ?? '';
  if (!speaksFor(visitor(c), id)) return personalPage(c, desk, <ForbiddenPage context={contextOf(desk)} />, 403);
  const source = desk.rooms.sources.get(id);
  if (source !== undefined) return act(source);
  return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/partenaires" q="" />, 404);
}

const vouch =
  (desk: Desk): Handler =>
  (c) =>
    forOwn(c, desk, async (source) => {
      const words = desk.voice.words.curation.vouches;
      const body = await c.req.parseBody();
      const given = answer.safeParse(body);
      const typed = { project: String(body.projet ?? ''), reason: String(body.raison ?? '') };
      if (!given.success) return show(c, desk, source, { typed, refused: words.unreadable });
      const project = await projectNamed(desk.rooms, given.data.projet);
      if (project === undefined) return show(c, desk, source, { typed, refused: words.unknown });
      const decided = await desk.rooms.review.decide(
        { kind: 'endorse', project: project.id, source: source.id },
        deciderOf(visitor(c), given.data.raison),
      );
      if (decided.is === 'refused')
        return show(c, desk, source, { typed, refused: sayRefusal(desk.voice.words, decided.refusal) });
      return next(c, desk, source, 'soutenu');
    });

const takeBack =
  (desk: Desk): Handler =>
  (c) =>
    forOwn(c, desk, async (source) => {
      const { decision } = await c.req.parseBody();
      const mine = (await standingOf(desk, source)).find(({ id }) => id === decision);
      // Only its own words: another's id, however it was come by, is not heard.
      if (mine === undefined) return show(c, desk, source, { refused: desk.voice.words.curation.vouches.gone });
      const undone = await desk.rooms.review.undo(mine.id, deciderOf(visitor(c)));
      if (undone.is === 'refused')
        return show(c, desk, source, { refused: sayRefusal(desk.voice.words, undone.refusal) });
      return next(c, desk, source, 'repris');
    });

async function standingOf(desk: Desk, source: Manifest): Promise<ToldDecision[]> {
  const { decisions } = await desk.rooms.review.history({ most: lookedThrough, standing: ['endorse'] });
  return decisions.filter(({ word }) => word.kind === 'endorse' && word.source === source.id);
}

function next(c: Context, { voice }: Desk, source: Manifest, said: 'soutenu' | 'repris') {
  return c.redirect(`${voice.path(partnerVouchesPath(source.id))}?fait=${said}`, 303);
}

interface Shown {
  typed?: { project: string; reason: string };
  refused?: string;
}

async function show(c: Context, desk: Desk, source: Manifest, { typed, refused }: Shown) {
  const words = desk.voice.words.curation.vouches;
  const done = c.req.query('fait');
  return page(
    c,
    desk,
    <PartnerVouchesPage
      context={contextOf(desk)}
      rooms={desk.rooms}
      source={source}
      standing={await standingOf(desk, source)}
      typed={typed ?? { project: (c.req.query('projet') ?? '').slice(0, 500), reason: '' }}
      said={done === 'soutenu' ? words.done : done === 'repris' ? words.takenBack : undefined}
      refused={refused}
    />,
    refused === undefined ? 200 : (409 as 200),
  );
}
