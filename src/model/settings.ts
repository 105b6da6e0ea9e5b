/** The settings, all from the environment: each validated at the start, each wrong one told in a sentence. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** A sentence or so, shown as it is. */
const words = z.string().trim().min(1).max(500).optional();
const aboutWords = 'some words, 500 characters at most';

/** Every setting: how it is read, its default as told to people, what it does, the sentence when it is wrong. */
export const settingTable = {
  PORT: {
    schema: port.default(3000),
    fallback: '3000',
    about: 'The port of the site; 0 takes a free one.',
    wrong: 'a whole number from 0 to 65535',
  },
  HOST: {
    schema: z.string().trim().min(1).default('127.0.0.1'),
    fallback: '127.0.0.1',
    about: 'The address the site listens on; 0.0.0.0 for every network of the machine.',
    wrong: 'a host name or an address, such as 127.0.0.1',
  },
  BASE_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    fallback: 'http://HOST:PORT',
    about: 'The public address of the site, written into links, feeds and the API.',
    wrong: 'a full address, such as https://carrefour.example',
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    fallback: 'a PostgreSQL of its own, in the data folder',
    about: 'A PostgreSQL server, version 15 or later.',
    wrong: 'an address such as postgres://user:password@host:5432/carrefour',
  },
  OPENSEARCH_URL: {
    schema: z
      .string()
      .trim()
      .transform((addresses) => addresses.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))).min(1))
      .optional(),
    fallback: 'the engine in memory',
    about:
      'A cluster of OpenSearch (2.19 or later) in which to search, for several machines; several nodes with commas.',
    wrong: 'addresses such as https://user:password@search-1:9200,https://user:password@search-2:9200',
  },
  CARREFOUR_DATA: {
    schema: z
      .string()
      .trim()
      .min(1)
      .transform((path) => resolve(path.replace(/^~(?=\/|$)/, homedir())))
      .optional(),
    fallback: './.data (for root, where that folder cannot be reached by others: /var/lib/carrefour)',
    about: 'The folder of the database and of the search snapshot.',
    wrong: 'the path of a folder',
  },
  CARREFOUR_SOURCES: {
    schema: z
      .string()
      .trim()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    fallback: 'the folder sources/ of the project',
    about: 'The folder of the source manifests.',
    wrong: 'the path of a folder',
  },
  PUBLISHER: {
    schema: words,
    fallback: 'none: the legal notice says that it is not given',
    about: 'Who publishes the site (its name and legal form), for the legal notice.',
    wrong: aboutWords,
  },
  PUBLISHER_ADDRESS: {
    schema: words,
    fallback: 'none, likewise',
    about: 'Where the publisher is: address, and its registration number when it has one.',
    wrong: aboutWords,
  },
  PUBLICATION_DIRECTOR: {
    schema: words,
    fallback: 'none, likewise',
    about: 'The person who answers for what is published.',
    wrong: aboutWords,
  },
  CONTACT_MAIL: {
    schema: z.email().optional(),
    fallback: 'none, likewise',
    about: 'Where people write: corrections, personal data, accessibility.',
    wrong: 'a mail address, such as bonjour@carrefour.example',
  },
  HOSTED_BY: {
    schema: words,
    fallback: 'none, likewise',
    about: 'Who hosts the site: name, address, telephone.',
    wrong: aboutWords,
  },
  SOURCE_CODE_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    fallback: 'none, likewise',
    about: 'Where the source code that runs here can be had, as its licence demands.',
    wrong: 'a full address, such as https://code.example/carrefour',
  },
  GEOCODER_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    fallback: 'none: communes come from the packaged tables, streets are not looked up',
    about:
      'The geocoding service that finds streets and doors: https://data.geopf.fr/geocodage (IGN), or one that speaks alike.',
    wrong: 'a full address, such as https://data.geopf.fr/geocodage',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
    fallback: 'warn',
    about: 'How much the site logs, as JSON lines on the error stream: its failures, never its visitors.',
    wrong: 'one of fatal, error, warn, info, debug, silent',
  },
} as const satisfies Record<string, { schema: z.ZodType; fallback: string; about: string; wrong: string }>;

export type SettingName = keyof typeof settingTable;
export type Settings = { [Name in SettingName]: z.output<(typeof settingTable)[Name]['schema']> };

/** Reads the settings; an empty one counts as unset. Gives a sentence for each that is wrong; values are never repeated, some are secret. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): { settings: Settings } | { wrong: string[] } {
  const settings: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, { schema, wrong: wanted }] of Object.entries(settingTable)) {
    const read = schema.safeParse(environment[name] || undefined);
    if (read.success) settings[name] = read.data;
    else wrong.push(`The setting ${name} must be ${wanted}.`);
  }
  return wrong.length > 0 ? { wrong } : { settings: settings as Settings };
}
