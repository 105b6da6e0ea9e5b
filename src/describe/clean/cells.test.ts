import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isMobile } from '#lib/text/phones.ts';
import { findContacts, isPersonalMail, withholdPersonal } from './contact.ts';
import { readDay, readYear } from './day.ts';
import { readWebAddress, splitWebAddresses } from './web-address.ts';

test('an address is made whole, or told not to be one', () => {
  const cases: [string, string | undefined][] = [
    ['www.lebocal.fr', 'https://www.lebocal.fr/'],
    ['http://lebocal.fr/', 'http://lebocal.fr/'],
    ['htpps://lebocal.fr/a', 'https://lebocal.fr/a'],
    ['http:/lebocal.fr', 'http://lebocal.fr/'],
    ['http://http://lebocal.fr', 'http://lebocal.fr/'],
    ['https://lebocal.fr/a?utm_source=x&id=3&fbclid=y#', 'https://lebocal.fr/a?id=3'],
    ['https://www.facebook.com/lebocal/?ref=aymt', 'https://www.facebook.com/lebocal/'],
    ['https://lebocal.fr/page).', 'https://lebocal.fr/page'],
    ['http://lebocal.fr/les-points/maison-de-l…', 'http://lebocal.fr/les-points/'],
    ['LeBocal.FR/Page', 'https://lebocal.fr/Page'],
    ['www.aucun', undefined],
    ['en cours', undefined],
    ['jeanne@lebocal.fr', undefined],
    ['mailto:contact@lebocal.fr', undefined],
    ['javascript:alert(1)', undefined],
    ['facebook', undefined],
    ['guide.pdf', undefined],
    ['https://x.fr/a?mail=jeanne.martin@free.fr&id=3', 'https://x.fr/a?id=3'],
    ['https://x.fr/a?mail=jeanne.martin%40free.fr', 'https://x.fr/a'],
    ['https://x.fr/a?mail=contact@x.fr', 'https://x.fr/a?mail=contact@x.fr'],
    ['https://x.fr/jeanne.martin@free.fr', undefined],
    ['https://www.youtube.com/@lebocal', 'https://www.youtube.com/@lebocal'],
    ['https://mastodon.social/@jeanne@piaille.fr', undefined],
    ['', undefined],
  ];
  for (const [written, read] of cases) assert.equal(readWebAddress(written), read, written);
});

test('several addresses in a cell are told apart, and words around them are left', () => {
  assert.deepEqual(splitWebAddresses('https://a.fr, https://b.fr;www.c.fr'), [
    'https://a.fr',
    'https://b.fr',
    'www.c.fr',
  ]);
  assert.deepEqual(splitWebAddresses('Rejoindre le Slack https://a.fr/x'), ['https://a.fr/x']);
  assert.deepEqual(splitWebAddresses('Facebook : lebocal'), ['Facebook : lebocal']);
  assert.deepEqual(splitWebAddresses('https ://a.fr'), ['https://a.fr']);
  assert.deepEqual(splitWebAddresses('https://a.fr/?to=https://b.fr'), ['https://a.fr/?to=https://b.fr']);
});

test('a normal address stays as it is', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const once = readWebAddress(url);
      if (once !== undefined) assert.equal(readWebAddress(once), once);
    }),
  );
});

test('days and years are read as French partners write them', () => {
  const days: [string, string | undefined][] = [
    ['2020-03-30', '2020-03-30'],
    ['2022-09-26 19:00:45', '2022-09-26'],
    ['2022-09-26T19:00:45Z', '2022-09-26'],
    ['30/03/2020', '2020-03-30'],
    ['13/12/2022 17:51', '2022-12-13'],
    ['1.4.2020', '2020-04-01'],
    ['05/04/20', '2020-04-05'],
    ['2015-03', '2015-03-01'],
    ['03/2015', '2015-03-01'],
    ['1er mars 2020', '2020-03-01'],
    ['lundi 30 août 2021', '2021-08-30'],
    ['Février 2019', '2019-02-01'],
    ['20200330', '2020-03-30'],
    ['43920', '2020-03-30'],
    ['2016', '2016-01-01'],
    ['31/02/2020', undefined],
    ['09/0102023', undefined],
    ['Date du CA', undefined],
  ];
  for (const [written, read] of days) assert.equal(readDay(written), read, written);
  assert.equal(readYear('Lauréat 2016'), 2016);
  assert.equal(readYear('depuis toujours'), undefined);
});

test('any day written in ISO or in French is read back', () => {
  const noInvalidDate = true;
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      assert.equal(readDay(iso), iso);
      assert.equal(readDay(iso.split('-').reverse().join('/')), iso);
    }),
  );
});

