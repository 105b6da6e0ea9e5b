/** Reads web pages: the items of a list, where the next page is, and what an item's own page says. */
import { readFile } from 'node:fs/promises';
import { type CheerioAPI, load } from 'cheerio';
import type { Row } from '#model/record.ts';
import type { Format } from '#model/source.ts';
import { findEncoding } from '../encoding.ts';
import { excerpt, type Reading } from '../reading.ts';
import { readStructured } from './structured.ts';

type WebFormat = Extract<Format, { type: 'web' }>;

/** Bytes of a page. */
const largestPage = 16 * 1024 * 1024;
/** Characters of text under which a page with scripts has nothing to say without them. */
const littleText = 200;

/**
 * A row for each element at `items`, with the columns of `fields` and, at `@url`, the address of its page as written.
 */
export async function* readWebList(path: string, format: WebFormat): AsyncGenerator<Reading> {
  const page = await openPage(path);
  if ('failed' in page) return yield { line: 1, failed: page.failed };
  const { $ } = page;
  const found = $(format.items).toArray();
  if (found.length === 0) return yield { line: 1, failed: nothingFound($, format) };
  for (const [index, item] of found.entries()) {
    const row: Row = {};
    for (const [name, field] of Object.entries(format.fields)) put(row, name, valuesOf($, $(item), field));
    const link = format.link === undefined ? undefined : $(item).find(format.link).addBack(format.link).first();
    const address = link?.attr('href')?.trim();
    if (address !== undefined && address !== '') row['@url'] = address;
    // A line of HTML means little: items are counted instead.
    if (Object.keys(row).length > 0) yield { line: index + 1, row };
    else yield { line: index + 1, refused: 'None of the fields is in the item.', value: excerpt($(item).text()) };
  }
  const next = format.next === undefined ? undefined : $(format.next).first().attr('href')?.trim();
  if (next !== undefined && next !== '' && !next.startsWith('#')) yield { next };
}

/** What the page of an item says: `jsonld`, `microdata`, `opengraph`, and the columns of `page`. */
export async function readWebPage(
  path: string,
  columns: WebFormat['page'],
  base: string,
): Promise<Row | { failed: string }> {
  const page = await openPage(path);
  if ('failed' in page) return page;
  const { $ } = page;
  const { jsonld, microdata, opengraph } = readStructured($, base);
  const row: Row = {};
  if (jsonld.length > 0) row.jsonld = jsonld;
  if (microdata.length > 0) row.microdata = microdata;
  if (Object.keys(opengraph).length > 0) row.opengraph = opengraph;
  for (const [name, field] of Object.entries(columns)) put(row, name, valuesOf($, $.root(), field));
  return row;
}

async function openPage(path: string): Promise<{ $: CheerioAPI } | { failed: string }> {
  const bytes = await readFile(path);
  if (bytes.length > largestPage) return { failed: 'The page is larger than 16 MB.' };
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 4096))?.[1];
  const found = await findEncoding(path);
  if ('problem' in found) return { failed: found.problem };
  // Pages often declare what they are not: sound UTF-8 with accents is UTF-8.
  const encoding = found.encoding.startsWith('utf-') ? found.encoding : (labelOf(declared) ?? found.encoding);
  return { $: load(new TextDecoder(encoding).decode(bytes)) };
}

function labelOf(label: string | undefined): string | undefined {
  try {
    const { encoding } = new TextDecoder(label ?? 'none');
    return encoding.startsWith('utf-') ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/** `h2` is its text, `a.site@href` an attribute, `.texte@html` what is inside. */
function valuesOf(
  $: CheerioAPI,
  scope: ReturnType<CheerioAPI['root']> | ReturnType<CheerioAPI>,
  field: string,
): string[] {
  const [, selector = '', attribute] = /^(.*?)(?:@([\w-]+))?$/s.exec(field)!;
  const elements = selector.trim() === '' ? scope : scope.find(selector);
  const values = elements.toArray().map((element) => {
    if (attribute === 'html') return $(element).html() ?? '';
    return (attribute === undefined ? $(element).text().replace(/\s+/g, ' ') : $(element).attr(attribute)) ?? '';
  });
  return values.map((value) => value.trim()).filter(Boolean);
}

function put(row: Row, name: string, values: string[]): void {
  if (values.length > 0) row[name] = values.length === 1 ? values[0] : values;
}

/** Where the frameworks of the day put what they make. */
const mountPoints =
  '#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root, [data-reactroot], [ng-app], [data-v-app]';

/** A page whose text is made by its scripts: it says little, or says that it needs them, or its place is empty. */
function isScriptShell($: CheerioAPI): boolean {
  if ($('script').length === 0) return false;
  if (/java\s?script/i.test($('noscript').text())) return true;
  const empty = (text: string) => text.replace(/\s+/g, ' ').trim();
  const hollow = $(mountPoints)
    .toArray()
    .some((place) => empty($(place).text()).length < littleText / 10);
  const body = $('body').clone();
  body.find('script, style, noscript, template').remove();
  return hollow || empty(body.text()).length < littleText;
}

function nothingFound($: CheerioAPI, { items, browser }: WebFormat): string {
  if (browser === true) return `No element of the page is at \`${items}\`, even once its scripts have made it.`;
  return isScriptShell($)
    ? 'The page is made by scripts in the browser: without them it shows nothing. Look for the address from which it takes its data, or say `browser: true` in `format`.'
    : `No element of the page is at \`${items}\`: say in \`format.items\` which elements are the items.`;
}
