/** Which country a text names: French and English names from the runtime's own tables, and codes. */
import { foldToWords } from '#lib/text/fold.ts';

export type Country = { abroad: false; departement?: string } | { abroad: true; name: string };

/** ISO 3166 gives overseas France codes of its own; each is a département or a collectivité. */
const overseas: Record<string, string> = {
  GP: '971',
  MQ: '972',
  GF: '973',
  RE: '974',
  PM: '975',
  YT: '976',
  BL: '977',
  MF: '978',
  TF: '984',
  WF: '986',
  PF: '987',
  NC: '988',
};

/** Names people use that the tables don't give, and three-letter codes of the countries likeliest to appear. */
const aliases: Record<string, string> = {
  'france metropolitaine': 'FR',
  'republique francaise': 'FR',
  fra: 'FR',
  reunion: 'RE',
  'la reunion': 'RE',
  angleterre: 'GB',
  england: 'GB',
  ecosse: 'GB',
  scotland: 'GB',
  'pays de galles': 'GB',
  uk: 'GB',
  gbr: 'GB',
  'grande bretagne': 'GB',
  'etats unis d amerique': 'US',
  usa: 'US',
  'united states of america': 'US',
  hollande: 'NL',
  holland: 'NL',
  nld: 'NL',
  bel: 'BE',
  belgie: 'BE',
  che: 'CH',
  schweiz: 'CH',
  suisse: 'CH',
  deu: 'DE',
  deutschland: 'DE',
  esp: 'ES',
  espana: 'ES',
  ita: 'IT',
  italia: 'IT',
  lux: 'LU',
  prt: 'PT',
  can: 'CA',
  quebec: 'CA',
  mar: 'MA',
  tun: 'TN',
  dza: 'DZ',
  sen: 'SN',
  'republique democratique du congo': 'CD',
  rdc: 'CD',
  'congo kinshasa': 'CD',
  'congo brazzaville': 'CG',
  'republique tcheque': 'CZ',
  'coree du sud': 'KR',
  'viet nam': 'VN',
  'royaume uni': 'GB',
  mco: 'MC',
};

/** Foreign cities that no commune of France shares its name with, for records that say nothing else. */
const foreignCities: Record<string, string> = {
  bruxelles: 'BE',
  brussels: 'BE',
  namur: 'BE',
  liege: 'BE',
  anvers: 'BE',
  gand: 'BE',
  geneve: 'CH',
  geneva: 'CH',
  lausanne: 'CH',
  zurich: 'CH',
  londres: 'GB',
  london: 'GB',
  berlin: 'DE',
  munich: 'DE',
  madrid: 'ES',
  barcelona: 'ES',
  barcelone: 'ES',
  milan: 'IT',
  turin: 'IT',
  lisbonne: 'PT',
  amsterdam: 'NL',
  rotterdam: 'NL',
  dakar: 'SN',
  abidjan: 'CI',
  ouagadougou: 'BF',
  bamako: 'ML',
  tunis: 'TN',
  alger: 'DZ',
  casablanca: 'MA',
  rabat: 'MA',
  'new york': 'US',
  'san francisco': 'US',
  tokyo: 'JP',
};

/** Two letters that tables of data use for "nothing" before they use them for Namibia and Nauru. */
const notCountries = new Set(['NA', 'NR']);

let names: Map<string, string> | undefined;

/** Undefined for a text that names no country. Codes are read only when `codes` is set: "DE" is also a word. */
export function readCountry(text: string, codes = true): Country | undefined {
  names ??= countryNames();
  const trimmed = text.trim();
  const words = foldToWords(trimmed);
  const code =
    names.get(words) ?? (codes && /^[A-Z]{2}$/.test(trimmed) && !notCountries.has(trimmed) ? trimmed : undefined);
  if (code === undefined || (words.length <= 3 && !codes)) return undefined;
  if (code === 'FR') return { abroad: false };
  const departement = overseas[code];
  if (departement) return { abroad: false, departement };
  const name = tell(code);
  return name === undefined ? undefined : { abroad: true, name };
}

/** A city known to be abroad, for a text that is no commune's name. */
export function readForeignCity(text: string): Country | undefined {
  const code = foreignCities[foldToWords(text)];
  return code === undefined ? undefined : { abroad: true, name: tell(code) ?? code };
}

const french = new Intl.DisplayNames(['fr'], { type: 'region', fallback: 'none' });

function tell(code: string): string | undefined {
  return french.of(code);
}

function countryNames(): Map<string, string> {
  const found = new Map<string, string>();
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      // Withdrawn codes and groupings carry names too ("ZZ", "EU", "FX"): only today's countries count.
      if (['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'FX', 'AC', 'CP', 'DG', 'EA', 'IC', 'TA'].includes(code)) continue;
      for (const table of [french, english]) {
        const name = table.of(code);
        if (name !== undefined) found.set(foldToWords(name), code);
      }
    }
  }
  for (const [name, code] of Object.entries(aliases)) found.set(name, code);
  return found;
}
