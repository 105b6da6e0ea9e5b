/** For these tests: what stands behind addresses when Zélie has used everything. */
import { sql } from 'kysely';
import type { Behind } from './routes.ts';
import { aRun, type WholeSite, zelie, type zelieUsesEverything } from './testing.ts';

export async function behindOf(
  house: WholeSite,
  used: Awaited<ReturnType<typeof zelieUsesEverything>>,
): Promise<Behind> {
  const one = async (table: 'community_meeting' | 'session' | 'alert' | 'matter' | 'correction', where = sql`true`) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} where ${where} limit 1`.execute(house.db);
    return rows[0]!.id;
  };
  return {
    ...used,
    project: used.first.id,
    other: (await house.projectOf('c/2')).id,
    projectPath: used.first.path,
    held: used.third.path,
    session: await one('session', sql`user_id = ${used.id}`),
    alert: await one('alert', sql`label ilike '%quatrelle%'`),
    matter: await one(
      'matter',
      sql`id in (select matter from matter_author where person = ${used.id}) and state = 'waiting' and kind = 'report'`,
    ),
    correction: await one('correction', sql`source = 'a'`),
    run: await aRun(house, 'a'),
    meeting: await one('community_meeting'),
    mail: zelie.mail,
    person: used.id,
  };
}
