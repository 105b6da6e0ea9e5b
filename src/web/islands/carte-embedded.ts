/**
 * `<carrefour-carte criteres="theme=alimentation&territoire=departement-44">` in another site's page: the map and the
 * list as our server draws them, in a shadow root. One file without imports; no cookie, nothing of anyone else; what
 * its page forbids (by its security policy) leaves the link that stands inside the element.
 */
import { inkOn, readAccent } from '../embed/accent.ts';
import type { EmbedAnswer } from '../routes/embed.tsx';
import type { showLiveMap } from './live-map.ts';
import type { MapWords } from './results-map.ts';

const home = new URL(import.meta.url).origin;
const at = (path: string) => {
  const url = new URL(path, home);
  if (url.origin !== home) throw new Error(`${url.origin} is not ${home}`);
  return url;
};
const attributes = ['criteres', 'hauteur', 'langue', 'aspect', 'couleur', 'affichage'] as const;
/** Characters: longer criteria are no search of anyone's. */
const longest = 4000;

class EmbeddedMap extends HTMLElement {
  static observedAttributes = attributes;
  private asked: AbortController | undefined;
  private waiting = false;
  private shadow = this.attachShadow({ mode: 'open' });

  connectedCallback(): void {
    this.drawSoon();
  }

  disconnectedCallback(): void {
    this.asked?.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.drawSoon();
  }

  /** Several attributes that change together are one drawing. */
  private drawSoon(): void {
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      if (this.isConnected) this.draw();
    });
  }

  private said(name: (typeof attributes)[number]): string {
    return this.getAttribute(name)?.trim() ?? '';
  }

  private async draw(): Promise<void> {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    const search = new URLSearchParams(this.said('criteres').slice(0, longest));
    const language = this.said('langue') === 'en' ? '/en' : '';
    const results = at(`${language}/recherche?${search}`).href;
    for (const name of ['aspect', 'affichage'] as const) search.set(name, this.said(name).slice(0, 20));
    if (!this.shadow.hasChildNodes()) this.shadow.append(document.createElement('slot'));
    const get = async (path: string) => {
      const answer = await fetch(at(path), {
        signal: asked.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      if (!answer.ok) throw new Error(`${answer.status} ${path}`);
      return answer;
    };
    try {
      const answer = (await (await get(`${language}/embarquer/carte.json?${search}`)).json()) as EmbedAnswer;
      const [sheet, ground] = await Promise.all(
        [answer.sheet, answer.ground].map(async (path) => (await get(path)).text()),
      );
      this.show(answer, sheet!, ground!);
    } catch (error) {
      if (asked.signal.aborted) return;
      console.warn('carrefour-carte:', error);
      this.lead(results);
    }
  }

  private show(answer: EmbedAnswer, css: string, ground: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const content = parse(answer.html);
    const frame = content.querySelector<HTMLElement>('.cis')!;
    frame.style.height = `${heightOf(this.said('hauteur'))}px`;
    const accent = readAccent(this.said('couleur'));
    if (accent !== undefined) {
      frame.style.setProperty('--accent', `#${accent}`);
      frame.style.setProperty('--on-accent', inkOn(accent));
    }
    // A drawing is not fetched from another origin by reference: its parts come along, and are referred to here.
    const parts = document.createElement('div');
    parts.hidden = true;
    parts.append(parse(ground));
    for (const use of content.querySelectorAll('use'))
      use.setAttribute('href', `#${use.getAttribute('href')?.split('#')[1]}`);
    this.shadow.adoptedStyleSheets = [sheet];
    this.style.display = 'block';
    this.shadow.replaceChildren(parts, content);
    const map = this.shadow.querySelector<HTMLElement>('.sheet');
    if (map !== null && answer.live !== undefined) offerLiveMap(map, answer.live);
  }

  /** What the page gave inside the element, or a link of our own. */
  private lead(results: string): void {
    if (this.childElementCount > 0) {
      this.shadow.replaceChildren(document.createElement('slot'));
      return;
    }
    const link = document.createElement('a');
    link.href = results;
    link.textContent = 'Carrefour des innovations sociales';
    this.shadow.replaceChildren(link);
  }
}

/** Our server's own HTML, made into nodes; scripts in it would not run. Throws where the page forbids even that. */
function parse(html: string): DocumentFragment {
  const types = (
    window as { trustedTypes?: { createPolicy(name: string, rules: object): { createHTML(text: string): string } } }
  ).trustedTypes;
  policy ??= types?.createPolicy('carrefour-carte', { createHTML: (text: string) => text });
  const template = document.createElement('template');
  template.innerHTML = policy?.createHTML(html) ?? html;
  return document.importNode(template.content, true);
}
let policy: { createHTML(text: string): string } | undefined;

function heightOf(text: string): number {
  return /^\d{1,5}$/.test(text) ? Math.min(1600, Math.max(280, Number(text))) : 560;
}

function offerLiveMap(map: HTMLElement, script: string): void {
  const words = JSON.parse(map.getAttribute('says') ?? '{}') as MapWords;
  for (const name of ['clusters', 'ground', 'outlines']) {
    const path = map.getAttribute(name);
    if (path !== null) map.setAttribute(name, at(path).href);
  }
  const tools = document.createElement('div');
  tools.className = 'tools';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button soft';
  button.textContent = words.live;
  tools.append(button);
  const state = document.createElement('p');
  state.className = 'state';
  state.setAttribute('role', 'status');
  map.prepend(tools);
  map.append(state);
  let starting = false;
  const start = async (focus: boolean) => {
    if (starting) return;
    starting = true;
    state.textContent = words.loading;
    try {
      await mayWork();
      const live = (await import(/* @vite-ignore */ at(script).href)) as { showLiveMap: typeof showLiveMap };
      await live.showLiveMap(map, words, focus);
      button.remove();
      state.textContent = '';
    } catch (error) {
      map.classList.remove('live');
      button.remove();
      state.textContent = words.failed;
      console.warn('carrefour-carte:', error);
    }
  };
  button.addEventListener('click', () => start(true));
  map.querySelector('.map')?.addEventListener(
    'touchstart',
    (event) => {
      if ((event as TouchEvent).touches.length > 1) start(false);
    },
    { passive: true },
  );
}

/** Resolves when the page lets a worker begin; MapLibre would wait for ever where it does not. */
function mayWork(): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })));
    worker.onmessage = () => resolve(worker.terminate());
    worker.onerror = () => reject(new Error('this page allows no worker'));
  });
}

// Two copies of the script in a page are one.
if (customElements.get('carrefour-carte') === undefined) customElements.define('carrefour-carte', EmbeddedMap);
