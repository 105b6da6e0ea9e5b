/** Codes of communes and postcodes, checked in the gazetteer; and what the national geocoder added to a table. */
import type { RuleObject } from '#model/mapping.ts';
import type { Column } from './column.ts';
import { because, best, free, type Guessing, named, percent } from './guess.ts';
import { type Site, sitePath } from './site.ts';

/** A code that a spreadsheet took for a number lost its zero. */
export const whole = (code: string): string => (/^\d{4}$/.test(code) ? `0${code}` : code.replace(/\.0$/, ''));

const inseeNames = [
  [
    /\b(?:code )?insee (?:com(?:mune)?|code)\b|^code insee$|^insee$|inseecom|^insee com$|citycode|code commune|^depcom$|^com(?:mune)? (?:code|insee)$/,
    1,
  ],
] as const;
const postcodeNames = [[/code ?postal|^cp$|\bcp\b|postcode|postal code|zip ?code|^zip$/, 1]] as const;

export function codes(guessing: Guessing, site: Site): void {
  const { places } = guessing;
  const commune = (value: string) => places.isCommuneCode(whole(value));
  const postal = (value: string) => places.isPostcode(whole(value));
  const isGeocoders = (column: Column): boolean => /^result[_ ]/i.test(column.name);
  const isCode = (column: Column): boolean =>
    column.filled > 0.2 && column.share((value) => /^[\dAB]{4,5}(?:\.0)?$/.test(value)) > 0.7;
  /** Five characters, many of them, and no amount: numbers of another kind look like codes. */
  const isWhole = (column: Column): boolean =>
    column.share((value) => /^[\dAB]{5}$/.test(value)) > 0.95 &&
    column.distinct.size > 3 &&
    !/montant|budget|prix|cout|nombre|\bid\b/.test(column.words);
  const insee = best(guessing, (column) => {
    if (
      isGeocoders(column) ||
      !isCode(column) ||
      named(column, postcodeNames) > 0 ||
      /metro|reg|dep\b/.test(column.words)
    )
      return 0;
    const [asCommune, asPostal] = [column.share(commune), column.share(postal)];
    if (asCommune < 0.7) return 0;
    if (named(column, inseeNames) > 0) return 1 + asCommune;
    return asCommune > Math.max(0.95, asPostal + 0.2) && isWhole(column) ? asCommune : 0;
  });
  if (insee !== undefined) {
    site.inseeCode = insee.column.name;
    because(
      guessing,
      sitePath('inseeCode'),
      `${percent(insee.column.share(commune))} of its values are codes of communes`,
      insee.score > 1 ? 'sure' : 'likely',
      insee.column,
    );
  }
  const postcode = best(guessing, (column) => {
    if (isGeocoders(column) || column.share((value) => /^\d[\d\s]{3,5}(?:\.0)?$/.test(value)) < 0.7) return 0;
    const asPostal = column.share(postal);
    return named(column, postcodeNames) > 0 ? 1 + asPostal : asPostal > 0.95 && isWhole(column) ? asPostal : 0;
  });
  if (postcode !== undefined) {
    site.postcode = postcode.column.name;
    because(
      guessing,
      sitePath('postcode'),
      `${percent(postcode.column.share(postal))} of its values are postcodes`,
      postcode.score > 1.5 ? 'sure' : 'likely',
      postcode.column,
    );
  }
}

/** Columns that the national geocoder added: its answer counts when it was sure, and found the street. */
export function geocoder(guessing: Guessing, site: Site): RuleObject['keepWhen'] | undefined {
  const at = (name: string) => free(guessing).find((column) => column.name === name);
  const [score, kind, code] = [at('result_score'), at('result_type'), at('result_citycode')];
  if (score === undefined || kind === undefined || site.inseeCode !== undefined) return undefined;
  const sure = { result_score: { matches: '^(?:0\\.[6-9]|1)' } };
  if (code !== undefined) {
    site.inseeCode = { from: code.name, keepWhen: sure };
    because(guessing, sitePath('inseeCode'), 'the geocoder’s answer, where it was sure', 'likely', code);
  }
  guessing.taken.add(score.name).add(kind.name);
  return { result_type: ['housenumber', 'street', 'locality'], ...sure };
}
