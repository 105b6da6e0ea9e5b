/** Two sheets field by field: what both say, what differs, what only one says; and in texts, which words. */
import { fold } from '#lib/text/fold.ts';
import { placeOf, withoutMarkup } from '#model/field-text.ts';
import type { Sheet } from '#model/sheet.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { Voice } from '../text/language.ts';

export type ComparedField =
  | 'title'
  | 'place'
  | 'holder'
  | 'links'
  | 'summary'
  | 'body'
  | 'started'
  | 'themes'
  | 'contacts'
  | 'updated';

/** A piece of text; `lone` when the other side lacks the word. */
export interface Piece {
  text: string;
  lone: boolean;
}

export interface Compared {
  field: ComparedField;
  mark: 'same' | 'different' | 'alone';
  /** Empty where that side says nothing. */
  left: Piece[];
  right: Piece[];
}

/** Characters of a description that are shown. */
const mostOfBody = 700;

/** The fields of which at least one side says something, in the order in which they tell most. */
export function compareSheets(voice: Voice, left: Sheet, right: Sheet): Compared[] {
  return fields(voice).flatMap(([field, say]): Compared[] => {
    const [one, other] = [say(left).trim(), say(right).trim()];
    if (one === '' && other === '') return [];
    const mark = one === '' || other === '' ? 'alone' : plain(one) === plain(other) ? 'same' : 'different';
    return [{ field, mark, left: piecesOf(one, other, mark), right: piecesOf(other, one, mark) }];
  });
}

function fields(voice: Voice): readonly (readonly [ComparedField, (sheet: Sheet) => string])[] {
  return [
    ['title', ({ title }) => title],
    ['place', ({ sites }) => sites.map(placeOf).join(' ; ')],
    [
      'holder',
      ({ holder }) => [holder?.name, holder?.siret ?? holder?.siren ?? holder?.rna].filter(Boolean).join(', '),
    ],
    ['links', ({ links }) => links.map(({ url }) => url).join(' ')],
    ['started', ({ startYear }) => startYear?.toString() ?? ''],
    ['summary', ({ summary }) => summary],
    ['body', ({ body }) => shortened(withoutMarkup(body))],
    ['themes', ({ themes }) => themes.map((theme) => labelOf('themes', theme, voice.language)).join(', ')],
    [
      'contacts',
      ({ contacts }) =>
        contacts
          .filter(({ published }) => published)
          .map(({ value }) => value)
          .join(', '),
    ],
    ['updated', ({ updatedAt }) => (updatedAt === undefined ? '' : voice.day(updatedAt))],
  ];
}

const shortened = (text: string): string => (text.length > mostOfBody ? `${text.slice(0, mostOfBody)}…` : text);

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function piecesOf(own: string, other: string, mark: Compared['mark']): Piece[] {
  if (own === '') return [];
  if (mark !== 'different') return [{ text: own, lone: false }];
  const known = new Set(plain(other).split(' '));
  const pieces: Piece[] = [];
  for (const text of own.split(/(\s+)/)) {
    const words = plain(text).split(' ').filter(Boolean);
    const lone = words.length > 0 && words.some((word) => !known.has(word));
    const last = pieces.at(-1);
    if (last !== undefined && (last.lone === lone || words.length === 0)) last.text += text;
    else pieces.push({ text, lone });
  }
  return pieces;
}
