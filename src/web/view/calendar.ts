/** Meetings as iCalendar files (RFC 5545; a feed's name and rhythm: RFC 7986), and times as they are typed and said in France. */

const zone = 'Europe/Paris';

/** Minutes by which Paris is ahead of UTC at a moment. */
function ahead(at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, hours = '0', minutes = '0'] =
    /GMT\+(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return Number(hours) * 60 + Number(minutes);
}

/** The moment of `2026-05-12T18:30` in Paris; undefined when it is no such text. An hour that does not exist is the next one. */
export function parisTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const asUtc = new Date(`${text.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  const first = new Date(asUtc.getTime() - ahead(asUtc) * 60_000);
  return new Date(asUtc.getTime() - ahead(first) * 60_000);
}

/** `mardi 12 mai 2026 à 18:30`, in Paris. */
export const saidTime = (at: Date, language: 'fr' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: zone,
  }).format(at);

/** When it ends: the hour alone on the day on which it began. */
export function saidEnd(starts: Date, ends: Date, language: 'fr' | 'en'): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const dayOf = (at: Date) => at.toLocaleDateString(locale, { timeZone: zone });
  if (dayOf(starts) !== dayOf(ends)) return saidTime(ends, language);
  return ends.toLocaleTimeString(locale, { timeStyle: 'short', timeZone: zone });
}

export interface CalendarEvent {
  id: string;
  title: string;
  text: string;
  place: string;
  starts: Date;
  ends: Date;
  url: string;
}

/** One meeting, or a calendar that has a name: what programs subscribe to, and ask for again twice a day. */
export function calendarFile(
  events: readonly CalendarEvent[],
  { name, now }: { name: string | undefined; now: Date },
): string {
  const time = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Carrefour des innovations sociales//FR',
    ...(name === undefined
      ? []
      : [
          `NAME:${escaped(name)}`,
          `X-WR-CALNAME:${escaped(name)}`,
          'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
          'X-PUBLISHED-TTL:PT12H',
        ]),
    ...events.flatMap(({ id, title, text, place, starts, ends, url }) => [
      'BEGIN:VEVENT',
      `UID:${id}@${new URL(url).hostname}`,
      `DTSTAMP:${time(now)}`,
      `DTSTART:${time(starts)}`,
      `DTEND:${time(ends)}`,
      `SUMMARY:${escaped(title)}`,
      `LOCATION:${escaped(place)}`,
      `DESCRIPTION:${escaped(text)}`,
      `URL:${url}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, ' ');

/** Lines of at most 75 bytes; what follows begins with a space. A character is never cut. */
function folded(line: string): string {
  let bytes = 0;
  let written = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 74) {
      written += '\r\n ';
      bytes = 1;
    }
    written += character;
    bytes += size;
  }
  return written;
}
