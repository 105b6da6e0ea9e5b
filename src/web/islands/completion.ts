/**
 * Completion of a search field, by the ARIA combobox pattern (list autocomplete, manual selection): arrows move,
 * Enter chooses, Escape closes; what is typed is searched as it is when nothing is chosen.
 */
import type { Completion as Suggestion } from '../routes/completion.ts';
import { announcer } from './announcer.ts';

/** Milliseconds without a key before asking. */
const pause = 120;
/** Milliseconds without a key before how many there are is said: not over the letters that a screen reader repeats. */
const rest = 800;

export class Completion extends HTMLElement {
  private input!: HTMLInputElement;
  private list!: HTMLUListElement;
  private state!: HTMLElement;
  private shown: Suggestion[] = [];
  private at = -1;
  private asked: AbortController | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type="search"]');
    if (input === null) return;
    this.input = input;
    this.list = document.createElement('ul');
    this.list.id = `${input.id}-options`;
    this.list.className = 'options';
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', this.getAttribute('label') ?? '');
    this.list.hidden = true;
    this.state = announcer(document.createElement('p'));
    this.append(this.list, this.state);
    const says = {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.list.id,
    };
    for (const [name, value] of Object.entries(says)) input.setAttribute(name, value);

    input.addEventListener('input', () => this.wait());
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('blur', () => this.close());
    // Before the field loses its focus, which closes the list.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest('li');
      if (option !== null) this.choose([...this.list.children].indexOf(option));
    });
  }

  private wait(): void {
    this.querySelector('input[data-chosen]')?.remove();
    clearTimeout(this.waiting);
    this.asked?.abort();
    const text = this.input.value.trim();
    if (text.length < 2) {
      this.close();
      return;
    }
    this.waiting = setTimeout(() => this.ask(text), pause);
  }

  private async ask(text: string): Promise<void> {
    this.asked = new AbortController();
    const url = new URL(this.getAttribute('src') ?? '', location.href);
    url.searchParams.set('q', text);
    try {
      const answer = await fetch(url, { signal: this.asked.signal });
      if (answer.ok) this.show((await answer.json()) as Suggestion[]);
    } catch {
      // Interrupted by the next key, or no network: the form works as it is.
    }
  }

  private show(suggestions: Suggestion[]): void {
    this.shown = suggestions;
    this.move(-1);
    this.list.replaceChildren(
      ...suggestions.map(({ label, detail }, rank) => {
        const option = document.createElement('li');
        option.id = `${this.list.id}-${rank}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        const name = document.createElement('span');
        name.textContent = label;
        const kind = document.createElement('small');
        kind.textContent = detail;
        option.append(name, ' ', kind);
        return option;
      }),
    );
    const here = document.activeElement === this.input;
    this.open(suggestions.length > 0 && here);
    if (here) this.telling = setTimeout(() => this.tell(suggestions.length), rest);
  }

  private tell(count: number): void {
    const { none, one, many } = JSON.parse(this.getAttribute('says') ?? '{}') as Record<
      'none' | 'one' | 'many',
      string
    >;
    this.state.textContent = count === 0 ? none : count === 1 ? one : many.replace('{n}', String(count));
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute('aria-expanded', String(open));
    this.state.textContent = '';
    if (!open) this.move(-1);
  }

  private close(): void {
    this.open(false);
  }

  private move(to: number): void {
    clearTimeout(this.telling);
    this.list.children[this.at]?.setAttribute('aria-selected', 'false');
    this.at = to;
    const option = this.list.children[to];
    if (option === undefined) {
      this.input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', option.id);
  }

  private key(event: KeyboardEvent): void {
    const open = !this.list.hidden;
    const count = this.shown.length;
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      this.close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      if (!open) this.open(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One step past either end is the field itself.
      this.move(((this.at + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter' && open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    }
  }

  private choose(rank: number): void {
    const suggestion = this.shown[rank];
    if (suggestion === undefined) return;
    const fills = this.getAttribute('fills');
    if (fills === null || suggestion.value === undefined) {
      location.assign(suggestion.href);
      return;
    }
    this.input.value = suggestion.label;
    const chosen = document.createElement('input');
    chosen.type = 'hidden';
    chosen.name = fills;
    chosen.value = suggestion.value;
    chosen.dataset.chosen = '';
    this.querySelector('input[data-chosen]')?.remove();
    this.append(chosen);
    this.close();
  }
}
