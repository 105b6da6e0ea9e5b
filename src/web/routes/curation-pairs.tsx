/** `/curation/doublons`: the pair that is worth most, the answer to it, and taking an answer back. */
import type { Context, Handler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { DecisionRefusal } from '#match/decision-refusals.ts';
import type { ToldDecision } from '#match/decisions-told.ts';
import { written } from '#model/decision.ts';
import type { Person } from '#model/person.ts';
import { CurationPairsPage, pairsPath, verdicts } from '../pages/curation-pairs.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { sayRefusal } from '../view/refusal-said.ts';
import { tooLong, visitor } from '../visitor.ts';

/** 64 KiB: what the longest of these forms takes in a script of three bytes is 40. */
export const shortForm = bodyLimit({ maxSize: 64 * 1024, onError: tooLong });

/** How many of the latest decisions stand under the pair. */
const shownOfHistory = 12;

const outcomes = ['same', 'not-same', 'later', 'already', 'undone'] as const;
const asked = z.object({
  fait: z.enum(outcomes).optional().catch(undefined),
  decision: z.uuid().optional().catch(undefined),
  remplace: z.coerce.number().int().min(0).max(9).optional().catch(undefined),
  a: z.string().optional(),
  b: z.string().optional(),
});
type Asked = z.infer<typeof asked>;

export const pairsRoute =
  (desk: Desk): Handler =>
  (c) =>
    show(c, desk, { asked: asked.parse(c.req.query()) });

const answer = z.object({
  a: written.min(1).max(2_000),
  b: written.min(1).max(2_000),
  verdict: z.enum(verdicts),
  reason: written.max(500).default(''),
});

/** As much of a form that could not be read as is shown again. */
const typed = z.object({
  a: z.string().optional().catch(undefined),
  b: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

export const answerRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { review } = desk.rooms;
    const fields = await c.req.parseBody();
    const given = answer.safeParse(fields);
    if (!given.success) {
      const { a, b, reason } = typed.parse(fields);
      return show(c, desk, { asked: { a, b }, refusal: 'unreadable', reason });
    }
    const { a, b, verdict, reason } = given.data;
    const by = deciderOf(visitor(c), reason);
    if (verdict === 'later') {
      if ((await review.pair([a, b])) === undefined)
        return show(c, desk, { asked: {}, refusal: { code: 'sheet-unknown', sheet: `${a}, ${b}` } });
      await review.later([a, b], by);
      return next(c, desk, { fait: 'later' });
    }
    const decided = await review.decide({ kind: verdict, sheets: [a, b] }, by);
    if (decided.is === 'refused') return show(c, desk, { asked: { a, b }, refusal: decided.refusal, reason });
    if (decided.is === 'already') return next(c, desk, { fait: 'already' });
    return next(c, desk, { fait: verdict, decision: decided.decision, remplace: String(decided.replaced.length) });
  };

export const undoRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { decision } = await c.req.parseBody();
    const undone = await desk.rooms.review.undo(typeof decision === 'string' ? decision : '', deciderOf(visitor(c)));
    if (undone.is === 'refused') return show(c, desk, { asked: {}, refusal: undone.refusal });
    return next(c, desk, { fait: 'undone' });
  };

export const deciderOf = ({ id, name }: Person, reason?: string) => ({ author: name, person: id, reason });

/** After an answer the queue is read anew, by a request that can be repeated without harm. */
function next(c: Context, { voice }: Desk, said: Record<string, string>) {
  return c.redirect(`${voice.path(pairsPath)}?${new URLSearchParams(said)}`, 303);
}

/** How far down the queue a pair that was asked for is looked for. */
const deepest = 500;

interface Shown {
  asked: Asked;
  refusal?: DecisionRefusal | 'unreadable';
  reason?: string | undefined;
}

async function show(c: Context, desk: Desk, { asked, refusal, reason }: Shown) {
  const { rooms, voice } = desk;
  const { review } = rooms;
  const wanted = asked.a !== undefined && asked.b !== undefined ? [asked.a, asked.b] : undefined;
  const queue = await review.queue(wanted === undefined ? 1 : deepest);
  const there = wanted && queue.questions.find(({ sheets }) => sheets.every((sheet) => wanted.includes(sheet)));
  const question = there ?? queue.questions[0];
  const sheets = question && (await review.pair(question.sheets));
  const found = question && (await review.explain(question.sheets));
  const midnight = new Date(rooms.now());
  midnight.setHours(0, 0, 0, 0);
  const { total: decidedToday } = await review.history({ most: 0, since: midnight, standing: ['same', 'not-same'] });
  const { decisions: history } = await review.history({ most: shownOfHistory });
  return page(
    c,
    desk,
    <CurationPairsPage
      context={contextOf(desk)}
      rooms={rooms}
      waiting={queue}
      decidedToday={decidedToday}
      asked={question && sheets && { question, sheets, found }}
      gone={wanted !== undefined && there === undefined && refusal === undefined}
      history={history}
      reason={reason}
      said={refusal === undefined ? saidOf(desk, asked) : undefined}
      refused={
        refusal === 'unreadable'
          ? { text: voice.words.curation.project.unreadable, against: [] }
          : refusal && { text: sayRefusal(voice.words, refusal), against: await against(desk, refusal) }
      }
    />,
    refusal === undefined ? 200 : refusal === 'unreadable' ? 400 : 409,
  );
}

function saidOf({ voice }: Desk, { fait, decision, remplace = 0 }: Asked) {
  if (fait === undefined) return undefined;
  const words = voice.words.curation.pairs;
  const text = words.decided[fait];
  return { text: remplace > 0 ? `${text} ${words.replaced(remplace)}` : text, undo: decision };
}

/** The decisions that stand in the way of the one that was refused. */
export async function against({ rooms }: Desk, refusal: DecisionRefusal): Promise<ToldDecision[]> {
  const ids = refusal.code === 'contradiction' ? refusal.decisions : refusal.code === 'replaced' ? [refusal.by] : [];
  return ids.length === 0 ? [] : rooms.review.these(ids);
}
