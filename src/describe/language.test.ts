import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readLanguage } from './language.ts';

const texts: [language: string, text: string][] = [
  [
    'fr',
    'Un lieu où l’on répare ensemble vélos et ordinateurs, chaque samedi matin, avec des bénévoles du quartier et des outils prêtés.',
  ],
  [
    'en',
    'A community workshop where neighbours mend bicycles and computers together every Saturday morning, with borrowed tools.',
  ],
  [
    'es',
    'Un taller comunitario donde los vecinos del barrio reparan juntos bicicletas y ordenadores cada sábado por la mañana con herramientas prestadas.',
  ],
  [
    'de',
    'Eine Werkstatt im Viertel, in der die Nachbarn jeden Samstagmorgen gemeinsam Fahrräder und Computer mit geliehenem Werkzeug reparieren.',
  ],
  [
    'it',
    'Il laboratorio della città insegna ai ragazzi come si riparano le biciclette, e gli anziani raccontano la storia del quartiere.',
  ],
];

test('a text shows its language, whatever its catalogue is in', () => {
  for (const [language, text] of texts)
    for (const expected of ['fr', 'en'])
      assert.equal(readLanguage(text, expected).language, language, `${text} in ${expected}`);
});

test('names, towns and short texts show nothing: they are in the language of the catalogue, and that is said', () => {
  for (const text of [
    '',
    'FabLab',
    'Hitch Hacker’s Guide to The Galaxy',
    'Tiers-lieu à dominante coworking.',
    'x'.repeat(5000),
    '12 34 56 '.repeat(50),
  ])
    assert.deepEqual(readLanguage(text, 'fr'), { language: 'fr', how: 'assumed', confidence: 0.5 }, text);
  const list =
    'FabLab, Makerspace, Hackerspace, Coworking, Living Lab, Repair Café, Open Badge, Startup Weekend, Meetup, Hackathon, Barcamp';
  assert.equal(readLanguage(list, 'fr').language, 'fr');
  const addresses =
    'Le dossier : https://example.org/the-way-of-the-world https://example.com/it-is-what-it-is contact@example.com www.example.org';
  assert.equal(readLanguage(addresses, 'fr').how, 'assumed');
});

test('French with English names in it stays French', () => {
  const text =
    'Le Living Lab « Open Your Data » accueille des startups, un makerspace et des meetups : venez au Startup Weekend du 12 mai à Lyon !';
  assert.equal(readLanguage(text, 'fr').language, 'fr');
});

test('any text has a language and a confidence', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom('fr', 'en', 'br'),
      (text, expected) => {
        const { language, confidence } = readLanguage(text, expected);
        assert.match(language, /^[a-z]{2}$/);
        assert.ok(confidence >= 0 && confidence <= 1);
      },
    ),
  );
});
