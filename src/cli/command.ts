/** What a command is: a name, words that explain it, the options it takes, and what it does with the rooms handed to it. */
import type { ParseArgsOptionsConfig } from 'node:util';

/** An option as `node:util` reads it, with its sentence for the help; `value` names what it takes. */
export type OptionTable = Record<string, ParseArgsOptionsConfig[string] & { about: string; value?: string }>;

export interface Parsed {
  words: string[];
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
}

/** How a command ends: what it has to say as one object (for `--json`) and as lines for people, and its exit code. */
export interface Outcome {
  json: unknown;
  lines: string[];
  /** 0 done; 1 something was refused or failed; 2 the command was misused. */
  exitCode: 0 | 1 | 2;
}

export interface Command<Rooms> {
  /** As typed: `source list`. */
  name: string;
  /** What follows the name: `[source…]`. */
  takes: string;
  about: string;
  options: OptionTable;
  run(rooms: Rooms, parsed: Parsed): Promise<Outcome>;
}

/** A command that was asked for wrongly: the sentence says how it is meant. */
export class Misuse extends Error {}

export function done(json: unknown, lines: string[]): Outcome {
  return { json, lines, exitCode: 0 };
}

export function failed(json: unknown, lines: string[]): Outcome {
  return { json, lines, exitCode: 1 };
}
