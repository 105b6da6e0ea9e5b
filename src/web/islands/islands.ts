/** The islands: custom elements that make good pages better. The pages work without them. */
import { Completion } from './completion.ts';
import { Copy } from './copy.ts';
import { Criteria } from './criteria.ts';
import { EmbedTry } from './embed-try.ts';
import { layOutLater } from './later.ts';
import { Menu } from './menu.ts';
import { Pairs } from './pairs.ts';
import { Recit } from './recit.ts';
import { ResultsMap } from './results-map.ts';

layOutLater();
customElements.define('carrefour-completion', Completion);
customElements.define('carrefour-criteres', Criteria);
customElements.define('carrefour-carte', ResultsMap);
customElements.define('carrefour-copie', Copy);
customElements.define('carrefour-essai', EmbedTry);
customElements.define('carrefour-menu', Menu);
customElements.define('carrefour-doublons', Pairs);
customElements.define('carrefour-recit', Recit);
