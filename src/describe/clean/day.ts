/** Days and years out of what partners write. */

const months = new Map(
  Object.entries({
    1: 'janvier janv jan january',
    2: 'fevrier fev fevr february feb',
    3: 'mars mar march',
    4: 'avril avr april apr',
    5: 'mai may',
    6: 'juin june jun',
    7: 'juillet juil july jul',
    8: 'aout august aug',
    9: 'septembre sept sep september',
    10: 'octobre oct october',
    11: 'novembre nov november',
    12: 'decembre dec december',
  }).flatMap(([month, names]) => names.split(' ').map((name) => [name, Number(month)] as const)),
);

/**
 * A day as ISO 8601, or undefined. Reads ISO dates and instants, `30/03/2020` (day first), `03/2020`, `2015-03` (the
 * first of the month), `30 mars 2020`, a year (its first day), and the serial numbers of spreadsheets (1900 system).
 */
export function readDay(text: string): string | undefined {
  const trimmed = text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[t ]\d{1,2}:.*)?$/.exec(trimmed);
  if (iso !== null) return day(iso[1]!, iso[2]!, iso[3] ?? '1');
  const packed = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(trimmed);
  if (packed !== null) return day(packed[1]!, packed[2]!, packed[3]!);
  const french = /^(?:\w{3,9}\.? )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ t,].*)?$/.exec(trimmed);
  if (french !== null) return day(century(french[3]!), french[2]!, french[1]!);
  const month = /^(\d{1,2})[/.-](\d{4})$/.exec(trimmed);
  if (month !== null) return day(month[2]!, month[1]!, '1');
  const told =
    /^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le) )*(?:(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})$/.exec(
      trimmed,
    );
  if (told !== null && months.has(told[2]!)) return day(told[3]!, String(months.get(told[2]!)), told[1] ?? '1');
  if (/^(?:19|20)\d{2}$/.test(trimmed)) return day(trimmed, '1', '1');
  if (/^[1-6]\d{4}(?:[.,]\d+)?$/.test(trimmed)) return serialDay(Number.parseInt(trimmed, 10));
  return undefined;
}

/** The first plausible year (1800–2100) that a text tells, or undefined. */
export function readYear(text: string): number | undefined {
  const told = readDay(text)?.slice(0, 4) ?? /(?<!\d)(?:1[89]|20)\d{2}(?!\d)/.exec(text)?.[0];
  const year = Number(told);
  return year >= 1800 && year <= 2100 ? year : undefined;
}

function day(year: string, month: string, dayOfMonth: string): string | undefined {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)));
  const same = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(dayOfMonth);
  return same && Number(year) >= 1000 ? at.toISOString().slice(0, 10) : undefined;
}

function century(year: string): string {
  return year.length === 4 ? year : Number(year) < 60 ? `20${year}` : `19${year}`;
}

/** Day 25569 of the 1900 system is 1 January 1970 (ECMA-376, part 1, 18.17.4.1). */
function serialDay(serial: number): string {
  return new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
}
