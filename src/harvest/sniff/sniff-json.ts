/** JSON: GeoJSON, a JSON feed, lines, or a list somewhere in it, perhaps in pages. */
import { isObject, parseJson } from '#lib/json.ts';
import type { Format } from '#model/source.ts';
import { findLists, parseHead } from './json-shape.ts';
import { findPaging } from './paging.ts';
import type { Ask, Glimpse } from './platform.ts';
import type { NotSniffed, Sniffed, Stated } from './sniffed.ts';

export async function sniffJson(
  text: string,
  cut: boolean,
  glimpse: Glimpse,
  ask: Ask | undefined,
): Promise<Sniffed | NotSniffed> {
  const value = parseHead(text, cut);
  if (value === undefined || isOneLine(value, text)) {
    const lines = jsonLines(text, cut);
    if (lines !== undefined) return found(`JSON, one object per line`, { type: 'json', items: '' }, {}, lines);
    if (value === undefined)
      return { reason: 'It begins as JSON but is not: a bracket or a quotation mark is missing, or the file is cut.' };
  }
  if (isObject(value) && value.type === 'FeatureCollection' && 'features' in value)
    return found('GeoJSON', { type: 'geojson' }, { type: 'it is a `FeatureCollection`' }, statedIn(value));
  if (isObject(value) && typeof value.version === 'string' && value.version.includes('jsonfeed.org'))
    return found('a JSON feed', { type: 'feed' }, { type: `its version is \`${value.version}\`` }, statedIn(value));
  const [list, ...others] = findLists(value);
  if (list === undefined)
    return {
      reason: isObject(value)
        ? `It is JSON, but holds no list of objects: only ${
            Object.keys(value)
              .slice(0, 8)
              .map((name) => `\`${name}\``)
              .join(', ') || 'nothing'
          }.`
        : 'It is JSON, but its list holds no objects with named values.',
    };
  const format: Extract<Format, { type: 'json' }> = { type: 'json', items: list.path };
  const because: Record<string, string> = {
    items: `${list.length} ${list.isMap ? 'objects by name' : 'objects in a list'}${
      others[0] === undefined
        ? ''
        : `; there are others at ${others
            .slice(0, 3)
            .map(({ path }) => `\`${path}\``)
            .join(', ')}`
    }`,
  };
  const notes: string[] = [];
  if (!cut && !list.isMap) {
    const paging = await findPaging(glimpse, value, list.path, list.length, ask);
    if (paging.next !== undefined) format.next = paging.next;
    if (paging.pages !== undefined) format.pages = paging.pages;
    if (paging.why !== undefined) because[paging.next === undefined ? 'pages' : 'next'] = paging.why;
    if (paging.note !== undefined) notes.push(paging.note);
  }
  const where = list.path === '' ? '' : `, the list at \`${list.path}\``;
  const sniffed = found(
    `JSON${where}${list.isMap ? ', an object whose values are the items' : ''}`,
    format,
    because,
    isObject(value) ? statedIn(value) : {},
  );
  if (list.isMap) sniffed.key = ['@key'];
  return { ...sniffed, notes };
}

function found(what: string, format: Format, because: Record<string, string>, stated: Stated): Sniffed {
  return { what, format, because, stated, notes: [], offers: [] };
}

/** A whole object that is alone on the first of several lines. */
const isOneLine = (value: unknown, text: string): boolean => value === undefined && text.includes('\n');

/** Nothing when the lines are not objects. */
function jsonLines(text: string, cut: boolean): Stated | undefined {
  const lines = text.split('\n', 20).filter((line) => line.trim() !== '');
  if (cut || lines.length === 20) lines.pop();
  return lines.length > 0 && lines.every((line) => isObject(parseJson(line))) ? {} : undefined;
}

/** What stands beside the list about the catalogue itself. */
function statedIn(value: Record<string, unknown>): Stated {
  const stated: Stated = {};
  const about = isObject(value.metadata) ? value.metadata : isObject(value.metas) ? value.metas : value;
  const put = (name: keyof Stated, ...columns: string[]) => {
    const text = columns.map((column) => about[column]).find((one) => typeof one === 'string' && one.trim() !== '');
    if (typeof text === 'string') stated[name] = text.trim().slice(0, 200);
  };
  put('title', 'title', 'name', 'titre', 'nom');
  put('organisation', 'organization', 'organisation', 'publisher', 'attribution', 'producteur');
  put('licence', 'license', 'licence', 'license_title');
  put('homepage', 'home_page_url', 'homepage', 'url');
  put('language', 'language', 'lang');
  return stated;
}
