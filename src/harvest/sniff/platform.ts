/** What a platform known by name (WordPress, CKAN, Opendatasoft…) must say of itself, so that a catalogue is connected by its address alone. */
import type { Format } from '#model/source.ts';

/** One answer, as it was received: the beginning of its text, decoded. */
export interface Glimpse {
  /** Where the answer came from, after redirects. */
  address: URL;
  /** The HTTP status; 200 for a local file. */
  status: number;
  /** The media type, lower case, without parameters; '' when none was stated. */
  type: string;
  headers: Headers;
  /** The beginning of the answer's text, decoded and without a byte-order mark. */
  text: string;
}

/** Asks another address of the same catalogue, politely and guarded; a reason in one sentence when there is no answer to read. */
export type Ask = (address: URL | string) => Promise<Glimpse | { reason: string }>;

/** A catalogue that a platform recognised: where its items are had, how they are read, what identifies one. */
export interface Recognised {
  address: string;
  format: Format;
  /** The columns that identify an item, or 'content' when nothing does. */
  key: string[] | 'content';
  /** The catalogue's own name, when the platform states it. */
  title?: string;
}

export interface Platform {
  /** Its short name: lower-case letters and digits. */
  id: string;
  /** As people write it. */
  name: string;
  /** What the platform offers at this address, or undefined when the answer is not its own. Never throws for what a server may send. */
  recognise(glimpse: Glimpse, ask: Ask): Promise<Recognised | undefined>;
}
