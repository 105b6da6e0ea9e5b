/** Buttons that only a script can serve: copy the page's address, print it. Shown when they can work. */
export class Copy extends HTMLElement {
  connectedCallback(): void {
    const copy = this.querySelector<HTMLButtonElement>('[data-act="copy"]');
    const print = this.querySelector<HTMLButtonElement>('[data-act="print"]');
    if (copy !== null && navigator.clipboard !== undefined) {
      copy.hidden = false;
      copy.addEventListener('click', () => this.copyAddress(copy));
    }
    if (print !== null) {
      print.hidden = false;
      print.addEventListener('click', () => window.print());
    }
  }

  private async copyAddress(button: HTMLButtonElement): Promise<void> {
    const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href ?? location.href;
    await navigator.clipboard.writeText(canonical);
    const says = button.querySelector('span');
    if (says === null) return;
    says.setAttribute('role', 'status');
    says.textContent = this.getAttribute('says');
  }
}
