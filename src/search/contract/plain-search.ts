/**
 * The search told plainly: no index, every document read for every question. Slow, and easy to believe: engines are
 * held to its totals and counts.
 */
import { mostEdits } from '#lib/text/distance.ts';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { cornersOf } from '#model/area.ts';
import { type Criteria, type FacetName, facetNames } from '#model/criteria.ts';
import { acronymMark, initialsMark, mayBeAcronym } from '../analysis/acronyms.ts';
import { asWritten, isInEnglish, markedEnglishStem, stemsOfIndexed } from '../analysis/language.ts';
import { type ReadQuery, readQuery, type Wanted } from '../analysis/query.ts';
import { readDocument } from '../analysis/read-document.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { FacetCount, SearchDocument } from '../engine.ts';

interface Read {
  document: SearchDocument;
  /** Words as they are written, with their positions; fields lie far apart. */
  positions: Map<string, number[]>;
  /** Those that lead here: of a text in English, English ones too. */
  stems: Set<string>;
}

type Holds = (read: Read) => boolean;

/** What holds a word, and what does when the nearest answer too. */
interface Clause {
  holds: Holds;
  nearly: Holds;
}

export class PlainSearch {
  private readonly read: Read[];
  private readonly known = new Map<string, Read[]>();
  /** In how many documents each word stands. */
  private readonly counts = new Map<string, number>();

  constructor(documents: readonly SearchDocument[]) {
    this.read = documents.map(read);
    for (const { positions } of this.read)
      for (const word of positions.keys()) this.counts.set(word, 1 + (this.counts.get(word) ?? 0));
  }

  /** Ids of the documents that answer, in no order. */
  answering(criteria: Criteria): string[] {
    return this.satisfying(criteria, undefined).map(({ id }) => id);
  }

  /** Counts of a facet, as if it were not chosen. */
  counting(criteria: Criteria, facet: FacetName): FacetCount[] {
    const documents = this.satisfying(criteria, facet);
    return counted(
      documents.map((document) => document.facets[facet] ?? []),
      criteria.chosen[facet] ?? [],
    );
  }

  countingTerritories(criteria: Criteria, level: string): FacetCount[] {
    const ofLevel = (ids: readonly string[]) => ids.filter((id) => id.startsWith(`${level}-`));
    const documents = this.satisfying(criteria, 'territories');
    return counted(
      documents.map(({ territories }) => ofLevel(territories)),
      ofLevel(criteria.territories),
    );
  }

  private satisfying(criteria: Criteria, except: FacetName | 'territories' | undefined): SearchDocument[] {
    const { q } = criteria;
    if (!this.known.has(q)) this.known.set(q, this.answeringWords(q));
    return this.known
      .get(q)!
      .map(({ document }) => document)
      .filter((document) => satisfies(document, criteria, except));
  }

  private answeringWords(text: string): Read[] {
    const query = readQuery(text);
    const strict: Holds[] = [
      ...query.phrases.map(
        (words): Holds =>
          (read) =>
            holdsPhrase(read, words.map(itself), 1),
      ),
      ...query.without.map(
        (words): Holds =>
          (read) =>
            !(words.length === 1 ? read.stems.has(foldedStem(words[0]!)) : holdsPhrase(read, words.map(itself), 1)),
      ),
    ];
    const possible = this.read.filter((read) => strict.every((holds) => holds(read)));
    const clauses = query.wanted
      .map((wanted) => this.clause(wanted, query.language))
      .filter((clause) => clause !== undefined);
    if (clauses.length === 0) return query.wanted.length > 0 && query.phrases.length === 0 ? [] : possible;
    const weightOf = (count: number) => Math.round(1000 * Math.log(1 + this.read.length / Math.max(1, count)));
    const unknown = query.wanted.length - clauses.length;
    const known = clauses.reduce((sum, { holds }) => sum + weightOf(this.read.filter(holds).length), 0);
    const asked = query.wanted.length;
    const few = asked > 1 && asked <= 3 && !query.question && query.phrases.length === 0;
    if (few && 2 * known < unknown * weightOf(0)) return [];
    return this.holdingMost(query, clauses, possible);
  }

