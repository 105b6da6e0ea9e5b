/** From which day on only changes are asked for. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Source } from '#model/source.ts';

/** Days after which a catalogue is read whole again: servers forget to tell of what they deleted. */
const wholeAgainAfter = 30;
const day = 86_400_000;

/**
 * The day before the last good run of the same question, or undefined when the catalogue is to be read whole. Days
 * rather than seconds, since every server understands them; a day early, since clocks differ.
 */
export async function sinceWhen(
  db: Kysely<Tables>,
  source: Source,
  origin: string,
  now: Date,
): Promise<string | undefined> {
  if (source.format.type !== 'oai-pmh' || !source.format.changes) return undefined;
  const { rows } = await sql<{ last: Date | null; whole: Date | null }>`
    select max(started_at) as last, max(started_at) filter (where report ->> 'since' is null) as whole
    from run where source = ${source.id} and origin = ${origin} and state = 'done'`.execute(db);
  const { last, whole } = rows[0]!;
  if (last === null || whole === null || now.getTime() - whole.getTime() > wholeAgainAfter * day) return undefined;
  return new Date(last.getTime() - day).toISOString().slice(0, 10);
}
