/**
 * Who wrote which words of what several people write: a community's collections, and what it says of itself. Kept
 * sentence by sentence, as hashes beside the texts: a sentence that stands keeps its author whoever saves the text; one
 * that somebody rewrote is of both. By it a person takes their own words away and nobody else's, and curators are told
 * whose words they read.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import { withoutFullNames, withoutNames, withoutOwnName } from './without-names.ts';

/** Whose texts they are. */
export type Of = { collection: string } | { community: string };

/** By their parts: the name of a fact of the queue, or the id of the project whose note it is. */
export type Texts = Readonly<Record<string, string>>;

/** The authors of each sentence of each part, and of the whole as it was last left. */
export type Hands = ReadonlyMap<string, ReadonlySet<string>>;

/** Where a sentence ends: after its point, or with its line. */
const ends = /(?<=[.!?…])[ \t\r\n]+|[\r\n]+/g;
const bare = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');

interface Piece {
  sentence: string;
  /** What parts it from the next. */
  gap: string;
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const end of text.matchAll(ends)) {
    pieces.push({ sentence: text.slice(from, end.index), gap: end[0] });
    from = end.index + end[0].length;
  }
  pieces.push({ sentence: text.slice(from), gap: '' });
  return pieces;
}

const sentencesOf = (text: string): string[] =>
  piecesOf(text).flatMap(({ sentence }) => (bare(sentence) === '' ? [] : [bare(sentence)]));

const key = (part: string, sentence: string): string => `${part} ${sentence}`;
const ofSentence = (part: string, sentence: string): string => key(part, sha256(bare(sentence)));
const ofWhole = (part: string, text: string): string => key(part, `=${sha256(bare(text))}`);

const placeOf = (of: Of) =>
  'collection' in of ? (['collection', of.collection] as const) : (['community', of.community] as const);

export async function handsOf(db: Kysely<Tables>, of: Of): Promise<Hands> {
  const [column, id] = placeOf(of);
  const rows = await db
    .selectFrom('written_by')
    .select(['part', 'sentence', 'person'])
    .where(column, '=', id)
    .execute();
  const hands = new Map<string, Set<string>>();
  for (const { part, sentence, person } of rows) {
    const at = key(part, sentence);
    hands.set(at, (hands.get(at) ?? new Set()).add(person));
  }
  return hands;
}

const authorsOf = (hands: Hands, part: string, sentence: string): readonly string[] => [
  ...(hands.get(ofSentence(part, sentence)) ?? []),
];

/**
 * Within the transaction that holds what is written: signs what a person changed from `before` to `after`. `standing`:
 * other texts of it that are still read, whose signatures stay.
 */
export async function sign(
  tx: Kysely<Tables>,
  of: Of,
  { person, before, after, standing }: { person: string; before: Texts; after: Texts; standing: readonly Texts[] },
): Promise<void> {
  const hands = await handsOf(tx, of);
  const lost = Object.entries(before).flatMap(([part, text]) => {
    const kept = new Set(sentencesOf(after[part] ?? ''));
    return sentencesOf(text).flatMap((sentence) => (kept.has(sentence) ? [] : [{ part, sentence }]));
  });
  const signed = new Map<string, Set<string>>();
  const put = (at: string, people: readonly string[]) =>
    signed.set(at, new Set([...(signed.get(at) ?? []), ...people]));
  for (const [part, text] of Object.entries(after)) {
    if (text === '' || text === before[part]) continue;
    put(ofWhole(part, text), [person]);
    const known = new Set(sentencesOf(before[part] ?? ''));
    for (const sentence of sentencesOf(text)) {
      if (known.has(sentence) || hands.has(ofSentence(part, sentence))) continue;
      const moved = lost.find((one) => one.sentence === sentence);
      const from = moved ?? lost.find((one) => isRewritten(one.sentence, sentence));
      const earlier = from === undefined ? [] : authorsOf(hands, from.part, from.sentence);
      put(ofSentence(part, sentence), moved === undefined ? [person, ...earlier] : earlier);
    }
  }
  await keep(tx, of, signed);
  await sweep(tx, of, [...hands.keys(), ...signed.keys()], [after, ...standing]);
}

