/** From what a record says of a place to the place itself, with how it was found and what is wrong with it. */
import { type Problem, type ProblemCode, problem } from '#model/problem.ts';
import type { Point } from '#model/sheet.ts';
import { type PlaceClues, type Precision, type Territory, territoryId } from '#model/territory.ts';
import { readCountry, readForeignCity } from './country.ts';
import { kilometres } from './distance.ts';
import type { Commune, Gazetteer } from './gazetteer.ts';
import { type ReadClues, readClues } from './read-clues.ts';
import { readPoint, slips } from './read-point.ts';
import { prefixOf, resolveText, type TextFinding } from './resolve-text.ts';

export interface Resolution {
  /**
   * located: in a commune, or at least in a declared département or région (then no `commune`); ambiguous: several
   * communes may be meant; abroad: outside France; unknown: clues that lead nowhere; missing: no clue at all.
   */
  outcome: 'located' | 'ambiguous' | 'abroad' | 'unknown' | 'missing';
  /** COG code of today's commune. */
  commune?: string;
  /** Ids, from the commune outwards. */
  territories: string[];
  /** The partner's own point when it holds, else the centre of the commune (or of the arrondissement). */
  point?: Point;
  /** `site` for a partner's point, `commune` for a centre, `area` for a département or région alone. */
  precision: Precision;
  /** A code says it, or two clues agree, and nothing contradicts them. */
  sure: boolean;
  /** `insee`, `postcode+city`, `city+departement`, `address`, `postcode`, `city`, `point`, `departement`, `region`… */
  how: string[];
  /** What it may be when ambiguous, the most populous first. */
  candidates: Territory[];
  problems: Problem[];
}

/** What makes a place less than sure though two clues agree. */
const doubts: ReadonlySet<ProblemCode> = new Set(['place-contradiction', 'place-code-unknown', 'point-outside']);

/** Kilometres beyond the farthest part of a commune up to which a point can still be its own. */
const slack = 5;

/** Resolves one place. `field` is where its problems are noted (`sites.0`). Never guesses among homonyms. */
export function resolvePlace(clues: PlaceClues, gazetteer: Gazetteer, field = 'sites.0'): Resolution {
  const read = readClues(clues, gazetteer);
  const problems: Problem[] = [];
  const note = (code: ProblemCode, value: string, part = '') => {
    problems.push(problem(part ? `${field}.${part}` : field, code, value));
  };
  const text = resolveText(read, gazetteer);
  const foreign = abroad(read, text);
  if (foreign !== undefined) {
    note('place-abroad', foreign);
    const point = readPoint(clues.latitude, clues.longitude);
    const kept = point.kind === 'point' && !gazetteer.communeAt(point.point) ? { point: point.point } : {};
    return {
      outcome: 'abroad',
      territories: [],
      precision: kept.point ? 'site' : 'none',
      sure: false,
      how: ['country'],
      candidates: [],
      problems,
      ...kept,
    };
  }
  if (read.insee !== undefined && !gazetteer.coded(read.insee)) note('place-code-unknown', read.insee, 'commune');
  if (text.contradiction !== undefined) note('place-contradiction', text.contradiction);
  else if (text.found && read.departement && read.departement.code !== text.found.commune.departement) {
    note('place-contradiction', `${read.departement.name} / ${text.found.commune.name}`);
  }

  const point = acceptPoint(clues, read, text, gazetteer, note);
  if (text.found && !point) return located(text.found.commune, undefined, text.how, text.found.centre);
  if (text.found && point && !point.wins) return located(text.found.commune, point.at, [...text.how, 'point']);
  if (point) {
    const among = text.candidates.filter(({ commune }) => commune === point.commune || fits(point.at, commune));
    const inside =
      among.find(({ commune }) => commune === point.commune) ?? (among.length === 1 ? among[0] : undefined);
    const how = text.how.length > 0 ? text.how : [read.cities.length > 0 ? 'city' : 'postcode'];
    if (inside) return located(inside.commune, point.at, [...how, 'point']);
    if (point.commune) return located(point.commune, point.at, ['point']);
    note('place-abroad', `${point.at.lat}, ${point.at.lon}`);
    return {
      outcome: 'abroad',
      territories: [],
      point: point.at,
      precision: 'site',
      sure: false,
      how: ['point'],
      candidates: [],
      problems,
    };
  }
  if (text.candidates.length > 0) {
    const candidates = text.candidates
      .map(({ commune }) => gazetteer.territory(territoryId('commune', commune.code))!)
      .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
    if (text.contradiction === undefined) {
      note(
        'place-ambiguous',
        candidates
          .slice(0, 6)
          .map(({ name, code }) => `${name} (${code})`)
          .join(', '),
      );
    }
    const shared = common(candidates);
    return {
      outcome: 'ambiguous',
      territories: shared,
      precision: shared.length > 0 ? 'area' : 'none',
      sure: false,
      how: [],
      candidates,
      problems,
    };
  }
  return withoutCommune();

  function located(commune: Commune, at: Point | undefined, how: string[], centre?: Point): Resolution {
    const shown = at ?? centre ?? commune.centre;
    return {
      outcome: 'located',
      commune: commune.code,
      territories: gazetteer.within(commune.code),
      ...(shown ? { point: shown } : {}),
      precision: at ? 'site' : 'commune',
      sure: text.sure && commune === text.found?.commune && !problems.some(({ code }) => doubts.has(code)),
      how,
      candidates: [],
      problems,
    };
  }

  function withoutCommune(): Resolution {
    const prefixes = prefixOf(read.postcode ?? '').map((code) => gazetteer.departement(code)?.code);
    const departement = read.departement?.code ?? (prefixes.length === 1 ? prefixes[0] : undefined);
    const none = { precision: 'none', sure: false, how: [], candidates: [], problems } as const;
    if (read.cities.length > 0 || (read.address !== '' && !departement && !read.region))
      note('place-unknown', read.told);
    if (read.epci) {
      const id = territoryId('epci', read.epci.code);
      const within = gazetteer.territory(id)?.within ?? [];
      return {
        ...none,
        outcome: 'located',
        territories: [id, ...within],
        precision: 'area',
        how: ['epci'],
        candidates: [],
      };
    }
    if (departement) {
      const id = territoryId('departement', departement);
      const within = gazetteer.territory(id)?.within ?? [];
      return {
        ...none,
        outcome: 'located',
        territories: [id, ...within],
        precision: 'area',
        how: ['departement'],
        candidates: [],
      };
    }
    if (read.region) {
      return {
        ...none,
        outcome: 'located',
        territories: [territoryId('region', read.region.code)],
        precision: 'area',
        how: ['region'],
        candidates: [],
      };
    }
    if (!read.tells) {
      note('place-missing', '');
      return { ...none, outcome: 'missing', territories: [], how: [], candidates: [] };
    }
    if (!problems.some(({ code }) => code === 'place-unknown')) note('place-unknown', read.told);
    return { ...none, outcome: 'unknown', territories: [], how: [], candidates: [] };
  }
}

