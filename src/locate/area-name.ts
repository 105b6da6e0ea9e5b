/** Reads the names and codes of areas: départements, régions and EPCI, past names and common abbreviations included. */
import { placeWords } from './place-name.ts';
import type { Area } from './read-tables.ts';

export type AreaReader = (codeOrName: string) => Area | undefined;

const pastDepartements: Record<string, string> = {
  'cotes du nord': '22',
  'loire inferieure': '44',
  'seine inferieure': '76',
  'basses alpes': '04',
  'basses pyrenees': '64',
  'charente inferieure': '17',
};

/** The régions before 2016, and what people call some of today's. */
const otherRegions: Record<string, string> = {
  alsace: '44',
  lorraine: '44',
  'champagne ardenne': '44',
  aquitaine: '75',
  limousin: '75',
  'poitou charentes': '75',
  auvergne: '84',
  'rhone alpes': '84',
  bourgogne: '27',
  'franche comte': '27',
  'languedoc roussillon': '76',
  'midi pyrenees': '76',
  'nord pas de calais': '32',
  picardie: '32',
  'haute normandie': '28',
  'basse normandie': '28',
  centre: '24',
  paca: '93',
  'region sud': '93',
  idf: '11',
  aura: '84',
  bfc: '27',
  hdf: '32',
};

/** "44", "D_44", "Loire-Atlantique (44)", "44 - Loire-Atlantique", "loire atlantique", "Réunion". */
export function departementReader(list: Area[]): AreaReader {
  return reader(list, pastDepartements, (text) => {
    const found =
      /^(?:d(?:e?p(?:artement)?|épartement)?[ _.-]*)?(\d{1,3}|2[ab])(?:\.0)?$/i.exec(text) ??
      /\((\d{2,3}|2[ab])\)/i.exec(text) ??
      /^(\d{2,3}|2[ab])\s*[-–:]\s*\p{L}/iu.exec(text);
    return found?.[1]?.padStart(2, '0');
  });
}

/** "R52", "52", "Pays-de-la-Loire", "PACA", "Midi-Pyrénées"; "Corse" and the département code 20 that it was. */
export function regionReader(list: Area[]): AreaReader {
  return reader(list, otherRegions, (text) => /^R?(\d{2})$/i.exec(text)?.[1]);
}

/** "Nantes Métropole", "CC Faucigny - Glières", "Communauté de communes Faucigny-Glières", a SIREN. */
export function epciReader(list: Area[]): AreaReader {
  return reader(list, {}, (text) => /^\d{9}$/.exec(text)?.[0]);
}

function reader(list: Area[], others: Record<string, string>, code: (text: string) => string | undefined): AreaReader {
  const byCode = new Map(list.map((area) => [area.code, area]));
  const byName = new Map(list.map((area) => [nameKey(area.name), area]));
  for (const [name, meant] of Object.entries(others)) {
    const area = byCode.get(meant);
    if (area && !byName.has(name)) byName.set(name, area);
  }
  return (text) => {
    const coded = byCode.get(code(text.trim())?.toUpperCase() ?? '');
    return coded ?? byName.get(nameKey(text.replace(/\([^)]*\)/g, ' ')));
  };
}

function nameKey(name: string): string {
  return placeWords(name)
    .replace(/^(departement|region) (de |du |des |d |de l )?/, '')
    .replace(/^(l|la|le|les) (?=.)/, '')
    .replace(/\bcommunaute de communes\b/, 'cc')
    .replace(/\bcommunaute d agglomeration\b/, 'ca')
    .replace(/\bcommunaute urbaine\b/, 'cu');
}
