/**
 * What two sheets are to one another, by their name, place and web: precision first, and in words. A merge needs the
 * name or the page as evidence *and* the place; a place alone, or a name and a site alone, never merge.
 */
import { fold } from '#lib/text/fold.ts';
import type { Sheet } from '#model/sheet.ts';
import { coverage, mutual } from './compare/bag.ts';
import { type NameEvidence, nameEvidence } from './name-evidence.ts';
import { type PlaceEvidence, type PlaceRelation, placeEvidence, relatePlaces } from './place-evidence.ts';
import { type WebEvidence, webEvidence } from './web-evidence.ts';

/** `same`: one project; `ask`: a person should look; `related`: shown as a link; `other`: nothing in common. */
export type Outcome = 'same' | 'ask' | 'related' | 'other';

export interface Verdict {
  outcome: Outcome;
  /** 0 to about 6: orders the rivals of a sheet. */
  score: number;
  /** Why, one clause each, for curators. */
  reasons: string[];
  /** They cannot stand in one project, even through a third: known places that disagree, or a word that parts them. */
  against: boolean;
}

/** A sheet with what is seen of it, made once. */
export interface Seen {
  sheet: Sheet;
  name: NameEvidence;
  web: WebEvidence;
  place: PlaceEvidence;
}

export function see(sheet: Sheet): Seen {
  return {
    sheet,
    name: nameEvidence(sheet.title, sheet.sites[0]?.city ?? ''),
    web: webEvidence(sheet),
    place: placeEvidence(sheet),
  };
}

/** Likeness of names above which they are one name with a slip of the pen. */
const alike = 0.88;
const partly = 0.5;
/** One telling word, and one generic word that only one side has. */
const onlyGeneric = 0.75;

export function judge(a: Seen, b: Seen): Verdict {
  if (a.sheet.source === b.sheet.source) return judgeWithin(a, b);
  const place = relatePlaces(a.place, b.place);
  const page = meets(a.web.pages, b.web.pages);
  const site = page || meets(a.web.sites, b.web.sites);
  // Most pairs of a block end here, before their words are compared.
  if (place === 'apart' && !site) return { outcome: 'other', score: -2, reasons: [placeWords.apart], against: true };
  const agreement = agree(a, b, place, page, site);
  const { likeness, parted } = agreement;
  return {
    outcome: parted === undefined ? decide(agreement) : decideParted(agreement),
    score: 3 * likeness + placeScore[place] + (page ? 1.5 : site ? 0.7 : 0),
    reasons: reasonsOf(agreement),
    against: parted !== undefined || place === 'apart' || (place === 'far' && !page),
  };
}

/** What is found of a pair, before anything is decided. */
interface Agreement {
  place: PlaceRelation;
  /** At one place as far as it is known; `close`: at most 500 metres. */
  here: boolean;
  close: boolean;
  page: boolean;
  /** A page in common that is not the front page of a site. */
  inner: boolean;
  site: boolean;
  exact: boolean;
  likeness: number;
  /** The same name, or one with a slip of the pen. */
  named: boolean;
  /** All the words of one name are in the other, and make at least half of it. */
  within: boolean;
  /** Both names say something without the commune and generic words. */
  stands: boolean;
  /** A house of one kind, and something of its name whose kind is not said: the square, the school's garden. */
  oneHouse: boolean;
  parted: string | undefined;
}

function agree(a: Seen, b: Seen, place: PlaceRelation, page: boolean, site: boolean): Agreement {
  const exact = a.name.exact === b.name.exact && a.name.exact !== '';
  const [there, back] = [coverage(a.name.bag, b.name.bag).share, coverage(b.name.bag, a.name.bag).share];
  const likeness = exact ? 1 : mutual(there, back);
  return {
    place,
    here: place === 'door' || place === 'near' || place === 'town' || place === 'commune',
    close: place === 'door' || place === 'near',
    page,
    inner: page && meets(a.web.inner, b.web.inner),
    site,
    exact,
    likeness,
    named: likeness >= alike,
    within: Math.max(there, back) >= 0.99 && Math.min(there, back) >= partly,
    stands: a.name.telling.length > 0 && b.name.telling.length > 0,
    oneHouse: a.name.houses.length > 0 !== b.name.houses.length > 0 && !exact && !page,
    parted: partedBy(a.name, b.name),
  };
}

