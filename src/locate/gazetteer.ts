/** The gazetteer: every territory of France by its code, its name and its place, from packaged official tables. */
import { readFileSync } from 'node:fs';
import type { Point } from '#model/sheet.ts';
import { type Territory, type TerritoryLevel, territoryId } from '#model/territory.ts';
import { type AreaReader, departementReader, epciReader, regionReader } from './area-name.ts';
import { type CommuneOutlines, readCommuneOutlines } from './commune-outlines.ts';
import { indexNames } from './completion.ts';
import { kilometres, squareKilometres } from './distance.ts';
import { lettersOf, placeWords } from './place-name.ts';
import { type Area, type Commune, cogYear, type Part, readTables } from './read-tables.ts';

export type { Area, Commune } from './read-tables.ts';

/** A commune that a name or a code means, and where exactly: the arrondissement's own centre when it was named. */
export interface Meaning {
  commune: Commune;
  centre: Point | undefined;
  /** Meant through a past, delegated or associated commune. */
  past: boolean;
}

export interface Gazetteer {
  /** The year of the Code officiel géographique. */
  year: number;
  /** A territory by its id; the id of a past commune or of an arrondissement leads to today's commune. */
  territory(id: string): Territory | undefined;
  /** The ids of the commune, its EPCI, its département and its région, those that exist; empty for an unknown code. */
  within(communeCode: string): string[];
  /**
   * At most `most` territories whose code or postcode is the text, or whose name begins with it or holds its words, in
   * any order: whole names first, then by population; "Saint-Denis 93" looks in one département. For completion.
   */
  find(text: string, most: number, levels?: readonly TerritoryLevel[]): Territory[];
  /** All the territories of a level, in the order of their codes. */
  all(level: TerritoryLevel): Territory[];
  /** Ids of what a territory is made of: régions of départements, the others of communes. */
  children(id: string): string[];
  /** How many communes a territory holds (1 for a commune, 0 for an unknown id). */
  communeCount(id: string): number;
  /** Ids of the communes that share a border with this one, by the outlines of 2022. */
  neighbours(communeCode: string): string[];
  /**
   * Square kilometres by the outlines of 2022, simplified at 1,000 m: a few percent off for an EPCI or more, up to 40 %
   * for a small commune; undefined where there is none.
   */
  area(id: string): number | undefined;
  /** The rings of a commune's outline of 2022, simplified at 1,000 m: longitude, latitude; none where there is no outline. */
  outline(communeCode: string): [lon: number, lat: number][][];
  /** The commune in which a point lies, by outlines simplified at 1,000 m: near a border it can be the one next to it. */
  communeAt(point: Point): Commune | undefined;

  /** What a code of five characters means, past codes and arrondissements included. */
  coded(code: string): Meaning | undefined;
  /** The communes of a postcode, and the arrondissement's centre when it is an arrondissement's. */
  postcode(postcode: string): Meaning[];
  /** The communes that bear exactly this name (`placeWords`), today or in the past, each once. */
  named(words: string): Meaning[];
  /** The same by `placeLetters`, for when other clues narrow the choice. */
  lettered(letters: string): Meaning[];
  /** The communes of a département, past names included: name in `placeLetters` and what it means. */
  namesIn(departement: string): readonly (readonly [letters: string, meaning: Meaning])[];
  /** Communes of more than 15,000 people whose longer name begins with these words: what "Évry" may be short for. */
  beginning(words: string): Meaning[];
  departement: AreaReader;
  region: AreaReader;
  epci: AreaReader;
}