test('an organisation’s mail is told from a person’s; in doubt it is a person’s', () => {
  const generic = [
    'contact@lebocal.fr',
    'mairie.saint-aubin@orange.fr',
    'accueil@x.org',
    'info@x.fr',
    'lebocal@lebocal.fr',
    'fablab-lannion@gmail.com',
  ];
  const personal = [
    'jeanne.martin@lebocal.fr',
    'j.martin@orange.fr',
    'jeanne@lebocal.fr',
    'lebocal@gmail.com',
    'martin.contact@x.fr',
  ];
  for (const mail of generic) assert.equal(isPersonalMail(mail), false, mail);
  for (const mail of personal) assert.equal(isPersonalMail(mail), true, mail);
});

test('mails and phones are found however they are written', () => {
  assert.deepEqual(findContacts('Contact : contact (at) lebocal (point) fr, tél : +33 (0)2 41 05 40 00 / 0612345678'), [
    { kind: 'mail', value: 'contact@lebocal.fr', personal: false },
    { kind: 'phone', value: '02 41 05 40 00', personal: false },
    { kind: 'phone', value: '06 12 34 56 78', personal: true },
  ]);
  assert.deepEqual(findContacts('+262 6 92 95 33 26'), [{ kind: 'phone', value: '06 92 95 33 26', personal: true }]);
  assert.deepEqual(findContacts('+687 25 28 35'), [{ kind: 'phone', value: '+687 25 28 35', personal: false }]);
  assert.equal(isMobile('07 00 00 00 00'), true);
});

test('numbers that are no phones are left alone', () => {
  for (const text of [
    'SIRET 401 092 267 00020',
    '47.472809, -0.539591',
    'de 08:30 à 12:30',
    '10 000 000 €',
    '01/02/2020',
    '69123 Lyon',
    '48.0612345678, 2.0712345678',
    '48,0612345678',
    'SIREN 331 234 567',
    'départements 06, 13, 83, 84, 30',
    'https://exemple.fr/annonce/0612345678',
    'https://exemple.fr/annonce-0612345678.html',
    'Suivez @lebocal.fr',
  ])
    assert.deepEqual(findContacts(text), [], text);
});

test('a mobile or a mail is withheld whatever stands before it and between its digits', () => {
  for (const text of [
    'Tél.06 12 34 56 78',
    'Jeanne MARTIN,0612345678',
    '02 41 05 40 00/06 12 34 56 78',
    '02 41 05 40 00-06 12 34 56 78',
    '06 12 34 56 78,07 12 34 56 78',
    '06.12.34.56.78/07.12.34.56.78',
    '06\u201112\u201134\u201156\u201178',
    '06 – 12 – 34 – 56 – 78',
    '06·12·34·56·78',
    '06_12_34_56_78',
    '06 123 456 78',
    '06 123 45 678',
    '(06) 12 34 56 78',
    '33 6 12 34 56 78',
    '33612345678',
    'jean.martin @ free.fr',
    'jean.martin＠free.fr',
  ])
    assert.doesNotMatch(withholdPersonal(text), /martin.{0,3}[@＠]|78/, text);
});

test('a name beside the mail that is made of it goes with the mail; other names stay', () => {
  const cases: [string, string][] = [
    ['Contact : Jeanne Martin (jeanne.martin@free.fr)', 'Contact : […] ([…])'],
    ['j.martin@free.fr, Mme Jeanne MARTIN', '[…], Mme […]'],
    ['MARTIN Jéanne – jeanne-martin@x.fr', '[…] – […]'],
    ['J. Martin : j.martin@x.fr', '[…] : […]'],
    ['Le lycée Jean Moulin (paul.durand@x.fr)', 'Le lycée Jean Moulin ([…])'],
    ['Rue Jeanne Martin : contact@x.fr', 'Rue Jeanne Martin : contact@x.fr'],
    ['Jeanne Martin', 'Jeanne Martin'],
  ];
  for (const [written, shown] of cases) {
    assert.equal(withholdPersonal(written), shown, written);
    assert.equal(withholdPersonal(shown), shown);
  }
});

test('after withholding, no personal contact is left to find', () => {
  const piece = fc.constantFrom(
    'jean.dupont@free.fr',
    '06 12 34 56 78',
    '+33 6 12 34 56 78',
    'contact@x.fr',
    ' ',
    ', ',
    'tél ',
    '.',
    '(',
    ')',
    'é',
    '02 41 05 40 00',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const kept = withholdPersonal(pieces.join(' '));
      assert.deepEqual(
        findContacts(kept).filter(({ personal }) => personal),
        [],
      );
    }),
  );
});
