/** One entry of an XML feed as a row. */
import type { Row } from '#model/record.ts';
import { markupOf, rowOf, textOf, type XmlNode } from '../xml/tree.ts';

/** Which elements give a column, the best first. */
const sources: Record<string, readonly string[]> = {
  id: ['guid', 'id', 'dc:identifier'],
  title: ['title', 'dc:title', 'media:title'],
  summary: ['summary', 'description', 'dc:description', 'abstract', 'media:description', 'itunes:summary'],
  content: ['content:encoded', 'content', 'fullitem', 'body', 'xhtml:body'],
  published: ['published', 'pubdate', 'issued', 'dc:date', 'dcterms:issued', 'dcterms:created', 'created'],
  updated: ['updated', 'modified', 'dcterms:modified', 'lastmod'],
};
const lists = ['author', 'dc:creator', 'itunes:author', 'category', 'dc:subject', 'link', 'enclosure'];
const places = ['geo:lat', 'geo:long', 'georss:point', 'gml:pos'];
const pictures = ['media:thumbnail', 'media:content', 'itunes:image', 'image'];

export function entryOf(entry: XmlNode): Row {
  const elements = entry.children.filter((child) => typeof child !== 'string');
  const named = (name: string) => elements.filter((element) => element.name === name);
  const row: Row = {};
  const put = (column: string, value: unknown) => {
    if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)) row[column] = value;
  };
  for (const [column, names] of Object.entries(sources)) {
    put(
      column,
      names.map((name) => contentOf(named(name)[0])).find((text) => text !== ''),
    );
  }
  row.id ??= entry.attributes['rdf:about'] ?? entry.attributes['rdf:ID'];
  put('link', linkOf(named('link'), named('guid')[0]) ?? entry.attributes.href ?? entry.attributes.HREF);
  if (row.id === undefined) {
    delete row.id;
    put('id', row.link);
  }
  put(
    'authors',
    unique([...named('author').map(nameOf), ...[...named('dc:creator'), ...named('itunes:author')].map(textOf)]),
  );
  put('categories', unique([...named('category').map(categoryOf), ...named('dc:subject').map(textOf)]));
  put('image', imageOf(entry, named('enclosure'), named('link')));
  const [latitude, longitude] = pointOf(entry);
  put('latitude', latitude);
  put('longitude', longitude);
  const taken = new Set([...Object.values(sources).flat(), ...lists, ...places, ...pictures]);
  const rest = { ...entry, attributes: {}, children: elements.filter(({ name }) => !taken.has(name)) };
  return { ...(rest.children.length > 0 && rowOf(rest)), ...row };
}

/** A text of Atom may be plain, HTML, elements of XHTML, or packed in base 64. */
function contentOf(element: XmlNode | undefined): string {
  if (element === undefined) return '';
  const { type = '', mode = '' } = element.attributes;
  const hasElements = element.children.some((child) => typeof child !== 'string');
  if (hasElements) {
    const [only, ...others] = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
    const isWrapper =
      typeof only === 'object' && others.length === 0 && type === 'xhtml' && /^(xhtml:)?div$/.test(only.name);
    return markupOf(isWrapper ? only : element).replace(/<(\/?)xhtml:/g, '<$1');
  }
  const text = textOf(element);
  const isPacked = mode === 'base64' || (/^\w+\/\w/.test(type) && mode === '' && !/^text\/|[+/]xml$/.test(type));
  return isPacked && /^[\w+/=\s]+$/.test(text) ? Buffer.from(text, 'base64').toString('utf8').trim() : text;
}

/** The page of the entry: the alternate link, else any; RSS 2.0 says that a guid is one unless it denies it. */
function linkOf(links: XmlNode[], guid: XmlNode | undefined): string | undefined {
  const alternate = links.find(({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate');
  for (const link of alternate === undefined ? links : [alternate]) {
    const address = link.attributes.href ?? textOf(link);
    if (address !== '') return address;
  }
  const isPage = guid !== undefined && guid.attributes.isPermaLink !== 'false' && /^https?:/.test(textOf(guid));
  return isPage ? textOf(guid) : undefined;
}

function nameOf(author: XmlNode): string {
  const name = author.children.find((child) => typeof child === 'object' && child.name === 'name');
  return typeof name === 'object' ? textOf(name) : textOf(author);
}

const categoryOf = (category: XmlNode): string =>
  category.attributes.label ?? category.attributes.term ?? textOf(category);

function imageOf(entry: XmlNode, enclosures: XmlNode[], links: XmlNode[]): string | undefined {
  for (const name of pictures) {
    for (const { attributes, ...element } of within(entry, name)) {
      const address = attributes.url ?? attributes.href ?? (name === 'image' ? textOf({ attributes, ...element }) : '');
      const isPicture = /^image/.test(
        attributes.type ?? attributes.medium ?? (name === 'media:content' ? '' : 'image'),
      );
      if (isPicture && /^(https?:)?\/\//.test(address)) return address;
    }
  }
  const attached = [...enclosures, ...links.filter(({ attributes }) => attributes.rel === 'enclosure')];
  const picture = attached.find(({ attributes }) => attributes.type?.startsWith('image'));
  return picture?.attributes.url ?? picture?.attributes.href;
}

function pointOf(entry: XmlNode): [string?, string?] {
  const [lat, long] = [within(entry, 'geo:lat')[0], within(entry, 'geo:long')[0]];
  if (lat !== undefined && long !== undefined) return [textOf(lat), textOf(long)];
  const both = within(entry, 'georss:point')[0] ?? within(entry, 'gml:pos')[0];
  const [latitude, longitude] = both === undefined ? [] : textOf(both).split(/[\s,]+/);
  return [latitude, longitude];
}

function within(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...within(child, name)],
  );
}

const unique = (texts: string[]): string[] => [...new Set(texts.filter(Boolean))];
