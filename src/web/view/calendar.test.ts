/** Times as they are typed in France, and calendars as programs read them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarFile, parisTime, saidEnd } from './calendar.ts';

test('Paris time in summer, in winter, and in the hour that is skipped; long lines of a calendar are folded', () => {
  assert.equal(parisTime('2026-07-01T12:00')?.toISOString(), '2026-07-01T10:00:00.000Z');
  assert.equal(parisTime('2026-01-01T12:00')?.toISOString(), '2026-01-01T11:00:00.000Z');
  assert.ok(parisTime('2026-03-29T02:30') instanceof Date);
  assert.equal(parisTime('2026-13-01T12:00'), undefined);
  assert.equal(parisTime('demain'), undefined);
  const at = new Date('2026-01-01T11:00:00Z');
  const file = calendarFile(
    [{ id: 'x', title: 'é'.repeat(200), text: '', place: '', starts: at, ends: at, url: 'https://a.example/' }],
    { name: undefined, now: at },
  );
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75);
  assert.ok(file.replaceAll('\r\n ', '').includes('é'.repeat(200)));
});

test('a calendar that is subscribed to has a name, says how often to come back, and may be empty', () => {
  const now = new Date('2026-01-01T11:00:00Z');
  const file = calendarFile([], { name: 'Jardins, voisins', now });
  assert.match(file, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:[^\r]+\r\nNAME:Jardins\\, voisins\r\n/);
  assert.match(file, /REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n[\s\S]*END:VCALENDAR\r\n$/);
});

test('a meeting that ends on the day on which it began says that day once', () => {
  const starts = new Date('2026-12-17T13:00:00Z');
  assert.equal(saidEnd(starts, new Date('2026-12-17T15:00:00Z'), 'fr'), '16:00');
  assert.match(saidEnd(starts, new Date('2026-12-17T23:30:00Z'), 'fr'), /^vendredi 18 décembre 2026/);
  assert.match(saidEnd(starts, new Date('2026-12-18T09:00:00Z'), 'en'), /18 December 2026/);
});
