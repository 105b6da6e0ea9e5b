/** How often an alert comes, and when its turn is. */
export const rhythms = ['at-once', 'daily', 'weekly'] as const;
export type Rhythm = (typeof rhythms)[number];

const hour = 3_600_000;
const day = 24 * hour;
/** UTC: seven or eight in the morning in Paris. */
const morning = 6;
/** Between two mails of one alert told at once: what comes meanwhile goes together. */
export const betweenAtOnce = hour;

/** The next morning, the next Monday morning; null for one told at once, whose turn comes with what is new. */
export function nextTurn(rhythm: Rhythm, now: Date): Date | null {
  if (rhythm === 'at-once') return null;
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), morning);
  const next = today > now.getTime() ? today : today + day;
  if (rhythm === 'daily') return new Date(next);
  // 1 is Monday.
  const untilMonday = (8 - new Date(next).getUTCDay()) % 7;
  return new Date(next + untilMonday * day);
}
