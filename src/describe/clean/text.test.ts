import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlToText } from './html.ts';
import { unpackList } from './list-literal.ts';
import { looksDamaged, repairMojibake } from './mojibake.ts';
import { isPlaceholder } from './placeholder.ts';
import { calmShouting } from './shouting.ts';
import { cleanBody, cleanLine, cleanTitle, shorten } from './text.ts';

test('what stands for nothing shows as nothing', () => {
  const nothing = [
    '',
    ' ',
    'NA',
    'n/a',
    '-',
    '—',
    '...',
    'null',
    'None',
    'nan',
    'NR',
    'NR ',
    '<none>',
    '[]',
    '?',
    '""',
  ];
  const said = [
    '(adresse non définie)',
    'Non renseigné',
    'non communiquée',
    'NON REGISTRÉ',
    'à compléter',
    'info manquante',
  ];
  for (const text of [...nothing, ...said]) assert.equal(cleanLine(text), '', JSON.stringify(text));
  for (const text of ['Nana', 'NATURE', 'Y', '13.2', 'Non-violence', 'Le Nul', 'Nan Ribéra', '💪'])
    assert.notEqual(cleanLine(text), '', text);
  assert.equal(isPlaceholder('Non, décidément non'), false);
});

test('a list that a program printed into a cell is read as its members, each once', () => {
  assert.deepEqual(unpackList('[ "Aider le retour", "Aider le retour" ]'), ['Aider le retour']);
  assert.deepEqual(unpackList("['a','b']"), ['a', 'b']);
  assert.deepEqual(unpackList("['l'épicerie', 'le café']"), ["l'épicerie", 'le café']);
  assert.deepEqual(unpackList('[1, 2]'), ['1', '2']);
  assert.deepEqual(unpackList('[Place de la mairie]'), ['[Place de la mairie]']);
  assert.deepEqual(unpackList('[Infographie] Parfois'), ['[Infographie] Parfois']);
});

test('misread bytes become letters again, once or twice', () => {
  const cases: [string, string][] = [
    ['CafÃ© associatif', 'Café associatif'],
    ['CafÃƒÂ© associatif', 'Café associatif'],
    ['lâ€™Ã©picerie', 'l’épicerie'],
    ['Ã  la ferme', 'à la ferme'],
    ['d\u0092ici', 'd’ici'],
    ['caf&eacute; &amp;eacute;t&#233; &#146;', 'café été ’'],
    ['5 &euro; &amp;amp; plus', '5 € & plus'],
    ['Å“uvre', 'œuvre'],
  ];
  for (const [damaged, whole] of cases) assert.equal(cleanLine(damaged), whole, damaged);
  for (const sound of ['« CAFÉ »', 'PÂTÉ', 'à « Lyon »', 'Âge', 'Öko', 'São Tomé', 'Œuvre'])
    assert.equal(repairMojibake(sound), sound);
  assert.ok(looksDamaged('Caf\ufffd'));
  assert.ok(!looksDamaged('Café'));
});

test('a shouting title is calmed and its acronyms are not', () => {
  const cases: [string, string][] = [
    ['MAISON DE L’EMPLOI DE LYON', 'Maison de l’Emploi de Lyon'],
    ['CCAS DE SAINT-DENIS', 'CCAS de Saint-Denis'],
    ['MJC LA FOURMILIERE', 'MJC la Fourmiliere'],
    ['BUROL@B', 'BUROL@B'],
    ['ESSAIM', 'ESSAIM'],
    ['CHLOROFEEL', 'Chlorofeel'],
    ['Le Bocal', 'Le Bocal'],
    ['CPAM', 'CPAM'],
    ['1624 COWORKIN’LILLE', '1624 Coworkin’Lille'],
    [
      'PALAIS DES CONGRES ET DES EXPOSITIONS DE LA BAIE DE SAINT BRIEUC',
      'Palais des congres et des expositions de la baie de saint brieuc',
    ],
  ];
  for (const [shouted, calm] of cases) assert.equal(calmShouting(shouted), calm);
});

