/** Every setting: what it is, and how it is read. All come from the environment. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** Given on without a slash at its end: paths are put behind it. */
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** A sentence or so, shown as it is. */
const words = z.string().trim().min(1).max(500).optional();
const aboutWords = 'some words, 500 characters at most';

/** Tiles have all three of their numbers, or it is a style or an archive. */
function isTileAddress(said: string): boolean {
  const numbered = ['{z}', '{x}', '{y}'].filter((part) => said.includes(part)).length;
  return URL.canParse(said) && (numbered === 0 || numbered === 3);
}

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
    schema: webAddress.optional(),
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
      .pipe(z.array(webAddress).min(1))
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
  DEMONSTRATION: {
    schema: z.enum(['auto', 'on', 'off']).default('auto'),
    fallback: 'auto',
    about:
      'Whether the invented catalogues, communities and collections are shown: `auto`, until a real catalogue has been harvested; then the next start takes them out.',
    wrong: 'auto, on or off',
  },
  JOBS: {
    schema: z.enum(['on', 'off']).default('on'),
    fallback: 'on',
    about: 'Whether `serve` also reads the sources in their turn, in a program beside it; off where `jobs run` does.',
    wrong: 'on or off',
  },
  HARVESTS_AT_ONCE: {
    schema: z.coerce.number().int().min(1).max(16).default(2),
    fallback: '2',
    about: 'How many sources are read at once when their turns meet.',
    wrong: 'a whole number from 1 to 16',
  },
  HARVEST_MINUTES: {
    schema: z.coerce.number().int().min(1).max(1200).default(60),
    fallback: '60',
    about: 'How long the turn of a source may last before it is stopped, in minutes.',
    wrong: 'a whole number of minutes from 1 to 1200',
  },
  KEEP_VERSIONS_DAYS: {
    schema: z
      .literal('forever')
      .transform(() => undefined)
      .or(z.coerce.number().int().min(30).max(36_500))
      .default(365),
    fallback: '365',
    about: 'How long the former states of what partners sent, refusals and reports are kept, in days; or `forever`.',
    wrong: 'a whole number of days, 30 at least, or the word forever',
  },
  GEOCODER_URL: {
    schema: webAddress.optional(),
    fallback: 'none: communes come from the packaged tables, streets are not looked up',
    about:
      'The geocoding service that finds streets and doors: https://data.geopf.fr/geocodage (IGN), or one that speaks alike.',
    wrong: 'a full address, such as https://data.geopf.fr/geocodage',
  },
  TILES_URL: {
    schema: z
      .string()
      .trim()
      .refine((said) => (/^https?:/.test(said) ? isTileAddress(said) : /\.pmtiles$/.test(said)))
      .transform((said) => (/^https?:/.test(said) ? said : resolve(said)))
      .optional(),
    fallback: 'none: our own outlines, and nothing is asked elsewhere',
    about:
      'The ground under the interactive map: the address of tiles as images, of a MapLibre style, or of a PMTiles archive, which the visitor’s browser asks of that host, the only one that the pages may reach; or the path of a PMTiles archive, which the site serves itself.',
    wrong:
      'an address such as https://tiles.example/plan/{z}/{x}/{y}.png, https://tiles.example/style.json or https://tiles.example/france.pmtiles, or the path of a .pmtiles file',
  },
  TILES_ATTRIBUTION: {
    schema: words,
    fallback: 'what a style or an archive says of itself, else the host of TILES_URL',
    about: 'Who is to be named on the map when TILES_URL is set.',
    wrong: aboutWords,
  },
  PRIVATE_SOURCES: {
    schema: z
      .string()
      .trim()
      .default('')
      .transform((ids) => ids.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))),
    fallback: 'none: only the public internet is fetched',
    about: 'The sources whose own host may be inside the house (a private address), by their ids.',
    wrong: 'the ids of sources, with spaces or commas',
  },
  CHROMIUM_PATH: {
    schema: z.string().trim().min(1).optional(),
    fallback: 'the usual places',
    about: 'The Chromium or Chrome that reads the pages which scripts make (`browser: true` in a manifest).',
    wrong: 'the path of a program',
  },
  AUTH_SECRET: {
    schema: z.string().trim().min(32).max(500).optional(),
    fallback: 'made once, kept in the data folder (mode 600)',
    about: 'What signs sessions and links. To be set, and the same, where several machines share the database.',
    wrong: '32 characters or more, drawn by chance (openssl rand -base64 32)',
  },
  AUTH_SECRET_BEFORE: {
    schema: z
      .string()
      .trim()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .pipe(z.array(z.string().min(32).max(500)).max(3))
      .default([]),
    fallback: 'none',
    about: 'Former secrets, three at most: what they signed is believed, what they encrypted is read.',
    wrong: 'former values of AUTH_SECRET, with spaces or commas between them',
  },
  PROXIES: {
    schema: z.coerce.number().int().min(0).max(10).default(0),
    fallback: '0',
    about: 'How many proxies of yours stand before the site and add to X-Forwarded-For: to count by visitor.',
    wrong: 'a whole number from 0 to 10',
  },
  READS_PER_MINUTE: {
    schema: z.coerce.number().int().min(60).max(1_000_000).default(1_200),
    fallback: '1200',
    about:
      'How many pages and answers of the API one network of the internet may read in a minute; private addresses are not counted.',
    wrong: 'a whole number from 60 to 1000000',
  },
  SMTP_URL: {
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    fallback: 'none: mails go to a page on this machine',
    about: 'The mail server by which mails go out.',
    wrong: 'an address such as smtps://user:password@mail.example:465 or smtp://user:password@mail.example:587',
  },
  MAIL_FROM: {
    schema: z
      .string()
      .trim()
      .max(300)
      .regex(/^([^<>@"\u0000-\u001f]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
      .optional(),
    fallback: 'none',
    about: 'Who mails are from; set with SMTP_URL.',
    wrong: 'an address such as Carrefour <bonjour@carrefour.example>',
  },
  DKIM_DOMAIN: {
    schema: z
      .string()
      .trim()
      .regex(/^[a-z0-9.-]+$/i)
      .optional(),
    fallback: 'none: the mail server signs, or nobody',
    about: 'The domain in whose name mails are signed (DKIM), when the mail server does not do it.',
    wrong: 'a domain, such as carrefour.example',
  },
  DKIM_SELECTOR: {
    schema: z
      .string()
      .trim()
      .regex(/^[a-z0-9._-]+$/i)
      .optional(),
    fallback: 'none, likewise',
    about: 'The name under which the public key stands in the DNS: SELECTOR._domainkey.DOMAIN.',
    wrong: 'a word, such as carrefour',
  },
  DKIM_KEY_FILE: {
    schema: z
      .string()
      .trim()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    fallback: 'none, likewise',
    about: 'The file of the private key, PEM.',
    wrong: 'the path of a file',
  },
  RELAY_DOMAIN: {
    schema: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/)
      .optional(),
    fallback: 'none: people answer introductions on the page alone',
    about: 'The domain of the addresses to which people answer introductions by mail; set with RELAY_PORT.',
    wrong: 'a domain, such as relais.carrefour.example',
  },
  RELAY_PORT: {
    schema: port.optional(),
    fallback: 'none, likewise',
    about: 'The port at which those mails arrive: 25 when this program is the domain’s mail server itself.',
    wrong: 'a whole number from 0 to 65535',
  },
  RELAY_HOST: {
    schema: z.string().trim().min(1).default('127.0.0.1'),
    fallback: '127.0.0.1: a mail server on this machine hands them over',
    about: 'The address the relay listens on.',
    wrong: 'a host name or an address, such as 127.0.0.1',
  },
  RELAY_SENDER_PROVED_BY: {
    schema: z
      .string()
      .trim()
      .regex(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i)
      .optional(),
    fallback: 'none: From and envelope are believed as they come',
    about:
      'The name under which the mail server before the relay writes Authentication-Results: only senders that it proved are believed.',
    wrong: 'the name of a mail server, such as mx.carrefour.example',
  },
  OIDC_ISSUER: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    fallback: 'none: people sign in by a link alone',
    about: 'An OpenID Connect provider by which people may sign in, such as ProConnect.',
    wrong: 'a full address, such as https://identity.example',
  },
  OIDC_CLIENT_ID: {
    schema: z.string().trim().min(1).max(300).optional(),
    fallback: 'none, likewise',
    about: 'How the provider knows this site.',
    wrong: 'the identifier that the provider gave',
  },
  OIDC_CLIENT_SECRET: {
    schema: z.string().trim().min(1).max(1000).optional(),
    fallback: 'none, likewise',
    about: 'What this site proves itself with to the provider.',
    wrong: 'the secret that the provider gave',
  },
  OIDC_NAME: {
    schema: z.string().trim().min(1).max(60).default('OpenID Connect'),
    fallback: 'OpenID Connect',
    about: 'The provider’s name on its button.',
    wrong: 'a name, 60 characters at most',
  },
  OIDC_SCOPES: {
    schema: z
      .string()
      .trim()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .default(['openid', 'email', 'profile']),
    fallback: 'openid email profile',
    about: 'What is asked of the provider; for ProConnect: openid email given_name usual_name.',
    wrong: 'words with spaces between them',
  },
  OIDC_TRUSTS_MAIL: {
    schema: z
      .enum(['yes', 'no'])
      .transform((word) => word === 'yes')
      .default(false),
    fallback: 'no',
    about: 'Whether the provider’s addresses are taken as proven when it does not say so (email_verified).',
    wrong: 'yes or no',
  },
  OIDC_ACR: {
    schema: z
      .string()
      .trim()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .default([]),
    fallback: 'none: however the provider made sure',
    about: 'How sure the provider must be of the person (acr, OpenID Connect): one of these, else nobody is let in.',
    wrong: 'words with spaces between them, such as eidas2 eidas3',
  },
  OIDC_SECOND_FACTOR: {
    schema: z
      .string()
      .trim()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .default([]),
    fallback: 'none: our own second factor is asked for, whatever the provider says',
    about: 'What the provider may say (acr, or one of amr) that counts as the second factor as well.',
    wrong: 'words with spaces between them, such as mfa eidas3',
  },
  SECOND_FACTOR: {
    schema: z.enum(['offered', 'curators']).default('offered'),
    fallback: 'offered',
    about:
      'Whether curators and administrators must have a second factor (`curators`): without it they are members. Everyone may have one.',
    wrong: 'offered or curators',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
    fallback: 'warn',
    about:
      'How much the site logs, as JSON lines on the error stream: its failures; who signs in and what is refused, by ids and hashes, at `warn` and more talkative.',
    wrong: 'one of fatal, error, warn, info, debug, silent',
  },
} as const satisfies Record<string, { schema: z.ZodType; fallback: string; about: string; wrong: string }>;
