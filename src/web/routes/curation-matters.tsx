/** `/curation/moderation`: what people sent; a word on it, and its undoing. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Outcome } from '#connect/moderation/decide.ts';
import { type Verdict, verdicts } from '#connect/moderation/matter.ts';
import type { Moderation } from '#connect/moderation/moderation.ts';
import { readCriteria } from '#model/criteria.ts';
import { written } from '#model/decision.ts';
import type { Fact, MatterState } from '#model/matter.ts';
import { QueueList } from '../pages/curation.tsx';
import { CurationMattersPage, mattersPath, type ShownMatter, type View, views } from '../pages/curation-matters.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { curatorOnly, visitor } from '../visitor.ts';
import { labelOfSearch } from './alerts.tsx';
import { countQueues } from './curation.tsx';
import { shortForm } from './curation-pairs.tsx';

/** How many others are listed under the one that is shown. */
const listed = 30;
/** How many of those that speak of the same thing are read with it. */
const readTogether = 100;

const outcomes = ['accept', 'ask', 'refuse', 'half', 'undone', 'untold'] as const;
type Done = (typeof outcomes)[number];
const asked = z.object({
  voir: z.enum(views).catch('waiting'),
  mot: z.enum(verdicts).catch('accept'),
  phrase: z.coerce.number().int().min(0).max(9).catch(0),
  fait: z.enum(outcomes).optional().catch(undefined),
  de: z.uuid().optional().catch(undefined),
  /** One kind of matter alone. */
  genre: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .catch(undefined),
});

const wordSchema = z.object({
  verdict: z.enum(verdicts),
  phrase: written.max(5_000).default(''),
  vu: z.iso.datetime().optional().catch(undefined),
});

interface Shown {
  id?: string | undefined;
  refused?: string;
  /** What was typed, to be sent again. */
  typed?: { verdict: Verdict; phrase: string };
}

export function curationMattersRoutes(site: Hono, desk: Desk, moderation: Moderation): void {
  const { voice } = desk;
  const guard = curatorOnly(desk);
  const queue = voice.path(mattersPath);
  const words = voice.words.matters;
  const idOf = (c: Context): string => c.req.param('id') ?? '';

  // Reports of conversations had a page of their own.
  site.get(voice.path('/curation/signalements'), (c) => c.redirect(`${queue}?genre=introduction-report`, 301));
  site.get(queue, guard, (c) => show(c, desk, moderation, {}));
  site.get(`${queue}/:id`, guard, (c) => show(c, desk, moderation, { id: idOf(c) }));

  site.post(`${queue}/:id`, shortForm, guard, async (c) => {
    const id = idOf(c);
    const read = wordSchema.safeParse(await c.req.parseBody());
    if (!read.success) return show(c, desk, moderation, { id, refused: words.refusals['no-sentence'] });
    const { verdict, phrase, vu } = read.data;
    const seen = vu === undefined ? undefined : new Date(vu);
    const outcome = await moderation.decide(id, { verdict, by: visitor(c).id, sentence: phrase, seen });
    if (outcome.is === 'refused')
      return show(c, desk, moderation, { id, refused: whyNot(outcome), typed: { verdict, phrase } });
    const untold = outcome.is === 'decided' && outcome.untold;
    return next(c, outcome.is === 'half' ? 'half' : untold ? 'untold' : verdict, outcome);
  });

  site.post(`${queue}/:id/annuler`, shortForm, guard, async (c) => {
    const id = idOf(c);
    const outcome = await moderation.undo(id, visitor(c).id);
    if (outcome.is === 'refused') return show(c, desk, moderation, { id, refused: words.refusals[outcome.why] });
    return c.redirect(`${queue}/${id}?fait=undone`, 303);
  });

  const whyNot = ({ why, lapse }: Extract<Outcome, { is: 'refused' }>): string =>
    lapse === undefined ? words.refusals[why] : words.lapsed(words.lapses[lapse]);

  function next(c: Context, done: Done, { matter }: Extract<Outcome, { matter: unknown }>) {
    const { genre } = asked.parse(c.req.query());
    return c.redirect(`${queue}?${new URLSearchParams({ fait: done, de: matter.id, ...(genre && { genre }) })}`, 303);
  }
}

async function show(c: Context, desk: Desk, moderation: Moderation, { id, refused, typed }: Shown) {
  const { rooms } = desk;
  const query = asked.parse(c.req.query());
  const wanted = id === undefined ? undefined : await moderation.matter(id);
  const view = wanted === undefined ? query.voir : viewOf(wanted.state);
  const { genre } = query;
  const [list, kinds, questions, elsewhere] = await Promise.all([
    moderation.list({ state: view, kind: genre, most: listed + 1 }),
    moderation.countByKind(),
    moderation.count({ state: 'asked' }),
    countQueues(desk, (name) => name !== 'contributions'),
  ]);
  const matter = wanted ?? (id === undefined && view === 'waiting' ? list[0] : undefined);
  const at = list.findIndex((one) => one.id === matter?.id);
  const isGone = id !== undefined && wanted === undefined;
  const done = query.fait === undefined ? undefined : await saidOf(desk, moderation, query.fait, query.de);
  const kind = moderation.kind(matter?.kind ?? '');
  const shown: ShownMatter | undefined = matter && {
    matter,
    facts: (await moderation.facts(matter)).map((fact) => inWords(desk, fact)),
    history: await moderation.history(matter.id),
    aboutTheSame: await moderation.othersAbout(matter, readTogether),
    twoEyes: kind.twoEyes,
    mayAsk: kind.mayAsk,
    undoable: kind.undoable,
    offered: moderation.proposals(matter.kind, matter.language),
    wholeAt: kind.wholeAt?.(matter),
  };
  return page(
    c,
    desk,
    <CurationMattersPage
      context={contextOf(desk)}
      sources={rooms.sources}
      view={view}
      kinds={kinds}
      genre={genre}
      asked={questions}
      elsewhere={elsewhere.length > 0 ? <QueueList voice={desk.voice} queues={elsewhere} /> : undefined}
      shown={shown}
      chosen={
        typed === undefined
          ? { verdict: query.mot, sentence: query.phrase }
          : { verdict: typed.verdict, sentence: 0, typed: typed.phrase }
      }
      others={list.filter((one) => one.id !== matter?.id).slice(0, listed)}
      next={list[at + 1]?.id}
      gone={isGone}
      said={refused === undefined && done !== undefined ? done : undefined}
      refused={refused}
    />,
    isGone ? 404 : refused === undefined ? 200 : 409,
  );
}

/** A search is kept as it stands in an address, and read as its page says it. */
function inWords(desk: Desk, fact: Fact): Fact {
  if (fact.name !== 'search') return fact;
  const said = (text: string) => labelOfSearch(desk, readCriteria(new URLSearchParams(text)).criteria);
  return { ...fact, value: said(fact.value), ...(fact.former !== undefined && { former: said(fact.former) }) };
}

const viewOf = (state: MatterState): View => (state === 'waiting' || state === 'asked' ? state : 'decided');

async function saidOf({ voice }: Desk, moderation: Moderation, done: Done, id: string | undefined) {
  const text = voice.words.matters.outcomes[done];
  const about = id === undefined ? undefined : await moderation.matter(id);
  if (about === undefined) return { text };
  const canUndo = done === 'half' || done === 'ask' || (done !== 'undone' && moderation.kind(about.kind).undoable);
  return { text: `${about.title} : ${text}`, undo: canUndo ? about : undefined };
}
