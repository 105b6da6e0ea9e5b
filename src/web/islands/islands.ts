/** The islands: custom elements that make good pages better. The pages work without them. */
import { Completion } from './completion.ts';
import { Copy } from './copy.ts';
import { Criteria } from './criteria.ts';
import { EmbedTry } from './embed-try.ts';
import { holdBack, layOutLater } from './later.ts';
import { Menu } from './menu.ts';
import { Pairs } from './pairs.ts';
import { Recit } from './recit.ts';
import { ResultsMap } from './results-map.ts';
import { walkResults } from './walk-results.ts';

type Island = readonly [name: string, element: CustomElementConstructor];

/** Those that change what is seen: before the first image, or what is below would move. */
const atFirst: readonly Island[] = [
  ['carrefour-criteres', Criteria],
  ['carrefour-copie', Copy],
  ['carrefour-essai', EmbedTry],
  ['carrefour-doublons', Pairs],
  ['carrefour-recit', Recit],
];

/** Those that wait for a reader's gesture: after it. */
const afterwards: readonly Island[] = [
  ['carrefour-completion', Completion],
  ['carrefour-menu', Menu],
  ['carrefour-carte', ResultsMap],
];

function begin(islands: readonly Island[]): void {
  for (const [name, island] of islands) customElements.define(name, island);
}

holdBack();
begin(atFirst);
setTimeout(() => {
  begin(afterwards);
  walkResults();
});
requestAnimationFrame(() => setTimeout(layOutLater));