test('French is set as French, and addresses are left alone', () => {
  const cases: [string, string][] = [
    ["L'épicerie : c'est ouvert !", 'L’épicerie\u00a0: c’est ouvert\u202f!'],
    ['Qui vient?', 'Qui vient\u202f?'],
    ['Le "Bocal" de Nantes...', 'Le «\u00a0Bocal\u00a0» de Nantes…'],
    ['« Le Bocal »', '«\u00a0Le Bocal\u00a0»'],
    ["Voir https://x.fr/a?b=l'an!c", "Voir https://x.fr/a?b=l'an!c"],
    ['de 8:30 à 12:00', 'de 8:30 à 12:00'],
    ["lundi: place de l' Église; mardi", 'lundi\u00a0: place de l’Église\u202f; mardi'],
  ];
  for (const [typed, set] of cases) assert.equal(cleanLine(typed), set);
  assert.equal(cleanLine("It's open !", 'en'), "It's open !");
});

test('what a page says around its content is cut', () => {
  assert.equal(cleanLine('Un jardin partagé... Lire la suite'), 'Un jardin partagé…');
  assert.equal(cleanLine('Un jardin partagé. En savoir plus >>'), 'Un jardin partagé.');
  assert.equal(cleanLine('Ce site utilise des cookies. En poursuivant, vous acceptez les cookies.'), '');
  assert.equal(cleanLine('Nous vendons des cookies solidaires.'), 'Nous vendons des cookies solidaires.');
});

test('HTML becomes a few safe tags, plain text becomes paragraphs and lists', () => {
  assert.equal(cleanBody('<div>Bonjour <b>tous</b><script>x()</script></div>'), '<p>Bonjour <strong>tous</strong></p>');
  assert.equal(cleanBody('Un\n\nDeux <3'), '<p>Un</p><p>Deux &lt;3</p>');
  assert.equal(cleanBody('- un\n- deux'), '<ul><li>un</li><li>deux</li></ul>');
  assert.equal(cleanBody('&lt;p&gt;Caf&eacute;&lt;/p&gt;'), '<p>Café</p>');
  assert.equal(
    cleanBody('<a href="javascript:x()">ici</a> <a href="www.x.fr?utm_source=y">là</a>'),
    '<p>ici <a href="https://www.x.fr/">là</a></p>',
  );
  assert.equal(cleanBody('<ul><li>- lundi<br>\n</li><li>- </li></ul>'), '<ul><li>lundi</li></ul>');
  assert.equal(
    cleanBody('Horaires <ul><li>- / lundi</li></ul> puis <b>fin</b>'),
    '<p>Horaires</p><ul><li>lundi</li></ul><p>puis <strong>fin</strong></p>',
  );
  assert.equal(cleanBody('<img src=x onerror=alert(1)>'), '');
  assert.equal(htmlToText('<p>Un &amp; deux</p><ul><li>trois</li></ul>'), 'Un & deux\ntrois');
});

test('a personal mail or mobile is in no text, a generic one stays', () => {
  assert.equal(
    cleanLine('Écrire à jeanne.martin@orange.fr ou contact@lebocal.fr'),
    'Écrire à […] ou contact@lebocal.fr',
  );
  assert.equal(cleanLine('Tél. 06 12 34 56 78 ou 02 41 05 40 00'), 'Tél. […] ou 02 41 05 40 00');
  assert.equal(cleanLine('Jeanne 06 12 34 56 78'), 'Jeanne […]');
  assert.equal(cleanLine('0612345678'), '');
  for (const html of [
    '<b>jeanne.martin</b>@free.fr',
    'jeanne.martin<span>@</span>free.fr',
    '06 <b>12</b> 34 56 78',
    '<p>06 12<br>34 56 78</p>',
  ])
    assert.doesNotMatch(cleanBody(`<p>Écrire à ${html}</p>`), /martin|78/, html);
  assert.equal(cleanBody('<p>Jeanne <a href="mailto:j.martin@free.fr">j.martin@free.fr</a></p>'), '<p>Jeanne […]</p>');
});

