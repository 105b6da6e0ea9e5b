/** Buttons that only a script can serve: copy the page's address, print it. One that could not work is taken away. */
import { announcer } from './announcer.ts';

export class Copy extends HTMLElement {
  /** What is inside a button is its name, and no message: this stands beside. */
  private state = announcer(document.createElement('span'));

  connectedCallback(): void {
    const copy = this.querySelector<HTMLButtonElement>('[data-act="copy"]');
    const print = this.querySelector<HTMLButtonElement>('[data-act="print"]');
    // A page that did not come over https may not write to the clipboard.
    if (navigator.clipboard === undefined) copy?.remove();
    copy?.addEventListener('click', () => this.copyAddress(copy));
    print?.addEventListener('click', () => window.print());
    if (copy?.isConnected) this.append(this.state);
  }

  private async copyAddress(button: HTMLButtonElement): Promise<void> {
    const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? location.href;
    await navigator.clipboard.writeText(canonical);
    const said = this.getAttribute('says');
    this.state.textContent = said;
    const shown = button.querySelector('span');
    if (shown !== null) shown.textContent = said;
  }
}