  private holdingMost(query: ReadQuery, clauses: readonly Clause[], possible: readonly Read[]): Read[] {
    const whole = possible.filter((read) => clauses.every(({ holds }) => holds(read)));
    if (clauses.length < 2 || (whole.length > 0 && !query.question)) return whole;
    if (clauses.length <= 3 && !query.question) return [];
    const holding = clauses.map(({ nearly }) => nearly);
    const weights = holding.map((holds) => {
      const count = this.read.filter(holds).length;
      return Math.round(1000 * Math.log(1 + this.read.length / Math.max(1, count)));
    });
    const held = possible.map((read) => holding.reduce((sum, holds, c) => sum + (holds(read) ? weights[c]! : 0), 0));
    const least = Math.max(1, [...held].sort((a, b) => b - a)[99] ?? 0);
    return possible.filter((_, i) => held[i]! >= least);
  }

  /** What holds a wanted word; undefined when nothing can. */
  private clause({ word, synonyms, initials, last }: Wanted, language: ReadQuery['language']): Clause | undefined {
    const inUse = (wording: readonly string[]) =>
      wording.every((one) => this.read.some(({ stems }) => stems.has(foldedStem(one))));
    const phrases = synonyms
      .filter((wording) => wording.length > 1 && inUse(wording))
      .map(
        (wording): Holds =>
          (read) =>
            holdsPhrase(read, wording.map(anyOfStem), 4),
      );
    const singles = [word, ...synonyms.filter((wording) => wording.length === 1).map(([one]) => one!)].map(foldedStem);
    if (language === 'en' || (language === undefined && this.isMostlyEnglish(word)))
      singles.push(markedEnglishStem(word));
    const known = this.read.some(({ stems }) => singles.some((stem) => stems.has(stem)));
    if (mayBeAcronym(word) && (!known || this.counts.has(acronymMark + word))) singles.push(initialsMark + word);
    singles.push(...initials.map((letters) => acronymMark + letters));
    const own: Holds = ({ stems }) => singles.some((stem) => stems.has(stem));
    const meant = this.read.some((read) => own(read) || phrases.some((phrase) => phrase(read)));
    const found = meant ? own : this.guess(word, last);
    if (found === undefined) return undefined;
    const holds: Holds = (read) => found(read) || phrases.some((phrase) => phrase(read));
    if (!meant || word.length < 6) return { holds, nearly: holds };
    const beginning = word.slice(0, 5);
    return {
      holds,
      nearly: (read) => holds(read) || [...read.positions.keys()].some((one) => one.startsWith(beginning)),
    };
  }

  private isMostlyEnglish(word: string): boolean {
    const holding = this.read.filter(({ positions }) => positions.has(word));
    return 2 * holding.filter(({ document }) => isInEnglish(document)).length >= holding.length;
  }

  private guess(word: string, last: boolean): Holds | undefined {
    const beginning = (letters: string) => [...this.counts.keys()].filter((known) => known.startsWith(letters));
    let alike = last && word.length >= 2 ? beginning(word) : [];
    if (alike.length === 0) alike = this.nearest(word);
    if (alike.length === 0 && word.length > 6) alike = beginning(word.slice(0, 6));
    if (alike.length === 0 && word.length >= 6 && word.length <= 10)
      alike = beginning(word.slice(0, 5)).filter((known) => known.length <= 10);
    const words = alike.sort((a, b) => this.counts.get(b)! - this.counts.get(a)! || (a < b ? -1 : 1)).slice(0, 48);
    const wanted = new Set(words.map(foldedStem));
    return words.length === 0 ? undefined : ({ stems }) => [...wanted].some((stem) => stems.has(stem));
  }

