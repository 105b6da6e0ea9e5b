/** Addresses of a record: links, images, its own page, what it was inspired by. */
import type { Rule } from '#model/mapping.ts';
import { problem } from '#model/problem.ts';
import type { Sheet } from '#model/sheet.ts';
import { cleanLine } from './clean/text.ts';
import { readWebAddress, splitWebAddresses } from './clean/web-address.ts';
import type { Describing } from './describe-record.ts';
import { lineOf, linesOf } from './passages.ts';
import { findAll, findOne } from './rule.ts';

const asIs = (text: string): string => text;

/** The first text that is a web address; what is none is noted on the field. */
export function readAddressOf(describing: Describing, field: string, rule: Rule | undefined): string | undefined {
  const told = lineOf(describing, rule, asIs);
  const address = splitWebAddresses(told).map(readWebAddress).find(Boolean);
  if (told !== '' && address === undefined) describing.note(problem(field, 'address-not-web', told));
  return address;
}

export function findLinks(describing: Describing): Sheet['links'] {
  return addresses(describing, 'links').map(({ url, label }) => (label === '' ? { url } : { url, label }));
}

export function findImages(describing: Describing): Sheet['images'] {
  return addresses(describing, 'images').map(({ url, label }) => ({ url, alt: label }));
}

/** Other projects that are named: with their address when the text is one. */
export function findReferences(describing: Describing, field: 'inspiredBy' | 'takenUpBy'): Sheet['inspiredBy'] {
  return linesOf(describing, describing.manifest.map[field], asIs).flatMap((text): Sheet['inspiredBy'] => {
    const url = /^(?:https?:|www\.)/i.test(text) ? readWebAddress(text) : undefined;
    if (url !== undefined) return [{ url }];
    const label = cleanLine(text, describing.language);
    return label === '' ? [] : [{ label }];
  });
}

/** Every address that the field's mappings find in any row, each once, with the label that came with it. */
function addresses(describing: Describing, field: 'links' | 'images'): { url: string; label: string }[] {
  const found = new Map<string, string>();
  for (const mapping of describing.manifest.map[field] ?? []) {
    for (const row of describing.rows) {
      const told = findOne(row, mapping.label)?.text ?? '';
      const label = told === '' ? '' : cleanLine(told, describing.language);
      for (const { text } of findAll(row, mapping.url)) {
        for (const part of splitWebAddresses(text)) {
          const url = readWebAddress(part);
          if (url === undefined) describing.note(problem(field, 'address-not-web', part));
          else if (!found.has(url)) found.set(url, label);
        }
      }
    }
  }
  return [...found].map(([url, label]) => ({ url, label }));
}
