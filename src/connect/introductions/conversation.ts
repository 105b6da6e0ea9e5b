/** A conversation as one of its sides sees it. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { IntroductionState, Purpose, Side, Via } from '#model/introduction.ts';
import { nameOf } from './proceed.ts';
import { other, shared, times } from './states.ts';

export interface Said {
  id: string;
  mine: boolean;
  text: string;
  at: Date;
  attachments: boolean;
}

export interface Conversation {
  id: string;
  side: Side;
  project: string;
  title: string;
  purpose: Purpose;
  via: Via;
  state: IntroductionState;
  begunAt: Date | undefined;
  /** How the other is called. */
  otherName: string;
  /** As this side chose; empty when it did not. */
  ownName: string;
  messages: Said[];
  /** Came to this side's relay address from elsewhere: its owner says whether they are theirs. */
  held: Said[];
  agrees: { mine: boolean; theirs: boolean };
  /** The other's address, once both agreed. */
  address: string | undefined;
  /** Who closed it, as this side sees it. */
  closedBy: 'me' | 'other' | 'nobody' | undefined;
  /** By this side. */
  reported: boolean;
  /** When its words will be erased, as things stand; undefined when they are. */
  erasedOn: Date | undefined;
}

export async function conversationOf(db: Kysely<Tables>, id: string, side: Side): Promise<Conversation | undefined> {
  const row = await db.selectFrom('introduction').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const sides = await db.selectFrom('introduction_side').selectAll().where('introduction', '=', id).execute();
  const messages = await db
    .selectFrom('introduction_message')
    .selectAll()
    .where('introduction', '=', id)
    .orderBy('at')
    .orderBy('number')
    .execute();
  const reports = await db
    .selectFrom('introduction_report')
    .select(['side', 'decision'])
    .where('introduction', '=', id)
    .execute();
  const of = (which: Side) => sides.find((one) => one.side === which);
  const agrees = { asker: of('asker')?.agrees ?? false, holder: of('holder')?.agrees ?? false };
  const said = ({ id: message, side: by, text, at, attachments }: (typeof messages)[number]): Said => ({
    id: message,
    mine: by === side,
    text,
    at,
    attachments,
  });
  const waitsForCurator = reports.some(({ decision }) => decision === null);
  const life =
    row.state === 'unconfirmed'
      ? times.unconfirmed
      : row.state !== 'closed'
        ? times.kept
        : waitsForCurator
          ? times.keptReported
          : times.keptClosed;
  return {
    id,
    side,
    project: row.project,
    title: row.title,
    purpose: row.purpose,
    via: row.via,
    state: row.state,
    begunAt: row.begun_at ?? undefined,
    otherName: nameOf({ sides: Object.fromEntries(sides.map((one) => [one.side, one])) }, other(side), side),
    ownName: of(side)?.name ?? '',
    messages: messages.filter(({ held }) => !held).map(said),
    held: messages.filter((one) => one.held && one.side === side).map(said),
    agrees: { mine: agrees[side], theirs: agrees[other(side)] },
    address: shared({ agrees }) ? (of(other(side))?.mail ?? undefined) : undefined,
    closedBy:
      row.closed_by === null
        ? undefined
        : row.closed_by === side
          ? 'me'
          : row.closed_by === 'nobody'
            ? 'nobody'
            : 'other',
    reported: reports.some((one) => one.side === side),
    erasedOn: row.forgotten_at === null ? new Date((row.closed_at ?? row.last_at).getTime() + life) : undefined,
  };
}

export interface ListedIntroduction {
  id: string;
  side: Side;
  title: string;
  state: IntroductionState;
  at: Date;
}

/** Those of a person's account, the latest first. */
export async function introductionsOf(
  db: Kysely<Tables>,
  person: { id: string; mail: string },
): Promise<ListedIntroduction[]> {
  const rows = await db
    .selectFrom('introduction_side')
    .innerJoin('introduction', 'introduction.id', 'introduction_side.introduction')
    .select([
      'introduction.id',
      'introduction_side.side',
      'introduction.title',
      'introduction.state',
      'introduction.last_at',
    ])
    .where(({ or, eb }) =>
      or([eb('introduction_side.person', '=', person.id), eb('introduction_side.mail', '=', person.mail)]),
    )
    .where('introduction.forgotten_at', 'is', null)
    .orderBy('introduction.last_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ id, side, title, state, last_at }) => ({ id, side, title, state, at: last_at }));
}