/** Loads everything: about 0.4 s and 40 MB. Call it once. */
export function loadGazetteer(): Gazetteer {
  const { communes, parts, epcis, departements, regions } = readTables();
  const arrondissements = Map.groupBy(
    parts.filter(({ arrondissement }) => arrondissement).map(({ code, commune }) => [commune.code, code] as const),
    ([commune]) => commune,
  );
  const overseas = communes.filter(({ code }) => /^9(75|77|78|8)/.test(code));

  const codes = new Map<string, Meaning>();
  const postcodes = new Map<string, Meaning[]>();
  const names = new Map<string, Meaning[]>();
  const letters = new Map<string, Meaning[]>();
  const namesByDepartement = new Map<string, [string, Meaning][]>();
  const members = new Map<string, string[]>();

  for (const commune of communes) {
    const meaning: Meaning = { commune, centre: commune.centre, past: false };
    codes.set(commune.code, meaning);
    index(commune.name, meaning);
    for (const postcode of commune.postcodes) add(postcodes, postcode, meaning);
    const id = territoryId('commune', commune.code);
    for (const container of containers(commune)) add(members, container, id);
  }
  for (const part of parts) indexPart(part);
  for (const { code, region } of departements) {
    if (region) add(members, `departements of ${region}`, territoryId('departement', code));
  }

  const large = communes
    .filter(({ population = 0 }) => population > 15_000)
    .map(({ code, name }) => ({ name: placeWords(name), meaning: codes.get(code)! }));
  const areas = new Map<string, Territory>();
  for (const area of epcis) addArea('epci', area);
  for (const area of departements) addArea('departement', area);
  for (const area of regions) addArea('region', area);
  let complete: ReturnType<typeof indexNames> | undefined;
  let outlines: CommuneOutlines | undefined;
  const readOutlines = () =>
    (outlines ??= readCommuneOutlines(readFileSync(new URL('data/commune-outlines.bin', import.meta.url))));

  const measured = new Map<string, number | undefined>();
  const gazetteer: Gazetteer = {
    year: cogYear,
    territory(id) {
      if (!id.startsWith('commune-')) return areas.get(id);
      const meaning = codes.get(id.slice('commune-'.length));
      return meaning && toTerritory(meaning.commune);
    },
    within(communeCode) {
      const meaning = codes.get(communeCode);
      return meaning ? [territoryId('commune', meaning.commune.code), ...containers(meaning.commune)] : [];
    },
    find(text, most, levels) {
      complete ??= indexNames([...communes.map(toTerritory), ...areas.values()]);
      const coded = [...byCodes(text.trim())].map((id) => gazetteer.territory(id)!);
      const allowed = coded.filter(({ level }) => !levels || levels.includes(level));
      // "Saint-Denis 93": a département's number after a name narrows it.
      const [, name = '', number = ''] = /^(.*\p{L}.*?)[ (]+(\d{2,3}|2[ab])\)?$/iu.exec(text.trim()) ?? [];
      const within = areas.get(territoryId('departement', number.toUpperCase()))?.id;
      const named = within ? complete(name, { most, levels, within }) : complete(text, { most, levels });
      return [...new Map([...allowed, ...named].map((territory) => [territory.id, territory])).values()].slice(0, most);
    },
    all(level) {
      if (level === 'commune') return communes.map(toTerritory);
      return [...areas.values()].filter((territory) => territory.level === level);
    },
    children: (id) =>
      (id.startsWith('region-') ? members.get(`departements of ${id.slice(7)}`) : members.get(id)) ?? [],
    communeCount: (id) => members.get(id)?.length ?? (codes.has(id.slice('commune-'.length)) ? 1 : 0),
    neighbours(communeCode) {
      const near = readOutlines()
        .neighbours(communeCode)
        .map((code) => codes.get(code)?.commune.code);
      return [...new Set(near)]
        .filter((code) => code !== undefined && code !== communeCode)
        .map((code) => `commune-${code}`);
    },
    area(id) {
      if (id.startsWith('commune-')) return communeArea(id.slice('commune-'.length));
      if (!measured.has(id)) measured.set(id, sum(gazetteer.children(id).map(gazetteer.area)));
      return measured.get(id);
    },
    outline: (communeCode) => readOutlines().rings(communeCode),
    communeAt(point) {
      const code = readOutlines().codeAt(point.lat, point.lon);
      if (code !== undefined) return codes.get(code)?.commune;
      return outlying(point);
    },
    coded: (code) => codes.get(code),
    postcode: (postcode) => postcodes.get(postcode) ?? [],
    named: (words) => names.get(words) ?? [],
    lettered: (key) => letters.get(key) ?? [],
    namesIn: (departement) => namesByDepartement.get(departement) ?? [],
    beginning: (words) => large.filter(({ name }) => name.startsWith(`${words} `)).map(({ meaning }) => meaning),
    departement: departementReader(departements),
    region: regionReader(regions),
    epci: epciReader(epcis),
  };
  return gazetteer;

  function indexPart({ code, name, commune, arrondissement, centre, postcodes: own }: Part): void {
    const meaning: Meaning = { commune, centre, past: !arrondissement };
    if (!codes.has(code)) codes.set(code, meaning);
    if (name !== undefined) index(name, meaning);
    // The city has the postcodes of its arrondissements: theirs say more.
    if (arrondissement) for (const postcode of own) postcodes.set(postcode, [meaning]);
  }

  function index(name: string, meaning: Meaning): void {
    const words = placeWords(name);
    const key = lettersOf(words);
    addOnce(names, words, meaning);
    addOnce(letters, key, meaning);
    const { departement } = meaning.commune;
    const inDepartement = namesByDepartement.get(departement);
    if (inDepartement) inDepartement.push([key, meaning]);
    else namesByDepartement.set(departement, [[key, meaning]]);
  }

  /** Today's commune comes first in the tables, so a delegated part of the same name never hides it. */
  function addOnce(map: Map<string, Meaning[]>, key: string, meaning: Meaning): void {
    if (map.get(key)?.some(({ commune }) => commune === meaning.commune)) return;
    add(map, key, meaning);
  }

  function addArea(level: 'epci' | 'departement' | 'region', { code, name, region }: Area): void {
    const id = territoryId(level, code);
    const inside = (members.get(id) ?? []).map((member) => codes.get(member.slice('commune-'.length))!.commune);
    const within = region ? [territoryId('region', region)] : level === 'epci' ? around(inside) : [];
    areas.set(id, {
      id,
      level,
      code,
      name,
      centre: middle(inside),
      population: inside.reduce((sum, { population = 0 }) => sum + population, 0),
      postcodes: [],
      within,
    });
  }

  /** Départements and régions that hold every commune of an EPCI: one that crosses a border is in neither. */
  function around(inside: Commune[]): string[] {
    const [first] = inside;
    const ids: string[] = [];
    if (!first) return ids;
    if (inside.every(({ departement }) => departement === first.departement)) {
      ids.push(territoryId('departement', first.departement));
    }
    if (first.region && inside.every(({ region }) => region === first.region)) {
      ids.push(territoryId('region', first.region));
    }
    return ids;
  }

  function* byCodes(text: string): Generator<string> {
    const upper = text.toUpperCase();
    for (const { commune } of postcodes.get(upper) ?? []) yield territoryId('commune', commune.code);
    const meaning = codes.get(upper);
    if (meaning) yield territoryId('commune', meaning.commune.code);
    for (const level of ['epci', 'departement'] as const)
      if (areas.has(territoryId(level, upper))) yield territoryId(level, upper);
  }

  function communeArea(code: string): number | undefined {
    // Paris, Lyon and Marseille have the outlines of their arrondissements.
    const own = [code, ...(arrondissements.get(code) ?? []).map(([, part]) => part)];
    const rings = own.flatMap((part) => readOutlines().rings(part));
    return rings.length === 0 ? undefined : squareKilometres(rings);
  }

  /** Outside all outlines (collectivités d'outre-mer): the nearest centre within 60 km. */
  function outlying(point: Point): Commune | undefined {
    let [nearest, least] = [undefined as Commune | undefined, 60];
    for (const commune of overseas) {
      if (!commune.centre) continue;
      const away = kilometres(point, commune.centre);
      if (away < least) [nearest, least] = [commune, away];
    }
    return nearest;
  }
}

