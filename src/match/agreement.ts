/** What is found of a pair of sheets before anything is decided: by name, place, web, holder, contact, dates, text. */
import { distanceWithin } from '#lib/text/distance.ts';
import type { Sheet } from '#model/sheet.ts';
import { coverage, mutual } from './compare/bag.ts';
import { wordsOf } from './compare/words.ts';
import {
  contactLevel,
  type HolderEvidence,
  holderEvidence,
  holderLevel,
  holderName,
  numbersDiffer,
} from './holder-evidence.ts';
import { type NameEvidence, nameEvidence } from './name-evidence.ts';
import { type PlaceEvidence, type PlaceRelation, placeEvidence, relatePlaces } from './place-evidence.ts';
import { type WebEvidence, webEvidence } from './web-evidence.ts';
import { rarityOf } from './word-frequency.ts';

/** A sheet with what is seen of it, made once. */
export interface Seen {
  sheet: Sheet;
  name: NameEvidence;
  web: WebEvidence;
  place: PlaceEvidence;
  holder: HolderEvidence;
}

export function see(sheet: Sheet): Seen {
  return {
    sheet,
    name: nameEvidence(sheet.title, sheet.sites[0]?.city ?? ''),
    web: webEvidence(sheet),
    place: placeEvidence(sheet),
    holder: holderEvidence(sheet),
  };
}

export interface Agreement {
  place: PlaceRelation;
  /** At one place as far as it is known; `close`: at most 500 metres. */
  here: boolean;
  /** Both say a commune, and not the same: without it two houses of a chain bear one name. */
  twoTowns: boolean;
  close: boolean;
  page: boolean;
  /** A page in common that is not the front page of a site. */
  inner: boolean;
  site: boolean;
  exact: boolean;
  /** 0 to 1. */
  likeness: number;
  /** The same name, or one with a slip of the pen. */
  named: boolean;
  /** All the words of one name are in the other, and make at least half of it. */
  within: boolean;
  /** Both names say something without the commune and generic words. */
  stands: boolean;
  /** A house of one kind, and something of its name whose kind is not said: the square, the school's garden. */
  oneHouse: boolean;
  /** One is the organisation that carries the other, which has a name of its own. */
  carried: boolean;
  /** Both say who carries them by a checked number, and not the same: namesakes of one town. */
  otherHolder: boolean;
  /** What makes them two whatever else agrees. */
  parted: string | undefined;
  levels: Levels;
}

/** By column, how far it agrees, from the worst level up; -1 when a side does not say. */
export type Levels = readonly number[];

/** What is weighed, each with its levels in order: a better one never weighs less. */
export const columns = {
  name: ['names differ', 'a little of the name', 'half of the name', 'most of the name', 'nearly the same name', 'the same name'],
  word: ['no telling word in common', 'a frequent word in common', 'a known word in common', 'a rare word in common'],
  place: ['in different places', 'in one commune, more than two kilometres apart', 'in one commune', 'within two kilometres', 'within 500 metres', 'at one address'],
  web: ['different web sites', 'the same web site', 'the same front page', 'the same web page'],
  holder: ['another holder', 'the same holder', 'the same establishment of it'],
  contact: ['other contacts', 'the same mail or phone'],
  year: ['other years', 'the same year'],
  text: ['texts differ', 'texts share some words', 'nearly the same text'],
} as const satisfies Record<string, readonly string[]>; // biome-ignore format: a table
export type Column = keyof typeof columns;
export const columnNames = Object.keys(columns) as Column[];

/** Likeness of names above which they are one name with a slip of the pen. */
const alike = 0.88;
export const partly = 0.5;
const nameCuts = [0.3, partly, 0.75, alike];
const placeLevels: Readonly<Record<PlaceRelation, number>> = {
  unknown: -1,
  apart: 0,
  far: 1,
  commune: 2,
  town: 3,
  near: 4,
  door: 5,
};

