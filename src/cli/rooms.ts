/** What the commands are handed by `main.ts`; the database is opened only by those that ask for it. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { LoadedSources } from '#harvest/manifests.ts';
import type { Gazetteer } from '#locate/gazetteer.ts';
import type { SearchEngine } from '#search/engine.ts';

export interface CommandRooms {
  /** The folder of manifests, and what stands in it, read afresh. */
  sourcesFolder: string;
  loadSources(): LoadedSources;
  /** Says a line of progress; `same` rewrites the line on a terminal, and is thinned out elsewhere. */
  say(text: string): void;
  progress(text: string): void;
  database(): Promise<Kysely<Tables>>;
  gazetteer(): Gazetteer;
  /** The search, current with the database. */
  engine(): Promise<SearchEngine>;
  /** Makes the index anew from the projects and saves its snapshot; gives how many projects it holds. */
  reindex(): Promise<number>;
  /** The database commands, which look at the server itself. */
  server: {
    status(): Promise<Record<string, unknown>>;
    migrate(): Promise<{ applied: string[] }>;
    stop(): Promise<{ stopped: boolean; because?: string }>;
    url(): Promise<string>;
  };
  now(): Date;
  signal: AbortSignal;
}
