/** What catalogues have said since: a correction arrives when its sheet says it; what else changed is told. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { isCorrectedField, isShownField } from '#model/correction.ts';
import type { Sheet } from '#model/sheet.ts';
import { type AnswerRooms, type Standing, show } from './answer.ts';
import { hasArrived, saidBy, sameWriting } from './sheet-value.ts';

export interface Followed {
  arrived: number;
  /** The catalogue says something else than it did. */
  overtaken: number;
  /** A curator took the decision back. */
  undone: number;
}

interface Open extends Standing {
  was: unknown;
  now_says: unknown;
  body: Sheet | null;
  undone: boolean;
}

/** Sheets read at a time. */
const atOnce = 200;

/**
 * Looks at every correction that has not ended. Idempotent: asked again, nothing happens. Also shows what was accepted
 * by a process that died before it was shown. One that cannot be followed stops no other: that it could not is thrown
 * once all were looked at.
 */
export async function followCatalogues(rooms: AnswerRooms): Promise<Followed> {
  const followed: Followed = { arrived: 0, overtaken: 0, undone: 0 };
  const failures: unknown[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await openAfter(rooms.db, after);
    for (const row of rows) await followOne(rooms, row, followed).catch((error) => failures.push(error));
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const many = failures.length;
  if (many > 0) throw new AggregateError(failures, `${many} correction${many === 1 ? '' : 's'} could not be followed`);
  return followed;
}

async function followOne(rooms: AnswerRooms, row: Open, followed: Followed): Promise<void> {
  const { field, body } = row;
  if (!isCorrectedField(field)) return;
  const change = (set: object) =>
    rooms.db
      .updateTable('correction')
      .set({ ...set, changed_at: rooms.now() })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .returning('id')
      .executeTakeFirst();
  if (body !== null && row.live && hasArrived(field, body, row.was, row.value)) {
    // From now on the catalogue speaks for itself, and may change its mind. Undone twice it is undone.
    if (row.decision !== null) await rooms.deciding.undo(row.decision, { author: await rooms.partnerName(row.source) });
    if ((await change({ state: 'arrived', now_says: null })) !== undefined) followed.arrived++;
    return;
  }
  if (row.state === 'accepted' && row.undone) {
    if ((await change({ state: 'undone', decision: null })) !== undefined) followed.undone++;
    return;
  }
  if (body === null || !row.live) return;
  const said = saidBy(field, body);
  if (row.state === 'accepted' && row.decision === null && isShownField(field)) await show(rooms, row);
  const news = sameWriting(field, said, row.was) ? null : said;
  if (JSON.stringify(news) === JSON.stringify(row.now_says)) return;
  if ((await change({ now_says: news === null ? null : JSON.stringify(news) })) !== undefined && news !== null)
    followed.overtaken++;
}

async function openAfter(db: Kysely<Tables>, after: string): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select correction.id, correction.source, correction.sheet, proposal.field, proposal.value, correction.state,
      correction.decision, correction.answer, correction.was, correction.now_says, coalesce(sheet.live, false) as live,
      sheet.body, decision.undone_at is not null as undone
    from correction
    join correction_proposal proposal on proposal.id = correction.proposal
    left join sheet on sheet.record = correction.sheet
    left join decision on decision.id = correction.decision
    where proposal.confirmed_at is not null and correction.state in ('proposed', 'later', 'accepted')
      and correction.id > ${after}::uuid
    order by correction.id
    limit ${atOnce}`.execute(db);
  return rows;
}