test('no text, however long or strange, keeps cleaning busy', () => {
  const pieces = [
    'a',
    'a.',
    '@',
    'a@',
    '<',
    '<!--',
    '<script>',
    '<p>',
    '<ul><li>',
    '&amp;',
    'amp;',
    'Ã',
    '"',
    '«',
    '!',
    '…',
    '(',
    ' [ at',
    'cookies ',
  ];
  for (const piece of pieces) {
    const text = `&${piece.repeat(30_000 / piece.length)} @`;
    for (const clean of [cleanLine, cleanTitle, cleanBody]) assert.equal(typeof clean(text), 'string');
  }
  assert.ok(cleanLine(`😀${'a'.repeat(30_000)}`).isWellFormed() && cleanTitle('😀'.repeat(100)).isWellFormed());
});

test('a long title ends at a word', () => {
  const title = cleanTitle(`${'Un titre bien long '.repeat(12)}fin`);
  assert.ok(title.length <= 140 && /(?: Un| titre| bien| long)…$/.test(title), title);
  assert.equal(shorten('abc', 3), 'abc');
});

test('a cell of a quarter of a million characters is cleaned before the coffee is cold', () => {
  for (const piece of ['"', ':', '[…]', '<!--', '<script>', 'a.a', '@', 'x@a.', ' (at) ', '\n'])
    for (const start of ['x', '<p>']) {
      const long = start + piece.repeat(250_000 / piece.length);
      assert.equal(typeof cleanLine(long), 'string');
      assert.equal(typeof cleanBody(long), 'string');
    }
});

/** Texts out of the pieces that give cleaning trouble. */
const trouble = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.constantFrom(
        ...[
          '&amp;',
          '&lt;',
          '&gt;',
          '&amp;amp;',
          'lt;',
          '&eacute;',
          '&#39;',
          '&',
          ';',
          '<p>',
          '</p>',
          '<b>',
          '<br>',
          '</div>',
          '<div>',
          '<ul><li>',
        ],
        ...[
          '</li>',
          '<a href="x.fr">',
          '</a>',
          '<!--',
          '-->',
          '<script>',
          'Ã',
          '©',
          'â',
          '€',
          '™',
          'Â',
          '\u00a0',
          '\u0092',
          '\n',
          '\n\n',
          ' ',
        ],
        ...[
          "'",
          '"',
          '«',
          '»',
          ' :',
          '!',
          '?',
          '...',
          '…',
          'NA',
          '-',
          '- ',
          '[',
          ']',
          'Lire la suite',
          'cookies',
          'accepter',
          '.',
          'A',
          'É',
        ],
        ...[
          '06 12 34 56 78',
          'a@b.fr',
          '@',
          'contact',
          '(at)',
          'LE',
          'CAFE',
          'JARDIN',
          'http://',
          'www.',
          'l’',
          '<<',
          '>>',
          '(',
          ')',
          '12',
          ' 34',
        ],
      ),
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(''));

test('cleaning twice changes nothing', () => {
  for (const [name, clean] of Object.entries({ cleanLine, cleanTitle, cleanBody })) {
    for (const language of ['fr', 'en']) {
      fc.assert(
        fc.property(trouble, (text) => {
          const once = clean(text, language);
          assert.equal(clean(once, language), once, `${name} in ${language}`);
        }),
        { numRuns: 400 },
      );
    }
  }
});

test('a clean line holds no tag, no entity, no doubled space; a clean body only safe tags', () => {
  fc.assert(
    fc.property(trouble, (text) => {
      const line = cleanLine(text);
      assert.doesNotMatch(line, /<\/?(?:p|b|br|div|ul|li|a|script)(?:\s[^<>]*)?>|&(?:amp|lt|eacute|#39);| {2}|\n/i);
      const left = cleanBody(text).replace(
        /<\/?(?:p|ul|ol|li|strong|em|h3|h4|blockquote)>|<br \/>|<a(?: href="https?:\/\/[^"<>]*")?>|<\/a>/g,
        '',
      );
      assert.doesNotMatch(left, /[<>]/);
    }),
    { numRuns: 400 },
  );
});
