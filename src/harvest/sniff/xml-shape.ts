/** Where the items of an XML text stand: the element that repeats and holds others. */
import { XmlScanner } from '../read/xml/scan.ts';

export interface XmlShape {
  /** The name of the outermost element, without its prefix, in lower case. */
  root: string;
  /** The repeated elements, by their paths from the root, the likeliest first. */
  lists: { path: string; length: number }[];
}

/** Elements by their paths at most: beyond, a text is no catalogue. */
const mostPaths = 2000;

/** Undefined when the text is not XML, or is refused for what it declares: then the sentence. */
export function xmlShape(text: string, cut: boolean): XmlShape | { failed: string } {
  const counts = new Map<string, { times: number; children: Set<string>; parents: number }>();
  const open: string[] = [];
  let root: string | undefined;
  const scanner = new XmlScanner(
    {
      open(name, attributes) {
        root ??= name;
        const parent = counts.get(open.join('.'));
        parent?.children.add(name);
        open.push(name);
        const path = open.join('.');
        const met = counts.get(path);
        if (met !== undefined) met.times++;
        else if (counts.size < mostPaths)
          counts.set(path, {
            times: 1,
            children: new Set(Object.keys(attributes).map((one) => `@${one}`)),
            parents: 0,
          });
      },
      text() {},
      close() {
        open.pop();
      },
    },
    { skipsName: true },
  );
  const fault = scanner.push(text) ?? (cut ? undefined : scanner.end());
  if (root === undefined || (fault !== undefined && !cut)) return { failed: fault?.failed ?? 'The text is not XML.' };
  const lists = [...counts]
    .filter(([path, { times, children }]) => times > 1 && children.size > 1 && path.includes('.'))
    .map(([path, { times, children }]) => ({
      path,
      length: times,
      weight: (Math.log2(times) * Math.min(children.size, 12)) / path.split('.').length,
    }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ path, length }) => ({ path, length }));
  return { root: root.replace(/^.*:/, '').toLowerCase(), lists };
}