function decide({
  place,
  here,
  close,
  page,
  inner,
  site,
  exact,
  likeness,
  named,
  within,
  stands,
  oneHouse,
}: Agreement): Outcome {
  if (!oneHouse) {
    if (named && here && (stands || page)) return 'same';
    if (page && here && stands && place !== 'town' && (likeness >= partly || (within && close))) return 'same';
    if (exact && stands && ((page && place === 'far') || (inner && place === 'unknown'))) return 'same';
    if (within && stands && (place === 'door' || (place === 'near' && (site || likeness >= onlyGeneric))))
      return 'same';
  }
  const worthAsking = page || (named && (close || stands)) || (stands && (within || likeness >= 0.7));
  if (here && worthAsking) return 'ask';
  if (place === 'unknown' && named && stands && site) return 'ask';
  return (site && stands) || place === 'door' ? 'related' : 'other';
}

function decideParted({ here, named, within, stands, page, site }: Agreement): Outcome {
  if (here && (named || page || (within && stands))) return 'ask';
  return named && site ? 'related' : 'other';
}

function reasonsOf({ exact, named, within, place, page, site, stands, parted }: Agreement): string[] {
  const names = [
    exact && 'the same name',
    named && 'nearly the same name',
    within && 'one name within the other',
    'names differ',
  ];
  return [
    names.find((clause) => clause !== false) as string,
    placeWords[place],
    ...(page ? ['the same web page'] : site ? ['the same web site'] : []),
    ...(stands ? [] : ['a name says nothing without the commune']),
    ...(parted === undefined ? [] : [parted]),
  ];
}

const placeScore: Readonly<Record<PlaceRelation, number>> = {
  door: 1.5,
  near: 1,
  town: 0.5,
  commune: 0.5,
  unknown: 0,
  far: -0.5,
  apart: -2,
};
const placeWords: Readonly<Record<PlaceRelation, string>> = {
  door: 'at one address',
  near: 'within 500 metres',
  town: 'within two kilometres',
  commune: 'in one commune',
  unknown: 'a place is not known',
  far: 'in one commune, more than two kilometres apart',
  apart: 'in different places',
};

/** Within one source the partner has already said that they are two: only a plain repetition is one. */
function judgeWithin({ sheet: a, place: first }: Seen, { sheet: b, place: second }: Seen): Verdict {
  const [p, q] = [first.points[0], second.points[0]];
  const repeated =
    p !== undefined &&
    p.lat === q?.lat &&
    p.lon === q.lon &&
    a.startYear === b.startYear &&
    fold(a.title).trim() === fold(b.title).trim() &&
    relatePlaces(first, second) === 'door';
  if (!repeated) return { outcome: 'other', score: 0, reasons: ['one source, told apart'], against: true };
  return {
    outcome: 'same',
    score: 4.5,
    reasons: ['one source repeats itself: the same name at one point'],
    against: false,
  };
}

/** What makes them two whatever else agrees: a word or a number that one has, or two kinds of house. */
function partedBy(a: NameEvidence, b: NameEvidence): string | undefined {
  const lacking = (from: NameEvidence, other: NameEvidence): string | undefined =>
    from.parting.find(
      (word) => !other.bag.weights.has(word) && !other.bag.joined.has(word) && !joinedIn(word, from, other),
    );
  const word = lacking(a, b) ?? lacking(b, a);
  if (word !== undefined) return `only one is “${word}”`;
  if (a.houses.length > 0 && b.houses.length > 0 && !a.houses.some((house) => b.houses.includes(house)))
    return `one is a ${a.houses[0]}, the other a ${b.houses[0]}`;
  return undefined;
}

/** `BerryLab 36` is `BerryLab36`. */
function joinedIn(word: string, from: NameEvidence, other: NameEvidence): boolean {
  return [...from.bag.joined].some(([whole, parts]) => parts.includes(word) && other.bag.weights.has(whole));
}

function meets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}
