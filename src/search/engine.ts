/** The port of the search: what every engine (memory, and one day OpenSearch) must do, told once. */
import type { Criteria, FacetName } from '#model/criteria.ts';
import type { Thesaurus } from './analysis/synonyms.ts';

/** A project as the search needs it: words by field, facets, places, numbers to sort by. */
export interface SearchDocument {
  id: string;
  title: string;
  summary: string;
  /** Plain text: body, results, what it took, lessons. */
  body: string;
  /** Holder and partners' names, one a line. */
  organisations: string;
  /** Partners' own words, labels of concepts, names of communes: searched, of little weight. */
  keywords: string;
  facets: Partial<Record<FacetName, readonly string[]>>;
  /** Ids of every territory around its sites, and of its area of action. */
  territories: readonly string[];
  /** One for each site that has a point; degrees. */
  points: readonly { lat: number; lon: number }[];
  startYear: number | undefined;
  /** Days since 1970-01-01 of the last news of it. */
  updatedDay: number;
  /** From 0 to 1. */
  quality: number;
}

/** Says nothing, and stands nowhere: what differs from it is given besides. */
export const emptyDocument: SearchDocument = {
  id: '',
  title: '',
  summary: '',
  body: '',
  organisations: '',
  keywords: '',
  facets: {},
  territories: [],
  points: [],
  startYear: undefined,
  updatedDay: 0,
  quality: 0,
};

export interface MapRequest {
  /** West, south, east, north, in degrees: clusters outside are not given. */
  box: [number, number, number, number];
  /** Cells across the width of the box, about; each holds one cluster. */
  columns: number;
}

export interface SearchRequest {
  criteria: Criteria;
  /** Facets to count; none by default. */
  facets?: readonly FacetName[];
  /** Territory levels to count (`region`, `departement`), for the place facet; none by default. */
  countTerritories?: readonly string[];
  /** Maps to gather the answer for. With any list, even an empty one, `withoutPoint` and `bounds` are told. */
  maps?: readonly MapRequest[];
  /** At most so many projects that hold most of the words, where a first page is not full; none by default. */
  nearby?: number;
  /** Reads the words with another thesaurus than the one in force: to see what a change of it would move. */
  thesaurus?: Thesaurus;
}

export interface Hit {
  id: string;
  /** Comparable within one answer only. */
  score: number;
  /** From the point of `near` to the nearest site; metres. */
  distance?: number;
  /** The partners that tell of it. */
  partners?: readonly string[];
  /** Its sheet says what a reader needs (`goodQuality`). */
  good?: boolean;
  /** What titles of one well-known name share: `repair café …`. */
  family?: number;
  /** It stands where it does because it was drawn: it is seldom seen. */
  drawn?: boolean;
}

export interface FacetCount {
  value: string;
  count: number;
}

/** Sites gathered: where they are on average, how many projects, and which one when there is only one. */
export interface MapCluster {
  lat: number;
  lon: number;
  count: number;
  id?: string;
  /** West, south, east, north of the gathered points. */
  box: [number, number, number, number];
}

export interface SearchAnswer {
  /** How many projects answer: exact. */
  total: number;
  hits: Hit[];
  /**
   * What a click would give: each value's count among the projects that satisfy every *other* criterion
   * (disjunctive counts), largest first, then by value. Chosen values always appear, even with 0.
   */
  facets: Partial<Record<FacetName, FacetCount[]>>;
  /** The same for the levels asked in `countTerritories`. */
  territories: Record<string, FacetCount[]>;
  /** For each map asked. */
  clusters: MapCluster[][];
  /** How many of the matching projects have no point at all, so that the map can say so; undefined without `maps`. */
  withoutPoint?: number;
  /**
   * When asked for: projects that hold most of the words, best first, to complete a first page that those holding
   * every word don't fill. They satisfy every other criterion; they are in no count.
   */
  nearby?: Hit[];
  /** How the words were read; undefined when there are none. */
  reading?: Reading;
  /** The smallest box around all matching points, to frame a map; undefined when none has one, or without `maps`. */
  bounds?: [number, number, number, number];
}

export interface Reading {
  /** Every project that answers holds every word. Where none does, `docs/search.md` tells whether others answer. */
  all: boolean;
  /** Words that no project holds and that resemble none. */
  unknown: string[];
  /** Words that no project holds, and the word that was taken for each. */
  corrected: { from: string; to: string }[];
}

/** How many projects answer a search, and how its words were read. */
export type Counted = Pick<SearchAnswer, 'total' | 'reading'>;

export interface IndexChanges {
  put: readonly SearchDocument[];
  remove: readonly string[];
  /** How far these changes go: an engine that several programs write to leaves alone what came from further on. */
  position?: number;
}

/** A project's title, a theme… that begins like what is being typed. */
export interface Suggestion {
  kind: 'project' | 'concept' | 'territory' | 'holder';
  label: string;
  /** A project's id, a territory's id, a concept as `<facet>:<id>`, a holder's name. */
  value: string;
  count?: number;
}

/** How usual a word is, and the words that are one edit from it. */
export interface AlikeWords {
  /** Projects that say it, in any form: an upper bound. */
  count: number;
  /** Of another stem, the most used first, with how many projects say each. */
  others: { word: string; count: number }[];
}

export interface SearchEngine {
  /** Projects that answer, ranked, counted, placed. Never throws on a reader's words. */
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** How many answer each of several searches: the words that they share are looked for once, and all are counted together. */
  count(asked: readonly Criteria[]): Promise<Counted[]>;
  /** The hits of a page alone: an engine may stop once it has them. */
  first(criteria: Criteria): Promise<Hit[]>;
  /** Projects that share the rarest of these words, those that share most first: bounded work, whatever the words. */
  like(text: string, most: number): Promise<Hit[]>;
  /** Puts and removes projects; a search sees either none or all of one call's changes. */
  apply(changes: IndexChanges): Promise<void>;
  /** Ids of every project that answers, in the order of the sort: for exports. */
  every(criteria: Criteria): Promise<string[]>;
  /** Titles that begin like the text, best first. */
  complete(text: string, most: number): Promise<Suggestion[]>;
  /** Words that may be meant in place of one (folded) that is itself a word; at most `most`. */
  alike(word: string, most: number): Promise<AlikeWords>;
  /** How many projects are in the index. */
  readonly size: number;
  close(): Promise<void>;
}
