/** The picture that goes with a link, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const picture = {
  verbs: 'Recenser, décrire, localiser, relier',
  toldBy: (names: string) => `Raconté par ${names}`,
  toldByCount: (n: number, written: string) => `Raconté par ${written} partenaire${s(n)}`,
};