  private nearest(word: string): string[] {
    const most = mostEdits(word);
    const known = [...this.counts.keys()].filter((other) => /^\p{L}+$/u.test(other) && !stopWords.has(other));
    for (let edits = 1; edits <= most; edits++) {
      const found = known.filter((other) => editDistance(word, other) === edits);
      const alike = found.filter((other) => other[0] === word[0]);
      if (found.length > 0) return alike.length > 0 ? alike : found;
    }
    return [];
  }
}

function read(document: SearchDocument): Read {
  const positions = new Map<string, number[]>();
  const stems = new Set<string>();
  readDocument(document, (word, at) => {
    const written = asWritten(word);
    positions.set(written, [...(positions.get(written) ?? []), at]);
    for (const stem of stemsOfIndexed(word)) stems.add(stem);
  });
  return { document, positions, stems };
}

type Matching = (word: string) => boolean;
const itself =
  (word: string): Matching =>
  (other) =>
    other === word;
const anyOfStem = (word: string): Matching => {
  const stem = foldedStem(word);
  return (other) => foldedStem(other) === stem;
};

function holdsPhrase({ positions }: Read, words: readonly Matching[], step: number): boolean {
  const places = words.map((matches) => [...positions].filter(([word]) => matches(word)).flatMap(([, at]) => at));
  const goesOn = (from: number, i: number): boolean =>
    i === places.length || places[i]!.some((at) => at > from && at <= from + step && goesOn(at, i + 1));
  return places.length === 0 || places[0]!.some((at) => goesOn(at, 1));
}

/** Optimal string alignment by its definition. */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = i === 0 ? j : least;
    }
  return rows[a.length]![b.length]!;
}

function satisfies(
  document: SearchDocument,
  criteria: Criteria,
  except: FacetName | 'territories' | undefined,
): boolean {
  for (const name of facetNames) {
    const chosen = criteria.chosen[name] ?? [];
    if (name !== except && chosen.length > 0 && !chosen.some((value) => document.facets[name]?.includes(value)))
      return false;
  }
  const { territories, yearFrom, yearTo, near, box, area } = criteria;
  if (
    except !== 'territories' &&
    territories.length > 0 &&
    !territories.some((id) => document.territories.includes(id))
  )
    return false;
  const year = document.startYear;
  if (yearFrom !== undefined && (year === undefined || year < yearFrom)) return false;
  if (yearTo !== undefined && (year === undefined || year > yearTo)) return false;
  const { points } = document;
  if (near !== undefined && !points.some((point) => distanceKm(near, point) <= near.radiusKm)) return false;
  if (area !== undefined && !points.some((point) => goesAround(cornersOf(area), point))) return false;
  if (box === undefined) return true;
  const [west, south, east, north] = box;
  return points.some(({ lat, lon }) => lat >= south && lat <= north && lon >= west && lon <= east);
}

/** The angle that someone at the point turns by whose eyes follow the line once around: none when it is outside. */
export function goesAround(corners: readonly (readonly [number, number])[], at: { lat: number; lon: number }): boolean {
  return [-360, 0, 360].some((turn) => {
    const angles = corners.map(([x, y]) => Math.atan2(y - at.lat, x - at.lon - turn));
    const turned = angles.reduce((sum, angle, i) => {
      const by = angles[(i + 1) % angles.length]! - angle;
      return sum + by - 2 * Math.PI * Math.round(by / (2 * Math.PI));
    }, 0);
    return Math.abs(turned) > Math.PI;
  });
}

/** The angle between two directions from the Earth's centre, by their vectors. */
function distanceKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const vector = ({ lat, lon }: { lat: number; lon: number }) => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [u, v] = [vector(a), vector(b)];
  const chord = Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]);
  return 2 * 6371.0088 * Math.asin(Math.min(1, chord / 2));
}

function counted(lists: readonly (readonly string[])[], chosen: readonly string[]): FacetCount[] {
  const values = new Set([...lists.flat(), ...chosen]);
  return [...values]
    .map((value) => ({ value, count: lists.filter((list) => list.includes(value)).length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
