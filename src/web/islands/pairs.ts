/**
 * The curators' keys: one letter presses the button, the summary or the link that bears it. Only outside fields, only
 * without a modifier, and only while the box beside the buttons is ticked (WCAG 2.1.4); the choice is kept in this browser.
 */
import { keep, kept } from './kept.ts';

const name = 'carrefour-raccourcis';

export class Pairs extends HTMLElement {
  private box: HTMLInputElement | null = null;
  private readonly onKey = (event: KeyboardEvent): void => this.press(event);

  connectedCallback(): void {
    const label = this.querySelector<HTMLElement>('.shortcuts');
    this.box = label?.querySelector<HTMLInputElement>('input') ?? null;
    if (label !== null && this.box !== null) {
      label.hidden = false;
      this.box.checked = kept('browser', name) !== 'non';
      this.box.addEventListener('change', () => {
        keep('browser', name, this.box?.checked ? 'oui' : 'non');
        this.announce();
      });
    }
    this.announce();
    document.addEventListener('keydown', this.onKey);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.onKey);
  }

  private get on(): boolean {
    return this.box?.checked ?? kept('browser', name) !== 'non';
  }

  /** Tells assistive technology of the keys, while they work. */
  private announce(): void {
    this.classList.toggle('has-keys', this.on);
    for (const button of this.querySelectorAll<HTMLElement>('[data-key]'))
      if (this.on) button.setAttribute('aria-keyshortcuts', button.dataset.key ?? '');
      else button.removeAttribute('aria-keyshortcuts');
  }

  private press(event: KeyboardEvent): void {
    const { target } = event;
    const typing =
      target instanceof HTMLElement &&
      target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
    if (!this.on || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = this.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button === null) return;
    event.preventDefault();
    button.click();
    if (button.localName === 'summary') button.focus();
  }
}
