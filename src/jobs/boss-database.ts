/** The connections of pg-boss: our own pool, because the embedded server may listen elsewhere after a fall. */
import type { Pool } from 'pg';
import type { Db } from 'pg-boss';
import { makePool } from '#db/connect.ts';

/** Few: the queries are short, and the runs have connections of their own. */
const connections = 3;

export interface BossDatabase extends Db {
  close(): Promise<void>;
}

/** `url` is asked at each query; when it changed, the next ones go to the new address. */
export function openBossDatabase(url: () => string): BossDatabase {
  let pool: Pool | undefined;
  let address = '';
  const current = (): Pool => {
    const asked = url();
    if (pool !== undefined && asked === address) return pool;
    void pool?.end().catch(() => {});
    address = asked;
    pool = makePool({ connectionString: asked, application_name: 'carrefour jobs' }, connections);
    return pool;
  };
  return {
    executeSql: (text, values) => current().query(text, values),
    async close() {
      const last = pool;
      pool = undefined;
      await last?.end();
    },
  };
}
