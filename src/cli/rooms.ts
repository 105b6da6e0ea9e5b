/** What the commands are handed by `main.ts`; the database is opened only by those that ask for it. */
import type { Kysely } from 'kysely';
import type { DatabaseStatus, Stop } from '#db/commands.ts';
import type { Tables } from '#db/tables.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import type { Platform } from '#harvest/sniff/platform.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { Source } from '#model/source.ts';
import type { WordDesk } from '#pipeline/curate-words.ts';
import type { Guest } from '#pipeline/guest.ts';
import type { InquireRooms } from '#pipeline/inquiries/inquire.ts';
import type { SourceTurn } from '#publish/source-turns.ts';
import type { SearchEngine } from '#search/engine.ts';
import type { ThesaurusDesk } from '#search/thesaurus/desk.ts';

/** A source with its turn: see `jobs/list-turns.ts`. */
export interface ListedTurn extends SourceTurn {
  schedule: Source['schedule'];
  cron: string | null;
}

export interface CommandRooms {
  /** The folder of manifests, and what stands in it, read afresh. */
  sourcesFolder: string;
  loadSources(): LoadedSources;
  /** Says a line; `progress` says one that the next replaces on a terminal, and that is thinned out elsewhere. */
  say(text: string): void;
  progress(text: string, share?: number): void;
  database(): Promise<Kysely<Tables>>;
  gazetteer(): Gazetteer;
  /** The words that wait for a curator; an answer comes back when the sheets are described again. */
  wordDesk(): Promise<WordDesk>;
  /** What the search reads as one thing said in several ways, and what a change of it would move. */
  thesaurus(): Promise<ThesaurusDesk>;
  /** The platforms that are known by name, for `source sniff`. */
  platforms: readonly Platform[];
  /** The search, current with the database. */
  engine(): Promise<SearchEngine>;
  /** Makes the index anew from the projects and saves it; gives how many projects it holds. */
  reindex(): Promise<number>;
  /** How we visit partners. */
  guest: Guest;
  /** What answers inquiries: the geocoder when one is set, and who looks at links and pictures. */
  outside: Pick<InquireRooms, 'geocoder' | 'probeLink' | 'probeImage'>;
  /** Serves the site until it is asked to stop; `ready` is told the address. */
  serve(ready: (address: string) => void): Promise<void>;
  /** What is done when. */
  jobs: {
    /** Does what comes round until it is asked to stop. */
    run(how: { quiet: boolean }): Promise<void>;
    list(): Promise<ListedTurn[]>;
    /** False when the source is being read already. */
    runNow(source: string): Promise<boolean>;
  };
  /** The database itself, whether it runs or not. */
  server: {
    status(): Promise<DatabaseStatus>;
    migrate(): Promise<{ applied: string[]; total: number }>;
    stop(): Promise<Stop>;
    url(): Promise<string | null>;
  };
  /** What people's commands need beside the database. */
  persons: {
    /** A link that signs the person in, once; for an operator without a mail server. */
    link(mail: string): Promise<string>;
    /** Removes a person with all that names them. */
    forget(id: string): Promise<boolean>;
  };
  /** What signs sessions and links, where it is kept in the data folder. */
  secret: {
    /** It is the setting AUTH_SECRET: nothing of it is kept here. */
    isSetting: boolean;
    /** False when three former ones are kept already: nothing is changed. */
    renew(): boolean;
    /**
     * Gives whether there was one; or how many second factors only a former one opens, or which program was not started
     * since the last renewal: nothing is forgotten then.
     */
    forgetFormer(): Promise<{ forgotten: boolean } | { stillNeeded: number } | { notStarted: 'site' | 'jobs' }>;
  };
  /** The public address of the site, without a slash at the end. */
  baseUrl: string;
  now(): Date;
  signal: AbortSignal;
}
