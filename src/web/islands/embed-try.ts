/** The page where one tries an embedded map: what is chosen is shown at once, and the code can be copied. */

/** Milliseconds without a change before asking. */
const pause = 400;

export class EmbedTry extends HTMLElement {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asked: AbortController | undefined;

  connectedCallback(): void {
    const form = this.querySelector('form');
    form?.addEventListener('input', () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.show(form), pause);
    });
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('button[data-copies]');
      const code = button && document.getElementById(button.dataset.copies ?? '');
      if (button && code) this.copy(button, code.textContent ?? '');
    });
    this.offerCopies();
  }

  private offerCopies(): void {
    if (navigator.clipboard !== undefined)
      for (const button of this.querySelectorAll<HTMLButtonElement>('button[data-copies]')) button.hidden = false;
  }

  private async copy(button: HTMLButtonElement, text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    const state = this.querySelector('[aria-live]');
    if (state !== null) state.textContent = button.dataset.copied ?? '';
  }

  /** The page as it would be, asked from the server: of it, what follows from the form. */
  private async show(form: HTMLFormElement): Promise<void> {
    if (!form.checkValidity()) return;
    this.asked?.abort();
    this.asked = new AbortController();
    const said = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(`${form.action}?${said}`, { signal: this.asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const [here, there] = [document.getElementById('resultat'), page.getElementById('resultat')];
      if (here === null || there === null) return;
      here.replaceChildren(...there.childNodes);
      this.offerCopies();
    } catch {
      // Interrupted by the next change, or no network: the button still sends the form.
    }
  }
}
