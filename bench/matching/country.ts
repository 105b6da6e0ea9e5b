/** An invented country of places, some of them told by two partners: the same for one seed. */
import { randomFrom } from '#match/score/random.ts';
import { type Sheet, sheetSchema } from '#model/sheet.ts';

const blank = sheetSchema.parse({ id: '-', source: '-', kind: 'lieu', title: '-', licence: 'LO-2.0' });
const somewhere = { city: 'Ville', precision: 'site' as const, territories: [], how: [] };

const heads = 'Fablab,Tiers-lieu,Café,Atelier,Jardin,Ressourcerie,Épicerie,Espace,Association,Coworking'.split(',');
const syllables = 'bo,cal,mi,ro,ta,lu,ver,don,ga,pi,sol,fe,ri,na,que,chan,tour,bel,mar,vi'.split(',');

/**
 * One sheet in four tells again of an earlier one, by another partner and in other words. One in three says who carries
 * it, by a number, and gives the holder's mail: most holders carry one or two, a few carry hundreds.
 */
export function country(size: number, seed = 5): Sheet[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const word = (): string => Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables)).join('');
  const holders = randomFrom(seed + 1);
  const anyHolder = () => {
    const number = String(100_000_000 + Math.floor(holders() ** 3 * size));
    const mail = { kind: 'mail' as const, value: `contact@h${number}.example`, published: true };
    return { holder: { name: `Association ${number}`, siren: number }, contacts: [mail] };
  };
  const sheets: Sheet[] = [];
  for (let i = 0; i < size; i++) {
    const told = i > 10 && random() < 0.25 ? pick(sheets) : undefined;
    // Communes are of all sizes: the square makes a few of them large.
    const commune = String(10_000 + Math.floor(random() ** 2 * 30_000));
    const point = { lat: 42 + random() * 8, lon: -4 + random() * 11 };
    const site = told?.sites[0] ?? {
      ...somewhere,
      commune,
      point,
      address: `${i % 200} rue ${word()}`,
    };
    const title =
      told === undefined ? `${pick(heads)} ${word()} ${random() < 0.5 ? word() : ''}` : told.title.toUpperCase();
    const source = `source-${Math.floor(random() * 20)}`;
    const { holder, contacts } = told ?? (holders() < 1 / 3 ? anyHolder() : blank);
    sheets.push({ ...blank, id: `${source}/${i}`, source, title, sites: [site], holder, contacts });
  }
  return sheets;
}
