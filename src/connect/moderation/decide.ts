/** A curator's word on a matter, and its undoing: with what follows from it, in one transaction. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Lapse, MatterState } from '#model/matter.ts';
import type { Allowance } from '../accounts/limits.ts';
import { addressHash, enqueueAll } from '../mail/outbox.ts';
import { type Afterwards, type Matter, type MatterKind, matterFrom, type Verdict } from './matter.ts';
import { matterLetter } from './matter-letter.ts';
import { say } from './raise.ts';

export interface Word {
  verdict: Verdict;
  /** The person's id. */
  by: string;
  /** What its author is told; a question and a refusal need one. */
  sentence: string;
  /** When what was read had last changed; what its author changed since is to be read first. */
  seen?: Date | undefined;
}

export type WhyNot =
  /** There is no such matter. */
  | 'unknown'
  /** Somebody decided meanwhile. */
  | 'decided'
  /** Nobody accepts what they sent themselves, signed in or not. */
  | 'own'
  /** The same person agreed before: another must. */
  | 'same-eyes'
  | 'no-sentence'
  /** Its author changed it after it was shown to who decides. */
  | 'changed'
  /** Nobody could answer: it is accepted or refused. */
  | 'no-question'
  /** What it would do can no longer be done: see `lapse`. */
  | 'lapsed'
  /** What this kind of decision did cannot be taken back, or no more. */
  | 'stands'
  /** Nothing was decided that could be undone. */
  | 'not-decided';

export type Outcome =
  /** `untold`: too many letters went to its author's address, which nobody proved: none went of this. */
  | { is: 'decided'; matter: Matter; untold: boolean }
  /** `half`: the first of two has agreed. */
  | { is: 'half' | 'undone'; matter: Matter }
  | { is: 'refused'; why: WhyNot; lapse?: Lapse };

export interface DecideRooms {
  db: Kysely<Tables>;
  kinds: ReadonlyMap<string, MatterKind>;
  baseUrl: string;
  /** Whether one more letter may go to an address that nobody proved. */
  mayAnswer: Allowance;
  now(): Date;
  log: { error(fields: object, message: string): void };
}

const stateAfter: Readonly<Record<Verdict, MatterState>> = { accept: 'accepted', ask: 'asked', refuse: 'refused' };
const longestSentence = 2_000;

const refused = (why: WhyNot): Outcome => ({ is: 'refused', why });

/** Two who press at once: the second is told that it is decided. */
export async function decide(rooms: DecideRooms, id: string, word: Word): Promise<Outcome> {
  const sentence = word.sentence.trim().slice(0, longestSentence);
  if (word.verdict !== 'accept' && sentence === '') return refused('no-sentence');
  return concluded(rooms, (tx) => decideWithin(rooms, tx, id, { ...word, sentence }));
}

