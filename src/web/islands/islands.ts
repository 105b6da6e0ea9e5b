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

const islands: readonly (readonly [name: string, island: CustomElementConstructor])[] = [
  ['carrefour-completion', Completion],
  ['carrefour-criteres', Criteria],
  ['carrefour-carte', ResultsMap],
  ['carrefour-copie', Copy],
  ['carrefour-essai', EmbedTry],
  ['carrefour-menu', Menu],
  ['carrefour-doublons', Pairs],
  ['carrefour-recit', Recit],
];

function begin(): void {
  for (const [name, island] of islands) customElements.define(name, island);
}

holdBack();
// The first image comes before the islands, but where they bring back what the page was before a criterion was ticked.
if (document.referrer.split('?')[0] === location.href.split(/[?#]/)[0]) begin();
else setTimeout(begin);
requestAnimationFrame(() => setTimeout(layOutLater));
