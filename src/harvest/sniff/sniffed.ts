/** What a catalogue was found to be. */
import type { Format } from '#model/source.ts';

/** What a catalogue states about itself, in its own words. */
export interface Stated {
  title?: string;
  organisation?: string;
  /** As written: the name or the address of a licence. */
  licence?: string;
  homepage?: string;
  language?: string;
}

/** Something else that the answer leads to, and that may be the catalogue rather than this. */
export interface Offer {
  address: string;
  /** In a few words: `a feed`, `a CSV file`. */
  what: string;
}

export interface Sniffed {
  /** In a sentence without its point: `CSV, separated by “;”, in windows-1252`. */
  what: string;
  format: Format;
  /** Where the items are had, when it is not the address that was asked. */
  address?: string;
  /** What identifies an item, where the format or the platform says so. */
  key?: string[] | 'content';
  stated: Stated;
  /** How each entry of `format` was found: its name → why. */
  because: Record<string, string>;
  /** What a person should know besides, a sentence each. */
  notes: string[];
  offers: Offer[];
}

/** Nothing that can be read as a catalogue: why, and where one may be. */
export interface NotSniffed {
  reason: string;
  offers?: Offer[];
}
