/** `/curation/mots`: the queue of words, for curators; an answer is a form that is sent, and the page comes back. */
import type { Context, Handler } from 'hono';
import { z } from 'zod';
import { conceptOf } from '#describe/concept.ts';
import type { Answered, Refusal } from '#describe/words/answers.ts';
import type { Person } from '#model/person.ts';
import { vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { carriedWordSchema } from '#model/word-answer.ts';
import {
  CurationConceptsPage,
  meaningOf,
  type TypedAnswer,
  type WordsView,
  wordsAddress,
} from '../pages/curation-concepts.tsx';
import { contextOf, type Desk } from '../site.ts';
import { personalPage, visitor } from '../visitor.ts';

const pageSize = 20;

/** What the address says; whatever it says wrongly is as if it were not there. */
const viewSchema = z.object({
  vue: z.enum(['attente', 'plus-tard', 'reponses']).catch('attente'),
  vocabulaire: z.enum(vocabularyNames).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  fait: z.uuid().optional().catch(undefined),
  repris: z.literal('oui').optional().catch(undefined),
});

const text = (most: number) => z.string().trim().max(most).default('');
const answerSchema = carriedWordSchema.extend({
  answer: z.enum(['accept', 'refuse', 'later']),
  concept: z.union([z.string(), z.array(z.string())]).optional(),
  other: text(200),
  reason: text(500),
});
const undoSchema = z.object({ undo: z.string().max(100) });

export const curationConceptsRoute =
  (desk: Desk): Handler =>
  (c) =>
    show(c, desk);

export const answerConceptRoute =
  (desk: Desk): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const person = visitor(c);
    const form = await c.req.parseBody({ all: true });
    const undo = undoSchema.safeParse(form);
    const outcome = undo.success
      ? await rooms.words.undo(undo.data.undo, authorOf(person))
      : await answerWith(desk, person, form);
    const { refused } = voice.words.curationConcepts;
    if (outcome === undefined) return show(c, desk, refused['word-not-carried'], typedIn(form));
    if ('refused' in outcome) return show(c, desk, refused[outcome.refused], typedIn(form));
    const { vue, vocabulaire, page } = viewSchema.parse(c.req.query());
    const back = wordsAddress(vue, vocabulaire, page);
    const said = undo.success ? 'repris=oui' : `fait=${outcome.id}`;
    return c.redirect(voice.path(`${back}${back.includes('?') ? '&' : '?'}${said}`), 303);
  };

/** Undefined when the form is none of ours. */
async function answerWith(desk: Desk, person: Person, form: object): Promise<Answered | Refusal | undefined> {
  const read = answerSchema.safeParse(form);
  if (!read.success) return undefined;
  const { answer, concept = [], other, reason, ...carried } = read.data;
  const by = { author: authorOf(person), reason };
  if (answer !== 'accept') return desk.rooms.words.answer(carried, answer === 'refuse' ? 'none' : 'later', by);
  // What is typed is meant; the ticks count beside it only when the person left them.
  const named = other === '' ? undefined : (conceptOf(vocabularies[carried.vocabulary], other) ?? '');
  if (named === '') return { refused: 'concept-unknown', concept: other };
  const ticked = typeof concept === 'string' ? [concept] : concept;
  return desk.rooms.words.answer(carried, { concepts: named === undefined ? ticked : [...ticked, named] }, by);
}

/** Who answers, as later readers know them: a name; the account's id where it gave none. */
const authorOf = (person: Person): string => person.name.trim() || person.id;

const typedSchema = z.object({
  vocabulary: z.string().catch(''),
  word: z.string().catch(''),
  other: z.string().catch(''),
  reason: z.string().catch(''),
});
const typedIn = (form: object): TypedAnswer => typedSchema.parse(form);

async function show(c: Context, desk: Desk, wrong?: string, typed?: TypedAnswer) {
  const { rooms, voice } = desk;
  const { vue: view, vocabulaire: vocabulary, page, fait, repris } = viewSchema.parse(c.req.query());
  const said = voice.words.curationConcepts;
  const standing = view === 'reponses' || fait !== undefined ? await rooms.words.answers() : [];
  const given = standing.find(({ id }) => id === fait);
  const answers = standing.filter((one) => view === 'reponses' && (vocabulary ?? one.vocabulary) === one.vocabulary);
  const asked = { vocabulary, later: view === 'plus-tard', skip: (page - 1) * pageSize, most: pageSize };
  const queue = view === 'reponses' ? { total: answers.length, words: [] } : await rooms.words.waiting(asked);
  let notice: Parameters<typeof CurationConceptsPage>[0]['notice'];
  if (wrong !== undefined) notice = { text: wrong, wrong: true };
  else if (given !== undefined) {
    const { written, later, concepts } = given;
    const noted = later
      ? said.nowLater(written)
      : `${concepts.length === 0 ? said.nowNothing(written) : said.nowMeans(written, meaningOf(voice, given))} ${said.following}`;
    notice = { text: noted, wrong: false, undo: given.id };
  } else if (repris !== undefined) notice = { text: `${said.undone} ${said.following}`, wrong: false };
  return personalPage(
    c,
    desk,
    <CurationConceptsPage
      context={contextOf(desk)}
      view={view satisfies WordsView}
      vocabulary={vocabulary}
      total={queue.total}
      words={queue.words}
      answers={answers.slice((page - 1) * pageSize, page * pageSize)}
      nameOf={(id) => voice.set(rooms.sources.get(id)?.name[voice.language] ?? id)}
      notice={notice}
      page={page}
      typed={typed}
      pages={Math.ceil(queue.total / pageSize)}
    />,
    wrong === undefined ? 200 : 400,
  );
}
