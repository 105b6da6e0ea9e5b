/** `/curation/projets/:id`: all that stands in one project, deciding of it, and taking a decision back. */
import type { Context, Handler } from 'hono';
import { z } from 'zod';
import type { DecisionRefusal } from '#match/decision-refusals.ts';
import type { ToldDecision } from '#match/decisions-told.ts';
import { type Wish, written } from '#model/decision.ts';
import { deskPath } from '../pages/curation-pairs.tsx';
import { CurationProjectPage, type TypedDecision } from '../pages/curation-project.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { sayRefusal } from '../view/refusal-said.ts';
import { visitor } from '../visitor.ts';
import { against, deciderOf } from './curation-pairs.tsx';

const outcomes = ['split', 'choose', 'set', 'endorse', 'hide', 'unhide', 'already', 'undone'] as const;
const asked = z.object({
  fait: z.enum(outcomes).optional().catch(undefined),
  decision: z.uuid().optional().catch(undefined),
});

export const projectDeskRoute =
  (desk: Desk): Handler =>
  (c) => {
    const { fait, decision } = asked.parse(c.req.query());
    const text = fait && desk.voice.words.curation.project.done[fait];
    return show(c, desk, { said: text === undefined ? undefined : { text, undo: decision } });
  };

const reason = written.max(2_000).default('');
const sheet = written.min(1).max(2_000);
const answer = z.discriminatedUnion('act', [
  z.object({ act: z.literal('split'), sheet, reason }),
  z.object({ act: z.literal('choose'), field: written, sheet, reason }),
  z.object({ act: z.literal('set'), field: written, value: written, reason }),
  z.object({ act: z.literal('endorse'), source: written, reason }),
  z.object({ act: z.literal('hide'), reason }),
  z.object({ act: z.literal('unhide'), reason }),
]);
type Answer = z.infer<typeof answer>;

export const projectDecideRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { review } = desk.rooms;
    const words = desk.voice.words.curation.project;
    const body = await c.req.parseBody();
    const given = answer.safeParse(body);
    const typed = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
    if (!given.success) return show(c, desk, { refused: words.unreadable, typed });
    const { data } = given;
    const found = await review.project(idOf(c));
    if (found === undefined) return notFound(c, desk);
    // What stood here when the page was read may stand elsewhere by now: then nothing is decided.
    if ('sheet' in data && !found.sheets.some((one) => one.sheet.id === data.sheet))
      return show(c, desk, { refused: words.elsewhere, typed });
    const by = deciderOf(visitor(c), data.reason);
    const { id } = found.project;
    if (data.act === 'unhide') {
      const shown = await review.unhide(id, by);
      return shown.is === 'refused' ? show(c, desk, { refusal: shown.refusal }) : next(c, desk, id, { fait: 'unhide' });
    }
    const decided = await review.decide(wishOf(data, id), by);
    if (decided.is === 'refused') return show(c, desk, { refusal: decided.refusal, typed });
    if (decided.is === 'already') return next(c, desk, id, { fait: 'already' });
    return next(c, desk, id, { fait: data.act, decision: decided.decision });
  };

function wishOf(data: Exclude<Answer, { act: 'unhide' }>, project: string): Wish {
  switch (data.act) {
    case 'split':
      return { kind: 'split', sheet: data.sheet };
    case 'choose':
      return { kind: 'choose', sheet: data.sheet, field: data.field };
    case 'set':
      return { kind: 'set', project, field: data.field, value: data.value };
    case 'endorse':
      return { kind: 'endorse', project, source: data.source };
    case 'hide':
      return { kind: 'hide', project };
  }
}

export const projectUndoRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { decision } = await c.req.parseBody();
    const undone = await desk.rooms.review.undo(typeof decision === 'string' ? decision : '', deciderOf(visitor(c)));
    if (undone.is === 'refused') return show(c, desk, { refusal: undone.refusal });
    return next(c, desk, idOf(c), { fait: 'undone' });
  };

const idOf = (c: Context): string => (c.req.param('id') ?? '').toLowerCase();

function next(c: Context, { voice }: Desk, id: string, said: Record<string, string>) {
  return c.redirect(`${voice.path(deskPath(id))}?${new URLSearchParams(said)}`, 303);
}

interface Shown {
  said?: { text: string; undo?: string | undefined } | undefined;
  refusal?: DecisionRefusal | undefined;
  refused?: string | undefined;
  typed?: TypedDecision;
}

async function show(c: Context, desk: Desk, { said, refusal, refused, typed }: Shown) {
  const { rooms, voice } = desk;
  const id = idOf(c);
  const found = /^[0-9a-z]{1,20}$/.test(id) ? await rooms.review.project(id) : undefined;
  if (found === undefined) return notFound(c, desk);
  const text = refusal === undefined ? refused : sayRefusal(voice.words, refusal);
  // An address that leads elsewhere leads there here too, with what was said.
  if (found.project.id !== id && text === undefined)
    return c.redirect(voice.path(deskPath(found.project.id)) + new URL(c.req.url).search, 302);
  const history: ToldDecision[] = await rooms.review.decisionsOf(found.project.id);
  return page(
    c,
    desk,
    <CurationProjectPage
      context={contextOf(desk)}
      rooms={rooms}
      found={found}
      history={history}
      said={said}
      typed={typed}
      refused={text === undefined ? undefined : { text, against: refusal ? await against(desk, refusal) : [] }}
    />,
    text === undefined ? 200 : 409,
  );
}

function notFound(c: Context, desk: Desk) {
  return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" />, 404);
}
