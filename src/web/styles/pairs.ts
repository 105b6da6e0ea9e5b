/** The pairs of colours that the design relies on: a test holds their contrast, the page of the design shows it. */

/** What is read or seen, and the ground it stands on: names of tokens. */
export type Pair = readonly [front: string, ground: string];

/** Text on its ground: WCAG 2.2 AA asks 4.5. */
export const textPairs: readonly Pair[] = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink', 'violet-soft'],
  ['ink', 'sun-soft'],
  ['ink', 'water-soft'],
  ['ink', 'clay-soft'],
  ['muted', 'paper'],
  ['muted', 'surface'],
  ['muted', 'sunken'],
  ['muted', 'violet-soft'],
  ['on-violet', 'violet'],
  ['on-violet', 'violet-strong'],
  ['on-sun', 'sun'],
  ['violet', 'surface'],
  ['violet', 'violet-soft'],
  ['water-deep', 'surface'],
  ['water-deep', 'paper'],
  ['water-deep', 'water-soft'],
  ['sun-deep', 'sun-soft'],
  ['clay-deep', 'clay-soft'],
  ['on-night', 'night'],
  ['night-muted', 'night'],
  ['muted', 'sea'],
];
/** What must be seen to be used: edges of fields, the focus, markers on the map. AA asks 3. */
export const shapePairs: readonly Pair[] = [
  ['edge', 'surface'],
  ['edge', 'paper'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['focus', 'sea'],
  ['violet', 'land'],
  ['violet', 'sea'],
  ['sun', 'night'],
];
