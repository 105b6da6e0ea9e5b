/** Addresses that nobody should open, and somebody will: the same for the same numbers. */
import { parameterNames } from '#model/criteria.ts';
import { pick, type Random } from '#search/contract/some-documents.ts';

/** What words are made of: real ones, signs of this and other query languages, letters that change as they are folded. */
const bits = [
  ...[
    'jardin',
    'Jardn',
    'partagé',
    'PARTAGÉ',
    'ESS',
    'E.S.S.',
    'A.M.A.P',
    'économie sociale et solidaire',
    'tierslieu',
  ],
  ...[
    'à',
    'dans la',
    'en',
    'près de',
    'près d’',
    'autour du',
    'Saint-Denis',
    'St',
    'Lille',
    '44',
    '59000',
    '2A',
    '971',
  ],
  ...['où', 'what', 'the', 'how', '13e', 'XIXe', '1er', 'no', 'n°', 'œuvre', 'ŒUVRE', 'habitant·e·s', 'acteur.rice'],
  ...[
    'l’',
    "l'",
    "d'",
    '"',
    '«',
    '»',
    '“',
    '”',
    '-',
    '--',
    '-"',
    '?',
    '…',
    '·',
    '.',
    ',',
    ';',
    '=',
    '|',
    '\n',
    '\t',
    '  ',
  ],
  ...[
    'a',
    'é',
    'e\u0301',
    '\u0301',
    '\u200b',
    '\u00ad',
    '\u202e',
    '\ufeff',
    '\0',
    '\u0001',
    '\u0003',
    '\ud83c',
    '\udf31',
  ],
  ...['🌱', '👩‍👩‍👧', 'ß', 'İ', 'ı', 'ﬁ', 'ſ', '中文', 'मुक्त', 'عربي'],
  ...[
    '%',
    '%00',
    '\\',
    '/',
    '*',
    '~1',
    '^8',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '&&',
    '||',
    '!',
    'AND',
    'OR',
    'NOT',
    'title:',
  ],
  ...['.*', '(a+)+$', '<b>', '&amp;', '__proto__', 'constructor', 'hasOwnProperty', 'null', 'undefined', 'NaN'],
  ...['x'.repeat(64), 'x'.repeat(65), 'é'.repeat(150), '\u0301'.repeat(150), 'a'.repeat(300), '-'.repeat(50)],
  ...['"'.repeat(50), "l'".repeat(80), 'a.'.repeat(120), 'a-b-'.repeat(60)],
];
const numbers = [
  ...[
    '',
    '  ',
    '0',
    '-0',
    '1',
    '+5',
    ' 5',
    '5 ',
    '\u00a05',
    '1,5',
    '1_000',
    '٣',
    '0x10',
    '1e3',
    '1e308',
    '-1e-308',
    '1e-7',
  ],
  ...['NaN', 'Infinity', '-Infinity', '9'.repeat(30), '3.141592653589793238', '47.2', '-1.5', '20.5', '0.0000001'],
  ...['90', '-90', '90.0000001', '180', '-180', '181', '100', '101', '1000', '2200', '2201', '10000', '10001'],
];
const codes = [
  ...['alimentation', 'habitat', 'association', 'reseau-reemploi', 'fr', 'en', 'xx', 'zzz', '50', '70', '85', '49'],
  ...['commune-44109', 'commune-75056', 'departement-2A', 'region-32', 'epci-244400404', 'R32', 'R99', '44109', '98'],
  ...['distance', 'date', 'nom', 'pertinence', 'hasard', 'tels', 'mots', 'true', '[object Object]', ',', ',,,'],
];
const names = [
  ...parameterNames,
  'q',
  'q',
  'q',
  'ou',
  'lu',
  'mots',
  'expliquer',
  'ici',
  'dans',
  'colonnes',
  'fiches',
  'lang',
];

const upTo = (random: Random, most: number, make: () => string) =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make);

export function someWords(random: Random): string {
  return upTo(random, 24, () => pick(random, bits)).join(pick(random, ['', ' ', ' ', ' ', '-', "'", '.', '\u00a0']));
}

function someCorners(random: Random): string {
  const degrees = (most: number) => (random() * 2 * most - most).toFixed(Math.floor(random() * 8));
  return upTo(random, 62, () => `${degrees(90)},${degrees(180)}`).join(',');
}

function someValue(random: Random): string {
  const kind = random();
  if (kind < 0.3) return someWords(random);
  if (kind < 0.45) return pick(random, numbers);
  if (kind < 0.6) return upTo(random, 8, () => pick(random, numbers)).join(pick(random, [',', ', ', ';', ',,']));
  if (kind < 0.7) return someCorners(random);
  if (kind < 0.95) return pick(random, codes);
  return upTo(random, 80, () => pick(random, codes)).join(',');
}

/** As a browser writes it, mostly; as it was typed; or with bytes that are no text. */
function written(random: Random, text: string): string {
  const way = random();
  const whole = text.toWellFormed();
  if (way < 0.9) return encodeURIComponent(whole);
  if (way < 0.95) return whole.replace(/[&#\s\0-\x1f]/g, '');
  return `%${pick(random, ['', '0', 'ff', 'ED%A0%80', 'C0%80', '00', 'zz', 'F4%90%80%80'])}${encodeURIComponent(whole)}`;
}

/** The parameters of one address: names that exist, mostly, some twice, with whatever values. */
export function someParameters(random: Random): string {
  const name = () => (random() < 0.03 ? someWords(random).slice(0, 40) : pick(random, names));
  return upTo(random, 8, () => `${written(random, name())}=${written(random, someValue(random))}`).join('&');
}
