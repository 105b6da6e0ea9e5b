/** Buttons that only a script can serve: copy the page's address, print it. One that could not work is taken away. */
export class Copy extends HTMLElement {
  connectedCallback(): void {
    const copy = this.querySelector<HTMLButtonElement>('[data-act="copy"]');
    const print = this.querySelector<HTMLButtonElement>('[data-act="print"]');
    // A page that did not come over https may not write to the clipboard.
    if (navigator.clipboard === undefined) copy?.remove();
    copy?.addEventListener('click', () => this.copyAddress(copy));
    print?.addEventListener('click', () => window.print());
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
