/** `eval …`: the qualities that are claimed, measured on labelled data. */
import { statSync } from 'node:fs';
import { evaluateLocating, type Miss } from '#locate/evaluate.ts';
import { evaluateRetrieval, halves, openOurs } from '#search/eval-retrieval.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { openTestIndex } from '#search/opensearch/testing.ts';
import { openOpenSearchFrench } from '#search/peers/opensearch-french.ts';
import type { OpenPeer } from '#search/peers/peer.ts';
import { openPostgres } from '#search/peers/postgres.ts';
import { openSqlite } from '#search/peers/sqlite.ts';
import { openTantivy } from '#search/peers/tantivy.ts';
import { type Command, done, Misuse, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

function existing(options: Parsed['options'], name: string, kind: 'file' | 'folder'): string {
  const path = options[name];
  if (typeof path !== 'string') throw new Misuse(`Say --${name}.`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Misuse(`There is nothing at ${path}.`);
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) throw new Misuse(`${path} is not a ${kind}.`);
  return path;
}

/** An evaluation reads labelled data that somebody made: what is wrong with them is said, not told as a bug. */
async function measured<T>(evaluation: Promise<T>): Promise<T> {
  try {
    return await evaluation;
  } catch (error) {
    throw new Misuse(error instanceof Error ? `${error.message.replace(/\.$/, '')}.` : String(error));
  }
}

function linesOf(figures: object): string[] {
  return Object.entries(figures)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${name}  ${Number.isInteger(value) ? value : (value as number).toFixed(4)}`);
}

export const evalLocating: Command<CommandRooms> = {
  name: 'eval locating',
  takes: '',
  about:
    'How many places are found right: the columns named are read, the expected INSEE code is hidden, then compared.\n' +
    '`rows` counts those whose expected code is usable (not 0; past codes led to today’s; an arrondissement equals its city).',
  options: {
    file: { type: 'string', value: 'FILE.csv', about: 'A CSV file with places and the true code of each.' },
    address: { type: 'string', value: 'COL', about: 'The column of the address.' },
    postcode: { type: 'string', value: 'COL', about: 'The column of the postcode.' },
    city: { type: 'string', value: 'COL', about: 'The column of the commune’s name.' },
    expect: { type: 'string', value: 'COL', about: 'The column of the true INSEE code.' },
    misses: { type: 'boolean', about: 'List every row that was not found right.' },
  },
  async run(rooms, { options }) {
    const file = existing(options, 'file', 'file');
    const { expect } = options;
    if (typeof expect !== 'string') throw new Misuse('Say --expect.');
    const column = (name: string): string | undefined => {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    };
    const misses: Miss[] = [];
    const columns = { file, address: column('address'), postcode: column('postcode'), city: column('city'), expect };
    const figures = await measured(evaluateLocating(columns, rooms.gazetteer(), (miss) => misses.push(miss)));
    if (options.misses !== true) return done(figures, linesOf(figures));
    return done({ ...figures, misses }, [...linesOf(figures), ...misses.map((miss) => JSON.stringify(miss))]);
  },
};

function contenderOf(name: string, rooms: CommandRooms): OpenPeer {
  switch (name) {
    case 'memory':
      return openOurs(createMemoryEngine());
    case 'opensearch': {
      const urls = process.env.OPENSEARCH_URL?.split(',');
      if (urls === undefined) throw new Misuse('Set OPENSEARCH_URL to the nodes of a cluster: docs/opensearch.md.');
      return async (documents) => openOurs(await openTestIndex({ urls, replicas: '0-0' }))(documents);
    }
    case 'opensearch-french': {
      const url = process.env.OPENSEARCH_URL?.split(',')[0];
      if (url === undefined) throw new Misuse('Set OPENSEARCH_URL to the nodes of a cluster: docs/opensearch.md.');
      return async (documents) => openOpenSearchFrench(url, documents);
    }
    case 'postgres':
      return async (documents) => openPostgres(await rooms.database(), documents);
    case 'sqlite':
      return openSqlite;
    case 'minisearch':
      // Installed for the work on the project only: named here, loaded when asked for.
      return async (documents) => (await import('#search/peers/minisearch.ts')).openMiniSearch(documents);
    case 'tantivy':
      return (documents) => openTantivy(process.env.TANTIVY_PYTHON ?? 'python3', documents);
    default:
      throw new Misuse(
        'The engine is one of: memory, opensearch, opensearch-french, postgres, sqlite, minisearch, tantivy.',
      );
  }
}

export const evalRetrieval: Command<CommandRooms> = {
  name: 'eval retrieval',
  takes: '',
  about:
    'How well the search ranks, on a collection of texts, questions and answers judged relevant.\n' +
    'One configuration for every collection.',
  options: {
    dir: {
      type: 'string',
      value: 'DIR',
      about: 'A folder with passages.jsonl or docs.tsv; questions.tsv or queries.tsv; qrels.tsv.',
    },
    engine: {
      type: 'string',
      value: 'NAME',
      about:
        'memory when not said; opensearch (where OPENSEARCH_URL is set); beside ours: opensearch-french, postgres, ' +
        'sqlite, minisearch, tantivy (where python3, or the one that TANTIVY_PYTHON names, has its package).',
    },
    half: {
      type: 'string',
      value: 'NAME',
      about:
        'choosing: the half of the questions on which settings are chosen; reporting: the other. All when not said.',
    },
  },
  async run(rooms, { options }) {
    const dir = existing(options, 'dir', 'folder');
    const open = contenderOf(String(options.engine ?? 'memory'), rooms);
    const half = halves.find((name) => name === options.half);
    if (options.half !== undefined && half === undefined) throw new Misuse(`The half is one of: ${halves.join(', ')}.`);
    const figures = await measured(evaluateRetrieval({ dir, open, half }));
    return done(figures, linesOf(figures));
  },
};
