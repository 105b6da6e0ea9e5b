/** What the spellings of one commune's name have in common: "ST-ETIENNE CEDEX 1", "Saint Étienne". */
import { fold } from '#lib/text/fold.ts';

const spelledOut: Record<string, string> = {
  st: 'saint',
  ste: 'sainte',
  sts: 'saints',
  stes: 'saintes',
  mt: 'mont',
  nd: 'notre dame',
  lez: 'les',
  ss: 'sous',
};

const small = new Set([
  'le',
  'la',
  'les',
  'l',
  'de',
  'du',
  'des',
  'd',
  'et',
  'en',
  'sur',
  'sous',
  'aux',
  'au',
  'a',
  'lez',
]);

/**
 * The words of a place's name, lower case, without accents, abbreviations spelled out, CEDEX and its number dropped:
 * `St-Maur-des-Fossés CEDEX` gives `saint maur des fosses`, `Châlons s/ Saône` gives `chalons sur saone`.
 */
export function placeWords(text: string): string {
  const words = fold(text)
    .replace(/\bs\s*\/\s*s(?=[\s/])\s*/g, ' sous ')
    .replace(/\bs\s*\/\s*/g, ' sur ')
    .replace(/\bcedex\b( *\d{1,2}\b)?/g, ' ')
    // Columns of 24 or 30 characters cut it short.
    .replace(/(?<=\w)[ -](ce|ced|cede)$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  return words.map((word) => spelledOut[word] ?? word).join(' ');
}

/**
 * A looser key for when other clues narrow the choice: without articles and prepositions, letters together.
 * `placeLetters('La Roche-sur-Yon') === placeLetters('Roche Yon')`.
 */
export function placeLetters(text: string): string {
  return lettersOf(placeWords(text));
}

/** `placeLetters` of what `placeWords` has already read. */
export function lettersOf(placed: string): string {
  const words = placed.split(' ');
  const kept = words.filter((word) => !small.has(word));
  return (kept.length > 0 ? kept : words).join('');
}

/**
 * The readings of what stands where a commune's name should, the whole first: before a parenthesis, a comma, a slash
 * or a spaced dash, then what is between parentheses brought to the front ("Rochelle (La)").
 */
export function nameReadings(text: string): string[] {
  const readings = [text];
  const article = /^(.*?)\s*\((la|le|les|l['’])\)\s*$/i.exec(text);
  if (article) readings.unshift(`${article[2]} ${article[1]}`);
  // "Saint-Loup / Semouse" is Saint-Loup-sur-Semouse; "Lyon / Paris" is nothing of the kind.
  if (text.includes('/')) readings.unshift(text.replace(/\s*\/\s*/, ' sur '));
  readings.push(text.replace(/\([^)]*\)?/g, ' '));
  for (const separator of ['(', ',', ';', ' - ', ' – ', '/', '\n', ' et ']) {
    const at = text.indexOf(separator);
    if (at > 1) readings.push(text.slice(0, at));
  }
  const dash = text.lastIndexOf(' - ');
  if (dash > 0) readings.push(text.slice(dash + 3));
  return [...new Set(readings.map((reading) => reading.trim()).filter((reading) => /\p{L}{1}/u.test(reading)))];
}

const cities: Record<string, { commune: string; first: number; most: number }> = {
  paris: { commune: '75056', first: 75101, most: 20 },
  lyon: { commune: '69123', first: 69381, most: 9 },
  marseille: { commune: '13055', first: 13201, most: 16 },
};

const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].concat([
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
  'xvi',
  'xvii',
  'xviii',
  'xix',
  'xx',
]);

/**
 * The city and arrondissement that a text names: "Paris 13e", "Lyon-5E-Arrondissement", "Marseille 1er", "Paris XX",
 * "13e arrondissement de Paris". Undefined when it names none, or one that doesn't exist.
 */
export function readArrondissement(text: string): { commune: string; arrondissement: string } | undefined {
  const words = placeWords(text);
  const before =
    /^(\d{1,2}) ?(?:er|e|eme|ieme|nd)? (?:arrondissement|arrt|arrdt|arr) (?:de |d )?(paris|lyon|marseille)$/.exec(
      words,
    );
  const after =
    /^(paris|lyon|marseille) (?:le )?(\d{1,2}|[ivx]+?) ?(?:er|e|eme|ieme|nd|ndeme|r|ere)?(?: ?(?:arrondissement|arrondt|arrt|arrdt|ardt|arr))?$/.exec(
      words,
    );
  const [name, digits] = before ? [before[2], before[1]] : [after?.[1], after?.[2]];
  if (name === undefined || digits === undefined) return undefined;
  const number = /^\d/.test(digits) ? Number(digits) : romans.indexOf(digits) + 1;
  const city = cities[name];
  if (!city || number < 1 || number > city.most) return undefined;
  return { commune: city.commune, arrondissement: String(city.first + number - 1) };
}
