/** The “where” of the search box: words a visitor typed, led to one territory, or to a choice, or to nothing. */
import { cutTo } from '#lib/text/cut.ts';
import { foldToWords } from '#lib/text/fold.ts';
import { readTerritoryId, type Territory } from '#model/territory.ts';
import type { Territories } from '../rooms.ts';

/** Parameters of the page alone; the API has no use for them. */
export const placeParameters = {
  /** What was typed. */
  where: 'ou',
  /** The territory that the completion chose for it. */
  chosen: 'dans',
  /** The territory whose name the box showed when the form was sent, and the name of a `near` point in addresses. */
  shown: 'ici',
} as const;

export type PlaceFound =
  | { is: 'unsaid' }
  /** The box still says what it said: the criteria keep their territories. */
  | { is: 'unchanged' }
  /** The box was emptied or changed: `replaces` goes; `territory`, when there is one, comes. */
  | { is: 'changed'; replaces: string | undefined; territory: Territory | undefined }
  | { is: 'ambiguous'; replaces: string | undefined; choices: Territory[] }
  | { is: 'unknown'; replaces: string | undefined };

/** How many times more people the likeliest of several places must have to be taken without asking. */
const clearlyLarger = 12;

export function readPlace(search: URLSearchParams, territories: Territories): PlaceFound {
  if (!search.has(placeParameters.where)) return { is: 'unsaid' };
  const text = cutTo((search.get(placeParameters.where) ?? '').trim(), 100);
  const shownId = readTerritoryId(search.get(placeParameters.shown) ?? '');
  const shown = shownId === undefined ? undefined : territories.territory(shownId);
  const replaces = shown?.id;
  const chosenId = readTerritoryId(search.get(placeParameters.chosen) ?? '');
  const chosen = chosenId === undefined ? undefined : territories.territory(chosenId);
  if (chosen !== undefined) return { is: 'changed', replaces, territory: chosen };
  if (text === '') return shown === undefined ? { is: 'unsaid' } : { is: 'changed', replaces, territory: undefined };
  if (shown !== undefined && foldToWords(shown.name) === foldToWords(text)) return { is: 'unchanged' };

  const found = territories.find(text, 12);
  const exact = found.filter((territory) => foldToWords(territory.name) === foldToWords(text));
  const likely = exact.length > 0 ? exact : found;
  const [first, ...others] = likely;
  if (first === undefined) return { is: 'unknown', replaces };
  // Paris is a commune and a département, La Réunion a département and a région: one place under several names.
  const rivals = others.filter((other) => !sharesGround(first, other));
  const largest = Math.max(0, ...rivals.map((rival) => rival.population ?? 0));
  if (rivals.length === 0 || (first.population ?? 0) > clearlyLarger * largest)
    return { is: 'changed', replaces, territory: first };
  return { is: 'ambiguous', replaces, choices: likely.slice(0, 8) };
}

const sharesGround = (one: Territory, other: Territory) =>
  one.within.includes(other.id) || other.within.includes(one.id);

/** `Saint-Denis (Seine-Saint-Denis)`: a name that tells homonyms apart. */
export function fullName(territory: Territory, territories: Territories): string {
  const departement = territory.within.find((id) => id.startsWith('departement-'));
  const around = departement === undefined ? undefined : territories.territory(departement)?.name;
  return around === undefined || around === territory.name ? territory.name : `${territory.name} (${around})`;
}