async function keep(tx: Kysely<Tables>, of: Of, signed: Hands): Promise<void> {
  const rows = [...signed].flatMap(([at, people]) => {
    const [part = '', sentence = ''] = at.split(' ');
    return [...people].map((person) => ({ collection: null, community: null, ...of, part, sentence, person }));
  });
  if (rows.length === 0) return;
  await tx
    .insertInto('written_by')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Half of the words of the shorter, or more: a word alone is anybody's. */
function isRewritten(former: string, sentence: string): boolean {
  const [a, b] = [former, sentence].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  const shared = [...a!].filter((word) => b!.has(word)).length;
  return shared > 1 && shared * 2 >= Math.min(a!.size, b!.size);
}

/** Forgets who wrote what is said nowhere any more. */
async function sweep(tx: Kysely<Tables>, of: Of, known: readonly string[], standing: readonly Texts[]): Promise<void> {
  const stands = new Set(
    standing.flatMap((texts) =>
      Object.entries(texts).flatMap(([part, text]) => [
        ofWhole(part, text),
        ...sentencesOf(text).map((sentence) => ofSentence(part, sentence)),
      ]),
    ),
  );
  const gone = known.filter((at) => !stands.has(at));
  if (gone.length === 0) return;
  const [column, id] = placeOf(of);
  await sql`
    delete from written_by where ${sql.ref(column)} = ${id} and part || ' ' || sentence = any(${gone}::text[])`.execute(
    tx,
  );
}

/** Whose words of a text were not in what was read: of each new sentence, and of who left the whole as it is. */
export function writersOf(hands: Hands, part: string, text: string, read: string | undefined): string[] {
  if (text === read) return [];
  const known = new Set(sentencesOf(read ?? ''));
  const news = sentencesOf(text).filter((sentence) => !known.has(sentence));
  return [
    ...new Set([
      ...news.flatMap((sentence) => authorsOf(hands, part, sentence)),
      ...(hands.get(ofWhole(part, text)) ?? []),
    ]),
  ];
}

/** What a person alone, or with others, wrote of a text. */
export const wordsBy = (hands: Hands, part: string, text: string, person: string): string =>
  bare(
    piecesOf(text)
      .filter(({ sentence }) => authorsOf(hands, part, sentence).includes(person))
      .map(({ sentence, gap }) => sentence + gap)
      .join(''),
  );

export interface Leaver {
  person: string;
  /** Their name and address. */
  named: readonly string[];
}

/**
 * A sentence without a leaver's name: every word of it where they wrote it too, as they wrote it where they did alone;
 * the whole name in another's.
 */
function nameless(hands: Hands, part: string, sentence: string, { person, named }: Leaver): string {
  const authors = authorsOf(hands, part, sentence);
  if (!authors.includes(person)) return withoutFullNames(sentence, named);
  return authors.length === 1 ? withoutOwnName(sentence, named) : withoutNames(sentence, named);
}

/**
 * A text when a person leaves: without the sentences that they alone wrote, and without their name in the others.
 * `stays`: what is somebody else's to keep, whoever wrote it.
 */
export function withoutWriter(
  hands: Hands,
  part: string,
  text: string,
  leaver: Leaver,
  stays: string | undefined = undefined,
): string {
  const kept = new Set(sentencesOf(stays ?? ''));
  const isTheirs = (sentence: string): boolean => {
    const authors = authorsOf(hands, part, sentence);
    return authors.length === 1 && authors[0] === leaver.person && !kept.has(bare(sentence));
  };
  return bare(
    piecesOf(text)
      .filter(({ sentence }) => !isTheirs(sentence))
      .map(({ sentence, gap }) => nameless(hands, part, sentence, leaver) + gap)
      .join(''),
  );
}

/** A text that stays whole, without a leaver's name. */
export const withoutLeaver = (hands: Hands, part: string, text: string, leaver: Leaver): string =>
  piecesOf(text)
    .map(({ sentence, gap }) => nameless(hands, part, sentence, leaver) + gap)
    .join('');

/** In the transaction that takes a leaver's name out of texts: the others' signatures follow what they read then. */
export async function signWithout(
  tx: Kysely<Tables>,
  of: Of,
  hands: Hands,
  texts: readonly Texts[],
  leaver: Leaver,
): Promise<void> {
  const signed = new Map<string, ReadonlySet<string>>();
  const others = (at: string) => new Set([...(hands.get(at) ?? [])].filter((person) => person !== leaver.person));
  for (const [part, text] of texts.flatMap((some) => Object.entries(some))) {
    for (const sentence of sentencesOf(text)) {
      const without = nameless(hands, part, sentence, leaver);
      if (without !== sentence) signed.set(ofSentence(part, without), others(ofSentence(part, sentence)));
    }
    const left = withoutWriter(hands, part, text, leaver);
    if (left !== text && left !== '') signed.set(ofWhole(part, left), others(ofWhole(part, text)));
  }
  await keep(tx, of, signed);
}

/** Nothing says any more what a person wrote. */
export async function forgetHand(tx: Kysely<Tables>, what: 'collection' | 'community', person: string): Promise<void> {
  await tx.deleteFrom('written_by').where('person', '=', person).where(what, 'is not', null).execute();
}
