/** The menu of narrow screens: Escape closes it and gives the focus back to its button. */
export class Menu extends HTMLElement {
  connectedCallback(): void {
    const details = this.querySelector('details');
    if (details === null) return;
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      event.preventDefault();
      details.open = false;
      details.querySelector('summary')?.focus();
    });
    // A page brought back by the browser's history would come with its menu open.
    addEventListener('pagehide', () => {
      details.open = false;
    });
  }
}
