/** The panel of criteria sends itself when a box is ticked on a wide screen, where the results are beside it. */
import { forget, keep, kept } from './kept.ts';
import { sideBySide } from './side-by-side.ts';

export class Criteria extends HTMLElement {
  private left = new AbortController();

  connectedCallback(): void {
    const form = document.getElementById(this.getAttribute('form') ?? '');
    if (!(form instanceof HTMLFormElement)) return;
    this.restore();
    this.querySelector<HTMLElement>('.at-once')?.removeAttribute('hidden');
    let ticked: HTMLInputElement | undefined;
    this.left = new AbortController();
    const { signal } = this.left;
    const send = () => {
      this.remember(ticked);
      leaveOutEmpty(form);
    };
    form.addEventListener('submit', send, { signal });
    this.addEventListener('change', (event) => {
      const field = event.target;
      if (!(field instanceof HTMLInputElement) || !matchMedia(sideBySide).matches || !field.checkValidity()) return;
      ticked = field;
      form.requestSubmit();
    });
    // A page brought back by the browser's history has its fields again.
    const again = () => {
      for (const field of form.elements) if (field instanceof HTMLInputElement) field.disabled = false;
    };
    addEventListener('pageshow', again, { signal });
  }

  /** The panel of another search takes its place. */
  disconnectedCallback(): void {
    this.left.abort();
  }

  /** What the page would lose by loading anew: which groups are open, where the reader was, what had the focus. */
  remember(field?: HTMLInputElement): void {
    const focus = field && { name: field.name, value: field.type === 'checkbox' ? field.value : undefined };
    keep('tab', 'criteres', JSON.stringify({ groups: opened(this), top: scrollY, focus }));
  }

  /** What a ticked box has left to be remembered stays: it tells of the focus too. */
  rememberUnlessKept(): void {
    if (kept('tab', 'criteres') === undefined) this.remember();
  }

  private restore(): void {
    const told = kept('tab', 'criteres');
    forget('tab', 'criteres');
    if (told === undefined || !matchMedia(sideBySide).matches) return;
    const { groups, top, focus } = JSON.parse(told) as {
      groups: string[];
      top: number;
      focus?: { name: string; value?: string };
    };
    for (const details of this.querySelectorAll('details')) if (groups.includes(nameOf(details))) details.open = true;
    scrollTo({ top, behavior: 'instant' });
    if (focus === undefined) return;
    for (const field of this.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(focus.name)}"]`))
      if (focus.value === undefined || field.value === focus.value) field.focus({ preventScroll: true });
  }
}

const nameOf = (details: HTMLDetailsElement) => {
  const group = details.closest('.group');
  return `${group?.querySelector('h3')?.textContent} ${[...(group?.querySelectorAll('details') ?? [])].indexOf(details)}`;
};

const opened = (panel: HTMLElement): string[] =>
  [...panel.querySelectorAll('details')].filter((details) => details.open).map(nameOf);

/** Fields left empty would stand in the address for nothing. */
function leaveOutEmpty(form: HTMLFormElement): void {
  for (const field of form.elements)
    if (field instanceof HTMLInputElement && field.name !== '' && field.name !== 'ou' && field.value === '')
      field.disabled = true;
}
