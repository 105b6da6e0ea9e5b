/** What the API is handed by main.ts. */
import type { Watch } from '#connect/accounts/watch.ts';
import type { MustWait } from '#lib/net/reading.ts';
import type { ProjectStore } from '#match/project-store.ts';
import type { Review } from '#match/review.ts';
import type { PersonOf } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import type { Territory, TerritoryLevel } from '#model/territory.ts';
import type { WordDesk } from '#pipeline/curate-words.ts';
import type { SourceTurn } from '#publish/source-turns.ts';
import type { SearchEngine } from '#search/engine.ts';

/** What the API asks of the gazetteer. */
export interface Territories {
  /** A territory by its id; the id of a past commune leads to today's. */
  territory(id: string): Territory | undefined;
  /** Territories whose name, code or postcode begins like the text, best first. */
  find(text: string, most: number, levels?: readonly TerritoryLevel[]): Territory[];
  /** All the territories of a level, in the order of their codes. */
  all(level: TerritoryLevel): Territory[];
  /** Ids of what a territory is made of: régions of départements, the others of communes. */
  children(id: string): string[];
  /** Square kilometres, a few percent off from an EPCI upwards; less sure for a small commune. */
  area(id: string): number | undefined;
}

export interface Rooms {
  /** Who asks, by the session that the headers tell of. */
  personOf: PersonOf;
  /** Who reads too much in a minute, and how long they wait. */
  mustWait?: MustWait | undefined;
  /** Writes down what was refused. */
  watch?: Watch | undefined;
  /** The pairs that wait for curators, and what is decided of them. */
  review: Review;
  engine: SearchEngine;
  projects: Pick<ProjectStore, 'find' | 'load' | 'related'>;
  sources: ReadonlyMap<string, Manifest>;
  territories: Territories;
  /** By source id, when each was last read in full (`publish/freshness.ts`). */
  freshness: () => Promise<ReadonlyMap<string, Date>>;
  /** The words that wait for a curator, and how to answer. */
  words: WordDesk;
  /** By source id, when each is read next and how its last turn went (`publish/source-turns.ts`). */
  turns: () => Promise<ReadonlyMap<string, SourceTurn>>;
  /** Where the site answers, without a slash at the end. */
  baseUrl: string;
  now: () => Date;
  /** Told of every failure that is ours; the visitor learns nothing of it. */
  log: { error(fields: object, message: string): void };
}
