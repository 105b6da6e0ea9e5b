/** How far a project reaches: the level of its area of action, from the partner's words. */
import { foldToWords } from '#lib/text/fold.ts';
import { problem } from '#model/problem.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Describing } from './describe-record.ts';
import { lineOf } from './passages.ts';

export type Reach = NonNullable<Sheet['area']>['reach'];

const words: Record<Reach, string[]> = {
  commune: ['commune', 'communal', 'local', 'ville', 'quartier', 'municipal', 'town', 'city'],
  epci: ['epci', 'intercommunal', 'intercommunalite', 'agglomeration', 'metropole', 'communaute de communes', 'pays'],
  departement: ['departement', 'departemental'],
  region: ['region', 'regional', 'interregional'],
  nation: ['nation', 'national', 'france', 'france entiere', 'pays entier', 'country'],
  world: ['world', 'monde', 'international', 'europe', 'europeen', 'mondial'],
};
const reachOf = new Map(
  Object.entries(words).flatMap(([reach, all]) => all.map((word) => [word, reach as Reach] as const)),
);

export function findReach(describing: Describing): Reach | undefined {
  const told = lineOf(describing, describing.manifest.map.reach, (text) => text);
  if (told === '') return undefined;
  const plain = foldToWords(told);
  const reach = reachOf.get(plain) ?? reachOf.get(plain.replace(/(?:e|e?s)$/, ''));
  if (reach === undefined) describing.note(problem('area.reach', 'word-unknown', told));
  return reach;
}