async function decideWithin(
  rooms: DecideRooms,
  tx: Transaction<Tables>,
  id: string,
  { verdict, by, sentence, seen }: Word,
): Promise<[Outcome, Afterwards | undefined]> {
  const found = await locked(rooms, tx, id);
  if (found === undefined) return [refused('unknown'), undefined];
  if (found.state !== 'waiting' && found.state !== 'asked') return [refused('decided'), undefined];
  const kind = kindOf(rooms, found);
  const now = rooms.now();
  if (seen !== undefined && found.changedAt > seen) return [refused('changed'), undefined];
  if (kind.noQuestion && verdict === 'ask') return [refused('no-question'), undefined];
  if (verdict === 'accept' && (await isOwn(tx, id, by))) return [refused('own'), undefined];
  if (kind.twoEyes && verdict === 'accept') {
    if (found.approvedBy === by) return [refused('same-eyes'), undefined];
    if (found.approvedBy === null) {
      await tx.updateTable('matter').set({ approved_by: by, changed_at: now }).where('id', '=', id).execute();
      await say(tx, id, { what: 'approved', person: by, sentence, now });
      return [{ is: 'half', matter: { ...found, approvedBy: by } }, undefined];
    }
  }
  const lapse = verdict === 'accept' ? await kind.carryOut?.(tx, found) : undefined;
  if (lapse !== undefined) return [{ is: 'refused', why: 'lapsed', lapse }, undefined];
  const state = stateAfter[verdict];
  const over = state !== 'asked';
  const row = await tx
    .updateTable('matter')
    .set({ state, sentence, changed_at: now, decided_by: over ? by : null, decided_at: over ? now : null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await say(tx, id, { what: state as 'accepted' | 'asked' | 'refused', person: by, sentence, now });
  const matter = matterFrom(row);
  const after = await kind.onDecided(tx, { matter, verdict, by, sentence });
  const untold = !(await tellAuthors(rooms, tx, kind, matter, verdict));
  return [{ is: 'decided', matter, untold }, after];
}

/** By the account, or by its address where something was sent without the account: of several authors, each. */
async function isOwn(tx: Transaction<Tables>, matter: string, by: string): Promise<boolean> {
  const person = await tx.selectFrom('person').select('mail').where('id', '=', by).executeTakeFirst();
  const own = await tx
    .selectFrom('matter_author')
    .select('matter')
    .where('matter', '=', matter)
    .where((eb) => eb.or([eb('person', '=', by), eb('author_hash', '=', addressHash(person?.mail ?? ''))]))
    .executeTakeFirst();
  return own !== undefined;
}

/** Takes back the last decision of a matter, or the first of two words: it waits again. */
export function undo(rooms: DecideRooms, id: string, by: string): Promise<Outcome> {
  return concluded(rooms, async (tx) => {
    const found = await locked(rooms, tx, id);
    if (found === undefined) return [refused('unknown'), undefined];
    const now = rooms.now();
    let after: Afterwards | undefined;
    if (found.state === 'accepted' || found.state === 'refused') {
      const kind = kindOf(rooms, found);
      if (kind.undo === undefined) return [refused('stands'), undefined];
      const another = await tx
        .selectFrom('matter')
        .select('id')
        .where('kind', '=', found.kind)
        .where('subject', '=', found.subject)
        .where('id', '<>', id)
        .$if(kind.undoneAlone === true, (query) => query.where('state', 'in', ['waiting', 'asked']))
        .$if(kind.undoneAlone !== true, (query) => query.where('created_at', '>=', found.createdAt))
        .executeTakeFirst();
      // Its author has sent another since: that one is to be decided.
      if (another !== undefined) return [refused('stands'), undefined];
      const undone = await kind.undo(tx, found);
      if (undone === 'too-late') return [refused('stands'), undefined];
      after = undone;
    } else if (found.state === 'withdrawn' || found.approvedBy === null) return [refused('not-decided'), undefined];
    const row = await tx
      .updateTable('matter')
      .set({ state: 'waiting', approved_by: null, decided_by: null, decided_at: null, sentence: '', changed_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await say(tx, id, { what: 'undone', person: by, now });
    const matter = matterFrom(row);
    await rooms.kinds.get(found.kind)?.again?.(tx, matter);
    return [{ is: 'undone', matter }, after];
  });
}

/** What follows is done once the word is kept; should it fail, the trade's own round does it. */
async function concluded(
  { db, log }: DecideRooms,
  work: (tx: Transaction<Tables>) => Promise<[Outcome, Afterwards | undefined]>,
): Promise<Outcome> {
  const [outcome, after] = await db.transaction().execute(work);
  try {
    await after?.();
  } catch (error) {
    log.error({ error }, 'what follows from a decision is left for later');
  }
  return outcome;
}

async function locked({ kinds }: DecideRooms, tx: Transaction<Tables>, id: string): Promise<Matter | undefined> {
  const about = await tx
    .selectFrom('matter')
    .select(['kind', 'subject', 'facts'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (about === undefined) return undefined;
  await kinds.get(about.kind)?.hold?.(tx, about.subject, about.facts);
  const row = await tx.selectFrom('matter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && matterFrom(row);
}

function kindOf({ kinds }: DecideRooms, { kind }: Matter): MatterKind {
  const known = kinds.get(kind);
  if (known === undefined) throw new Error(`nobody answers for matters of the kind ${kind}`);
  return known;
}

/** Each of its authors. False when a letter was to go, and too many went to that address today. */
async function tellAuthors(
  { baseUrl, mayAnswer, now }: DecideRooms,
  tx: Transaction<Tables>,
  kind: MatterKind,
  matter: Matter,
  verdict: Verdict,
): Promise<boolean> {
  const accounts = await tx
    .selectFrom('matter_author')
    .innerJoin('person', 'person.id', 'matter_author.person')
    .select('person.mail')
    .where('matter', '=', matter.id)
    .orderBy('person.id')
    .execute();
  const signedIn = accounts.length > 0;
  const typed = signedIn ? undefined : await kind.mailOf?.(tx, matter);
  const to = typed === undefined ? accounts.map(({ mail }) => mail) : [typed];
  if (typed !== undefined && kind.isTyped && !(await mayAnswer(typed, tx))) return false;
  const language = matter.language;
  const path = kind.pathOf?.(matter, signedIn);
  const url = path === undefined ? undefined : `${baseUrl}${language === 'fr' ? path : `/en${path}`}`;
  const { title, sentence } = matter;
  const letter = matterLetter(baseUrl, { language, verdict, title, sentence, url, opensText: kind.opensText === true });
  await enqueueAll(
    tx,
    to.map((mail) => ({ kind: 'matter', to: mail, ...letter })),
    now(),
  );
  return true;
}
