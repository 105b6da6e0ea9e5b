/** The elements of an XML text that are items, each as a small tree, and what a row makes of it. */
import type { Row } from '#model/record.ts';
import { type XmlFault, type XmlHandler, XmlScanner } from './scan.ts';

export interface XmlNode {
  name: string;
  attributes: Record<string, string>;
  children: (XmlNode | string)[];
}

export type XmlItem = { line: number; path: string; node: XmlNode } | { line: number; refused: string } | XmlFault;

/** Characters of an item. */
const largestItem = 8 * 1024 * 1024;

export interface XmlItemsOptions {
  /** Whether the element at a path (`catalogue.fiche`) is an item. Elements inside an item are not asked about. */
  isItem(path: string, attributes: Record<string, string>): boolean;
  /** How a name is taken; as written by default. */
  rename?(name: string): string;
  skipsName?: boolean;
}

/** The items in order; a fault is the last thing given. */
export async function* readXmlItems(text: AsyncIterable<string>, options: XmlItemsOptions): AsyncGenerator<XmlItem> {
  const collector = createCollector(options);
  const scanner = new XmlScanner(collector, { skipsName: options.skipsName === true });
  for await (const chunk of text) {
    const fault = scanner.push(chunk);
    yield* collector.take();
    if (fault !== undefined) return yield fault;
  }
  const fault = scanner.end();
  if (fault !== undefined) yield fault;
}

function createCollector({ isItem, rename = (name) => name }: XmlItemsOptions): XmlHandler & { take(): XmlItem[] } {
  let items: XmlItem[] = [];
  const outside: string[] = [];
  const inside: XmlNode[] = [];
  let [start, path, size] = [0, '', 0];
  return {
    open(written, attributes, line) {
      const name = rename(written);
      const parent = inside.at(-1);
      if (parent === undefined) {
        outside.push(name);
        path = outside.join('.');
        if (!isItem(path, attributes)) return;
        [start, size] = [line, 0];
      }
      const node: XmlNode = { name, attributes, children: [] };
      size += 64 + JSON.stringify(attributes).length;
      if (size <= largestItem) parent?.children.push(node);
      inside.push(node);
    },
    text(text) {
      const node = inside.at(-1);
      if (node === undefined) return;
      size += text.length;
      if (size <= largestItem) node.children.push(text);
    },
    close() {
      const node = inside.pop();
      if (inside.length === 0) {
        if (node !== undefined) {
          const taken = size > largestItem ? { refused: 'The item is larger than 8 MB.' } : { path, node };
          items.push({ line: start, ...taken } as XmlItem);
        }
        outside.pop();
      }
    },
    take() {
      const taken = items;
      items = [];
      return taken;
    },
  };
}

/**
 * What an element holds: its text; or, when it holds elements, an object of them (several of one name are a list, its
 * own attributes are `@name`); or, when elements stand in a text, that text with its marks. The attributes of an element
 * that is a text stand beside it, at `element@name`.
 */
export function rowOf(node: XmlNode): Row {
  const value = heldIn(node);
  if (typeof value === 'object') return value;
  return { ...ownAttributes(node, '@'), ...(value !== '' && { '#text': value }) };
}

export function heldIn(node: XmlNode): string | Row {
  const elements = node.children.filter((child) => typeof child !== 'string');
  if (elements.length === 0) return textOf(node);
  if (node.children.some((child) => typeof child === 'string' && child.trim() !== '')) return markupOf(node);
  const object: Row = ownAttributes(node, '@');
  for (const element of elements) {
    const value = heldIn(element);
    add(object, element.name, value);
    if (typeof value === 'string') {
      for (const [name, attribute] of Object.entries(ownAttributes(element, `${element.name}@`))) {
        add(object, name, attribute);
      }
    }
  }
  return object;
}

/** The texts of an element and of those inside, trimmed. */
export function textOf(node: XmlNode): string {
  return node.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
    .trim();
}

/** What stands inside an element, written as it could have been. */
export function markupOf(node: XmlNode): string {
  return node.children
    .map((child) => {
      if (typeof child === 'string') return child.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
      const attributes = Object.entries(child.attributes)
        .filter(([name]) => !name.startsWith('xmlns'))
        .map(([name, value]) => ` ${name}="${value.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`);
      return `<${child.name}${attributes.join('')}>${markupOf(child)}</${child.name}>`;
    })
    .join('')
    .trim();
}

function ownAttributes(node: XmlNode, prefix: string): Row {
  const kept = Object.entries(node.attributes).filter(([name]) => !/^xmlns(:|$)|^xsi:schemaLocation$/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [`${prefix}${name}`, value]));
}

function add(object: Row, name: string, value: unknown): void {
  if (!Object.hasOwn(object, name))
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  else if (Array.isArray(object[name])) object[name].push(value);
  else object[name] = [object[name], value];
}