/** Undefined when nothing is known; an island without an outline takes nothing from the rest. */
function sum(areas: readonly (number | undefined)[]): number | undefined {
  const known = areas.filter((area) => area !== undefined);
  return known.length === 0 ? undefined : known.reduce((all, area) => all + area, 0);
}

function add<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const there = map.get(key);
  if (there) there.push(item);
  else map.set(key, [item]);
}

function containers({ epci, departement, region }: Commune): string[] {
  const ids = [territoryId('departement', departement)];
  if (epci) ids.unshift(territoryId('epci', epci));
  if (region) ids.push(territoryId('region', region));
  return ids;
}

function toTerritory(commune: Commune): Territory {
  const { code, name, centre, population, postcodes } = commune;
  const territory: Territory = {
    id: territoryId('commune', code),
    level: 'commune',
    code,
    name,
    postcodes,
    within: containers(commune),
  };
  if (centre) territory.centre = centre;
  if (population !== undefined) territory.population = population;
  return territory;
}

/** The communes' centres weighed by their population: where its people are. */
function middle(inside: Commune[]): Point | undefined {
  let [weight, lat, lon] = [0, 0, 0];
  for (const { centre, population } of inside) {
    if (!centre) continue;
    const people = (population ?? 0) + 1;
    weight += people;
    lat += people * centre.lat;
    lon += people * centre.lon;
  }
  return weight > 0 ? { lat: round(lat / weight), lon: round(lon / weight) } : undefined;
}

function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
