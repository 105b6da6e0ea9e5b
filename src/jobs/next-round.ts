/** When a cron line comes round next, as pg-boss reads it. */
import { PgBoss } from 'pg-boss';

/** Never opened: it only lends its reading of cron lines, so that what is shown is what will happen. */
const reader = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('this one has no database')) } });

/** The first moment after `from`, in UTC. Throws for a line that is not understood. */
export function nextRound(cron: string, from: Date): Date {
  return reader.previewSchedule(cron, { tz: 'UTC', from, count: 1 })[0]!;
}