interface AcceptedPoint {
  at: Point;
  /** The commune it lies in. */
  commune: Commune | undefined;
  /** It contradicts what the words led to, and is the better evidence. */
  wins: boolean;
}

/** Reads the point, repairs it when the words say how, and weighs it against them. Undefined when it is no help. */
function acceptPoint(
  clues: PlaceClues,
  read: ReadClues,
  text: TextFinding,
  gazetteer: Gazetteer,
  note: (code: ProblemCode, value: string, part: string) => void,
): AcceptedPoint | undefined {
  const reading = readPoint(clues.latitude, clues.longitude);
  if (reading.kind === 'none') return undefined;
  if (reading.kind === 'unreadable') {
    note('point-unreadable', reading.text, 'point');
    return undefined;
  }
  if (reading.kind === 'default') {
    note('point-default', tell(reading.point), 'point');
    return undefined;
  }
  const { point } = reading;
  const commune = gazetteer.communeAt(point);
  const expected = text.found ? [text.found] : text.candidates;
  // A postcode or a département alone is often the seat of the holder: where the point lies says more.
  const weak = !text.found || text.how[0] === 'postcode';

  if (holds(point, commune)) {
    const chosen = !text.found && expected.some((candidate) => candidate.commune === commune);
    const outside = weak && !chosen && isOutside(commune);
    if (outside) flag();
    return { at: point, commune, wins: weak && commune !== undefined && commune !== text.found?.commune };
  }
  const repaired = slips(point)
    .map((at) => ({ at, commune: gazetteer.communeAt(at) }))
    .find(({ at, commune: lying }) => holds(at, lying) && (expected.length > 0 || !isOutside(lying)));
  if (repaired) {
    note('point-repaired', `${tell(point)} → ${tell(repaired.at)}`, 'point');
    return { ...repaired, wins: false };
  }
  if (expected.length > 0 || isOutside(commune)) flag();
  const wins = weak || (!text.sure && commune !== undefined);
  return wins ? { at: point, commune, wins } : undefined;

  function holds(at: Point, lying: Commune | undefined): boolean {
    if (expected.length === 0) return lying !== undefined;
    return expected.some((meaning) => lying === meaning.commune || fits(at, meaning.commune));
  }

  /** Outside the declared département, else région, else what the postcode's first digits mean. */
  function isOutside(lying: Commune | undefined): boolean {
    if (read.departement) return lying?.departement !== read.departement.code;
    const prefixes = prefixOf(read.postcode ?? '');
    if (prefixes.length > 0) return !prefixes.includes(lying?.departement ?? '');
    return read.region !== undefined && lying?.region !== read.region.code;
  }

  function flag(): void {
    const declared = weak ? (read.departement?.name ?? read.region?.name ?? read.told) : text.found?.commune.name;
    note('point-outside', `${tell(point)}${commune ? ` (${commune.name})` : ''} ; ${declared}`, 'point');
  }
}

/** A point can be this commune's: no farther from its centre than its outline goes, and a little. */
function fits(point: Point, commune: Commune): boolean {
  return commune.centre !== undefined && kilometres(point, commune.centre) <= commune.radius + slack;
}

function tell({ lat, lon }: Point): string {
  return `${lat}, ${lon}`;
}

function abroad(read: ReadClues, text: TextFinding): string | undefined {
  if (read.insee?.startsWith('99')) return read.abroad ?? read.told;
  if (read.abroad !== undefined && text.how[0] !== 'insee') return read.abroad;
  if (read.postcode === '98000') return 'Monaco';
  const inFrance = text.how[0] !== 'postcode' && (text.found !== undefined || text.candidates.length > 0);
  if (read.departement || (read.shortPostcode ? inFrance && text.found : inFrance || read.postcode)) return undefined;
  // "1204 Genève": four digits and a city.
  const inAddress = /\b\d{4}\s+(\p{L}[\p{L} '-]+)$/u.exec(read.address)?.[1] ?? '';
  for (const city of [...read.cities, ...read.addressCities, inAddress]) {
    const foreign = readForeignCity(city) ?? readCountry(city, false);
    if (foreign?.abroad) return foreign.name;
  }
  return undefined;
}

/** Ids of what contains every candidate. */
function common(candidates: Territory[]): string[] {
  const [first, ...others] = candidates;
  return first ? first.within.filter((id) => others.every(({ within }) => within.includes(id))) : [];
}
