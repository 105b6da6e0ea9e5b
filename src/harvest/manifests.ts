/** Reads the manifests `sources/<id>/source.yaml`, and says what is wrong with them on which line. */
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Document, isAlias, isCollection, isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { manifestSchema, type Source } from '#model/source.ts';
import { contradictions } from './manifest-contradictions.ts';
import { tellIssues } from './manifest-issues.ts';

export interface ManifestProblem {
  file: string;
  /** From 1. */
  line: number;
  /** Of the entry in the manifest: `map.sites.0.city`; empty for the file itself. */
  path: string;
  message: string;
}

export interface LoadedSources {
  sources: Source[];
  problems: ManifestProblem[];
}

/** Something wrong at a path of the manifest, before its line is known. */
export interface Complaint {
  path: PropertyKey[];
  message: string;
}

const largest = 256 * 1024;
const deepest = 50;
const mostAliases = 50;

/** Every manifest in a folder of sources, in alphabetical order; one with a problem is not among the sources. */
export function loadSources(folder: string): LoadedSources {
  const loaded: LoadedSources = { sources: [], problems: [] };
  if (!existsSync(folder)) return loaded;
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true });
  for (const { name } of entries
    .filter((entry) => entry.isDirectory())
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(folder, name, 'source.yaml');
    if (!existsSync(file)) continue;
    const read = checkSource(file);
    if ('source' in read) loaded.sources.push(read.source);
    else loaded.problems.push(...read.problems);
  }
  return loaded;
}

/** One manifest: the source, or what is wrong with it, in the order of the lines. */
function checkSource(file: string): { source: Source } | { problems: ManifestProblem[] } {
  const wrong = (message: string, line = 1) => ({ problems: [{ file, line, path: '', message }] });
  if (statSync(file).size > largest) return wrong('The manifest is larger than 256 kB: it cannot be one.');
  const text = readFileSync(file, 'utf8');
  const lines = new LineCounter();
  if (depthOf(text) > deepest) return wrong(`The manifest is nested deeper than ${deepest} levels.`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message, code }) => ({
      file,
      line: lines.linePos(pos[0]).line,
      path: '',
      message: yamlSentences[code] ?? `This is not YAML: ${message}.`,
    }));
    return { problems };
  }
  const plain = toPlain(document);
  if (plain === undefined) {
    return wrong(
      `The manifest has more than ${mostAliases} aliases (\`*name\`), or aliases of aliases: write them out.`,
    );
  }
  const parsed = manifestSchema.safeParse(plain.value);
  const source = parsed.success ? { ...parsed.data, folder: join(file, '..') } : undefined;
  const complaints = parsed.success
    ? contradictions(parsed.data, basename(join(file, '..')))
    : tellIssues(parsed.error, (path) => path.length === 0 || document.hasIn(path));
  if (source !== undefined && complaints.length === 0) return { source };
  const problems = complaints.map(({ path, message }) => ({
    file,
    line: lines.linePos(offsetOf(document, path)).line,
    path: path.map(String).join('.'),
    message,
  }));
  return { problems: problems.toSorted((a, b) => a.line - b.line) };
}

const yamlSentences: Partial<Record<string, string>> = {
  DUPLICATE_KEY: 'This entry stands twice.',
  TAB_AS_INDENT: 'A tab is no indentation in YAML: use spaces.',
  MULTIPLE_DOCS: 'A manifest is one document: there is another after `---`.',
  BAD_INDENT: 'This line is not indented like its neighbours.',
  BLOCK_AS_IMPLICIT_KEY: 'This value holds `: `: put it in quotation marks.',
};

/** An upper bound of the nesting, found without parsing: brackets open at once, and steps of indentation. */
function depthOf(text: string): number {
  let [open, most] = [0, 0];
  for (const line of text.split('\n')) {
    const indent = /^[ ]*/.exec(line)![0].length;
    const dashes = /^(- )*/.exec(line.slice(indent))![0].length;
    most = Math.max(most, (indent + dashes) / 2);
    for (const character of line) {
      if (character === '[' || character === '{') most = Math.max(most, ++open);
      else if ((character === ']' || character === '}') && open > 0) open--;
    }
  }
  return most;
}

/** The values of the document; undefined when its aliases would unfold into more than a manifest. */
function toPlain(document: Document): { value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Where the entry at a path begins: its name if it has one, else what holds it when it is missing. */
function offsetOf(document: Document, path: PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node);
  for (const step of path) {
    if (!isCollection(node) || isAlias(node)) break;
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step))
      : undefined;
    const next = isMap(node) ? pair?.value : node.items[Number(step)];
    if (isMap(node) && pair === undefined) break;
    offset = rangeStart(pair === undefined ? next : pair.key) || offset;
    node = next;
  }
  return offset;
}

const rangeStart = (node: unknown): number =>
  (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
