/** A result and its mark on the map show each other: pointing at one, or focusing it, marks the other. */

/** In the page of results; does nothing where there is no list. */
export function showSamePlaces(map: HTMLElement): void {
  const list = document.getElementById('liste');
  if (list === null) return;
  const both: [HTMLElement, string, (from: Element) => Element[]][] = [
    [list, '[data-sites]', (card) => marksOf(map, sitesOf(card))],
    [map, '[data-box]', (mark) => cardsIn(list, boxOf(mark))],
  ];
  for (const [side, selector, others] of both) {
    const mark = (event: Event) => {
      for (const told of document.querySelectorAll('.same-place')) told.classList.remove('same-place');
      if (event.type === 'pointerleave' || event.type === 'focusout') return;
      const from = (event.target as Element).closest(selector);
      for (const other of from ? others(from) : []) other.classList.add('same-place');
    };
    for (const event of ['pointerover', 'pointerleave', 'focusin', 'focusout']) side.addEventListener(event, mark);
  }
}

type Box = [west: number, south: number, east: number, north: number];
type Site = [lat: number, lon: number];

const numbers = (text: string | null, by: string) => (text ?? '').split(by).map(Number);
const boxOf = (mark: Element) => numbers(mark.getAttribute('data-box'), ',') as Box;
const sitesOf = (card: Element) =>
  (card.getAttribute('data-sites') ?? '').split(' ').map((site) => numbers(site, ',') as Site);

const isIn = ([west, south, east, north]: Box, [lat, lon]: Site) =>
  lat >= south && lat <= north && lon >= west && lon <= east;

const marksOf = (map: Element, sites: Site[]) =>
  [...map.querySelectorAll('[data-box]')].filter((mark) => sites.some((site) => isIn(boxOf(mark), site)));

const cardsIn = (list: Element, box: Box) =>
  [...list.querySelectorAll('[data-sites]')].filter((card) => sitesOf(card).some((site) => isIn(box, site)));
