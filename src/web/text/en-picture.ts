/** The picture that goes with a link, in English. */
import type { Words } from './fr.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const picture: Words['picture'] = {
  verbs: 'Harvest, describe, locate, connect',
  toldBy: (names) => `Told by ${names}`,
  toldByCount: (n, written) => `Told by ${written} partner${s(n)}`,
};
