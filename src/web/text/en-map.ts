/** The map of results, drawn by the server or alive, in English. */
import type { map as french } from './fr-map.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const map: typeof french = {
  title: 'Map of the results',
  of: (n, written) => `Map: ${written} project${s(n)}. The list says the same.`,
  cluster: (n, written, place) => `${written} project${s(n)}${place === '' ? '' : `, ${place}`}: zoom in`,
  one: (place) => `1 project${place === '' ? '' : `, ${place}`}: open`,
  whole: 'See all of France',
  live: 'Interactive map',
  liveLoading: 'Loading the map…',
  liveFailed: 'The interactive map could not be loaded: this one still works.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  searches: 'Search here',
  here: 'Search this area',
  follow: 'The list follows the map',
  draw: 'Draw an area',
  drawHow: 'Click or tap the map to place the corners of the area.',
  drawKeys:
    'By keyboard: arrows move the map, Enter places a corner at the centre, Backspace removes it, Escape cancels.',
  drawCount: 'Corners: {n} of {most} at most.',
  drawWrong: 'This line encloses nothing: it goes around the Earth. Remove a corner.',
  drawPlace: 'Corner at the centre',
  drawUndo: 'Remove the last one',
  drawDone: 'Search the drawn area',
  drawCancel: 'Cancel',
  around: 'Around the centre',
  go: 'Go to',
  close: 'Close',
  all: 'See the {n} in the list',
  open: 'Open the sheet',
};
