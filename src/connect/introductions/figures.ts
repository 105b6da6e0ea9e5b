/** How many people were introduced to the holders of a catalogue's projects, week by week. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface Week {
  /** Its Monday, `2026-11-16`, in UTC. */
  monday: string;
  begun: number;
  /** Of those, how many the holder has answered by now. */
  answered: number;
}

const day = 24 * 3600 * 1000;

/** The Monday of the week of a moment, at midnight UTC. */
export function mondayOf(moment: Date): Date {
  const midnight = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  return new Date(midnight - ((moment.getUTCDay() + 6) % 7) * day);
}

/** The last `count` weeks, this one first, those without any too. */
export async function weeksOf(db: Kysely<Tables>, source: string, count: number, now: Date): Promise<Week[]> {
  const thisMonday = mondayOf(now);
  const first = new Date(thisMonday.getTime() - (count - 1) * 7 * day);
  const { rows } = await sql<{ monday: string; begun: number; answered: number }>`
    select to_char(date_trunc('week', begun_at at time zone 'UTC'), 'YYYY-MM-DD') as monday,
      count(*)::int as begun, count(answered_at)::int as answered
    from introduction
    where sources @> array[${source}]::text[] and begun_at >= ${first}
    group by 1`.execute(db);
  const known = new Map(rows.map((row) => [row.monday, row]));
  return Array.from({ length: count }, (_, back) => {
    const monday = new Date(thisMonday.getTime() - back * 7 * day).toISOString().slice(0, 10);
    return known.get(monday) ?? { monday, begun: 0, answered: 0 };
  });
}
