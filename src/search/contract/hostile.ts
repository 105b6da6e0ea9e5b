/** For tests: what nobody should type or send, and somebody will. */
import fc from 'fast-check';

const oneLine = [
  '"',
  '«»“”"',
  '-',
  '- - -"" -""',
  '"jardin "partagé" en" ville"',
  '\u0000\u0007',
  '\ud800 \udfff',
  'مشروع اجتماعي \u202eedraj',
  '🌱'.repeat(200),
  'é'.normalize('NFD').repeat(300),
  '__proto__ constructor',
  '(((([{*?^$|\\',
  "l'l'l'd'qu'",
  'a'.repeat(20_000),
  'jardin '.repeat(3_000),
  '"jardin partagé" '.repeat(1_000),
  '-jardin '.repeat(1_000),
  'a b c d e f g h i j k l m n o p q r s t u v w x y z '.repeat(30),
] as const;

/** Words as a person types them, as a machine sends them, and all mixed. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom(...oneLine),
  fc
    .array(fc.constantFrom('jardin', 'jardn', 'partagé', 'Nantes', '"', '-', '«', '»', ' ', 'ESS', '?', '44', "l'"), {
      maxLength: 60,
    })
    .map((words) => words.join(' ')),
);

const number = fc.oneof(
  fc.constantFrom('NaN', 'Infinity', '-0', '1e308', '0x10', '9'.repeat(400), '-1', '0', '1,', '٣'),
  fc.double().map(String),
  fc.integer().map(String),
);
const place = fc.oneof(
  fc.array(number, { maxLength: 6 }).map((numbers) => numbers.join(',')),
  fc.constantFrom('47.2,-1.5', '-180,-90,180,90', '2,2,2,2', '10,40,-10,50', 'commune-44109', 'departement-', 'R53'),
);
const value = fc.oneof(anyText, number, place, fc.constantFrom('alimentation', 'distance', 'nom', 'fr,en'));

/** An address: names that exist, mostly, some twice, with whatever values; written as a browser would. */
export function anyParameters(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: anyText });
  return fc
    .array(fc.tuple(name, value), { maxLength: 8 })
    .map((pairs) =>
      new URLSearchParams(pairs.map(([key, text]) => [key.toWellFormed(), text.toWellFormed()])).toString(),
    );
}
