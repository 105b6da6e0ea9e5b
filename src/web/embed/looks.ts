/** How an embedded map looks, as addresses and the component's attributes say it. What cannot be read is as if unsaid. */
import { readAccent } from './accent.ts';

export const aspects = ['auto', 'clair', 'sombre'] as const;
export const shownParts = ['tout', 'carte', 'liste'] as const;

export interface Looks {
  /** Light, dark, or as the reader's system has it. */
  aspect: (typeof aspects)[number];
  /** Both list and map, or one of them. */
  parts: (typeof shownParts)[number];
  /** Six hexadecimal digits; undefined is our violet. */
  accent: string | undefined;
  /** Pixels. */
  height: number;
}

/** None of these is the name of a criterion: they stand in the same addresses. */
export const looksParameters = { aspect: 'aspect', parts: 'affichage', accent: 'couleur', height: 'hauteur' } as const;

export const usualHeight = 560;
const heights = { least: 280, most: 1600 };

export function readLooks(search: URLSearchParams): Looks {
  const of = (name: keyof Looks) => search.get(looksParameters[name])?.trim() ?? '';
  const height = /^\d{1,5}$/.test(of('height')) ? Number(of('height')) : usualHeight;
  return {
    aspect: aspects.find((aspect) => aspect === of('aspect')) ?? 'auto',
    parts: shownParts.find((part) => part === of('parts')) ?? 'tout',
    accent: readAccent(of('accent')),
    height: Math.min(heights.most, Math.max(heights.least, height)),
  };
}

/** Only what differs from the usual; the height is the embedding page's own affair, so it is written apart. */
export function writeLooks({ aspect, parts, accent }: Looks): [name: string, value: string][] {
  const written: [string, string][] = [];
  if (aspect !== 'auto') written.push([looksParameters.aspect, aspect]);
  if (parts !== 'tout') written.push([looksParameters.parts, parts]);
  if (accent !== undefined) written.push([looksParameters.accent, accent]);
  return written;
}
