/** Microdata (HTML Living Standard, chapter 5) as the objects that JSON-LD would write. */
import type { Cheerio, CheerioAPI } from 'cheerio';

type ElementsOf<C> = C extends Cheerio<infer E> ? E : never;
type Element = ElementsOf<ReturnType<ReturnType<CheerioAPI>['children']>>;

const deepest = 30;
const addresses: Record<string, string> = {
  a: 'href',
  area: 'href',
  link: 'href',
  audio: 'src',
  embed: 'src',
  iframe: 'src',
  img: 'src',
  source: 'src',
  track: 'src',
  video: 'src',
  object: 'data',
};

/** `base` is the page's address, from which others are seen; without it they stay as they are written. */
export function readMicrodata($: CheerioAPI, base?: string): Record<string, unknown>[] {
  return $<Element, string>('[itemscope]')
    .toArray()
    .filter((element) => $(element).attr('itemprop') === undefined)
    .map((element) => itemOf($, element, [], base));
}

function itemOf($: CheerioAPI, scope: Element, within: Element[], base: string | undefined): Record<string, unknown> {
  const types = words($(scope).attr('itemtype'));
  const id = $(scope).attr('itemid')?.trim();
  const item: Record<string, unknown> = {
    ...(types.length > 0 && { '@type': types.length === 1 ? types[0] : types }),
    ...(id !== undefined && { '@id': id }),
  };
  const referred = words($(scope).attr('itemref')).flatMap((name) =>
    $(`[id=${JSON.stringify(name)}]`)
      .first()
      .toArray(),
  );
  // An item that is referred to and has no name of its own lends its properties.
  const isNameless = (element: Element) => $(element).is('[itemscope]:not([itemprop])');
  const propertiesOfReferred = (element: Element) =>
    isNameless(element) ? $(element).children().toArray() : [element];
  const properties = [...$(scope).children().toArray(), ...referred.flatMap(propertiesOfReferred)].flatMap((element) =>
    propertiesIn($, element),
  );
  for (const element of properties) {
    const value = valueOfProperty($, element, [...within, scope], base);
    for (const name of words($(element).attr('itemprop'))) {
      const before = item[name];
      item[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
  }
  // An item without properties is what is written in it: `<span itemprop="author" itemscope>Stendhal</span>`.
  const text = properties.length === 0 ? textOf($, scope) : '';
  return text === '' ? item : { ...item, '@value': text };
}

/** The elements with a name, not looking into those that are items of their own. */
function propertiesIn($: CheerioAPI, element: Element): Element[] {
  const here = $(element).attr('itemprop') === undefined ? [] : [element];
  if ($(element).attr('itemscope') !== undefined) return here;
  return [
    ...here,
    ...$(element)
      .children()
      .toArray()
      .flatMap((child) => propertiesIn($, child)),
  ];
}

function valueOfProperty($: CheerioAPI, element: Element, within: Element[], base: string | undefined): unknown {
  const it = $(element);
  if (it.attr('itemscope') !== undefined) {
    // An item that refers to one that holds it has no end.
    return within.includes(element) || within.length > deepest ? '' : itemOf($, element, within, base);
  }
  const tag = element.name.toLowerCase();
  const content = it.attr('content');
  if (content !== undefined) return content.trim();
  const address = addresses[tag];
  if (address !== undefined) {
    const written = it.attr(address)?.trim() ?? '';
    return base !== undefined && URL.canParse(written, base) ? new URL(written, base).href : written;
  }
  if (tag === 'data' || tag === 'meter') return it.attr('value')?.trim() ?? '';
  if (tag === 'time' && it.attr('datetime') !== undefined) return it.attr('datetime')!.trim();
  return textOf($, element);
}

/** The text as it is seen: without scripts, runs of white space as one. */
function textOf($: CheerioAPI, element: Element): string {
  const copy = $(element).clone();
  copy.find('script, style').remove();
  copy.find('br, p, div, li').after(' ');
  return copy.text().replace(/\s+/g, ' ').trim();
}

const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean);