/** What is found of the pair; undefined when they are in different places and share no site, which is most pairs. */
export function agree(a: Seen, b: Seen): Agreement | undefined {
  const place = relatePlaces(a.place, b.place);
  const page = meets(a.web.pages, b.web.pages);
  const site = page || meets(a.web.sites, b.web.sites);
  if (place === 'apart' && !site) return undefined;
  const exact = a.name.exact === b.name.exact && a.name.exact !== '';
  const [there, back] = [coverage(a.name.bag, b.name.bag).share, coverage(b.name.bag, a.name.bag).share];
  const likeness = exact ? 1 : mutual(there, back);
  const inner = page && meets(a.web.inner, b.web.inner);
  return {
    place,
    here: place === 'door' || place === 'near' || place === 'town' || place === 'commune',
    twoTowns: a.place.commune !== undefined && b.place.commune !== undefined && a.place.commune !== b.place.commune,
    close: place === 'door' || place === 'near',
    page,
    inner,
    site,
    exact,
    likeness,
    named: likeness >= alike,
    within: Math.max(there, back) >= 0.99 && Math.min(there, back) >= partly,
    stands: a.name.telling.length > 0 && b.name.telling.length > 0,
    oneHouse: a.name.houses.length > 0 !== b.name.houses.length > 0 && !exact && !page,
    carried: !exact && (carries(a, b) || carries(b, a)),
    otherHolder: numbersDiffer(a.holder, b.holder),
    parted: partedBy(a.name, b.name),
    levels: [
      exact ? 5 : nameCuts.filter((cut) => likeness >= cut).length,
      wordLevel(a.name, b.name),
      placeLevels[place],
      inner ? 3 : page ? 2 : site ? 1 : a.web.sites.size > 0 && b.web.sites.size > 0 ? 0 : -1,
      holderLevel(a.holder, b.holder),
      contactLevel(a.holder, b.holder),
      yearLevel(a.sheet.startYear, b.sheet.startYear),
      textLevel(a.sheet, b.sheet),
    ],
  };
}

/** The rarest telling word that both have; with a slip of the pen it is as good as a known one. */
function wordLevel(a: NameEvidence, b: NameEvidence): number {
  if (a.telling.length === 0 || b.telling.length === 0) return -1;
  let best = 0;
  for (const word of a.telling)
    if (b.bag.weights.has(word) || b.bag.joined.has(word)) best = Math.max(best, 1 + rarityOf(word));
    else if (best < 2 && b.telling.some((other) => slip(word, other))) best = 2;
  for (const word of b.telling) if (a.bag.joined.has(word)) best = Math.max(best, 1 + rarityOf(word));
  return best;
}

/** One edit apart, and long enough for that not to be another word. */
function slip(one: string, other: string): boolean {
  return Math.min(one.length, other.length) >= 6 && distanceWithin(one, other, 1) <= 1;
}

function yearLevel(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined ? -1 : a === b ? 1 : 0;
}

/** Shorter texts say too little to be compared. */
const fewestWords = 8;

function textLevel(a: Sheet, b: Sheet): number {
  if (a.summary === '' || b.summary === '') return -1;
  const [first, second] = [textWords(a.summary), textWords(b.summary)];
  const fewer = Math.min(first.size, second.size);
  if (fewer < fewestWords) return -1;
  let shared = 0;
  for (const word of first) if (second.has(word)) shared++;
  const share = shared / fewer;
  return share >= 0.6 ? 2 : share >= 0.25 ? 1 : 0;
}

function textWords(text: string): Set<string> {
  return new Set(wordsOf(text.slice(0, 400)).filter((word) => word.length > 3));
}

/** An organisation's sheet, and the sheet of something that it does. A place often bears the name of who runs it. */
function carries({ sheet: holder }: Seen, { sheet: held, holder: { name } }: Seen): boolean {
  if (name === '' || holder.kind !== 'organisation' || held.kind === 'organisation' || held.kind === 'lieu')
    return false;
  return holderName({ name: holder.title }) === name;
}

/** A word or a number that one has, or two kinds of house. */
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
