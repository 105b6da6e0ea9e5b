/**
 * The form of a project: does the small sum that tells people from programs, saves what is typed as it goes, and shows
 * what is understood of it. Without it every button of the form still does what it says.
 */

/** Milliseconds without a keystroke before saving. */
const pause = 1200;
/** Milliseconds between two savings: so that nobody who types for hours ever meets the limit of a project (docs/reference/limits.md). */
const apart = 3200;
/** Milliseconds before what did not arrive is sent again. */
const againAfter = 30_000;
/** Hashes between two breaths, so that the page never freezes. */
const burst = 400;
const bits = 14;

export class Recit extends HTMLElement {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asked: AbortController | undefined;
  private leaving = false;
  private unsaved = false;
  /** The last saving was refused, or did not arrive. */
  private failed = false;
  private savedAt = -apart;

  connectedCallback(): void {
    // Around the form of a project; within any other, for the sum alone.
    const form = this.querySelector('form') ?? this.closest('form');
    if (form === null) return;
    void this.work(form);
    if (form.id !== 'recit') return;
    form.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') return;
      this.unsaved = true;
      this.saveIn(form, Math.max(pause, this.savedAt + apart - performance.now()));
    });
    // A tab that is put aside on a phone may never come back.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden && this.isConnected && this.unsaved && !this.leaving) void this.save(form);
    });
    addEventListener('beforeunload', (event) => {
      if (this.isConnected && this.unsaved && this.failed && !this.leaving) event.preventDefault();
    });
    form.addEventListener('submit', () => {
      this.leaving = true;
      clearTimeout(this.waiting);
      this.asked?.abort();
    });
  }

  disconnectedCallback(): void {
    clearTimeout(this.waiting);
    this.asked?.abort();
  }

  /** Finds the number whose SHA-256 with the stamp begins with enough zero bits. */
  private async work(form: HTMLFormElement): Promise<void> {
    const stamp = form.querySelector<HTMLInputElement>('[name="stamp"]');
    const answer = form.querySelector<HTMLInputElement>('[name="work"]');
    if (stamp === null || answer === null || crypto.subtle === undefined) return;
    const encoder = new TextEncoder();
    for (let n = 0; this.isConnected; n++) {
      const hash = new DataView(await crypto.subtle.digest('SHA-256', encoder.encode(`${stamp.value}:${n}`)));
      if (hash.getUint32(0) >>> (32 - bits) === 0) {
        answer.value = String(n);
        return;
      }
      if (n % burst === burst - 1) await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  private saveIn(form: HTMLFormElement, milliseconds: number): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(form), milliseconds);
  }

  private async save(form: HTMLFormElement): Promise<void> {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.asked = new AbortController();
    this.unsaved = false;
    this.savedAt = performance.now();
    const body = new FormData(form);
    body.delete('images');
    body.set('act', 'indices');
    try {
      // It arrives though the page is left meanwhile.
      const answer = await fetch(form.action, { method: 'POST', body, signal: this.asked.signal, keepalive: true });
      if (answer.status === 429 && !this.leaving) {
        this.unsaved = this.failed = true;
        this.say('says-later');
        this.saveIn(form, (Number(answer.headers.get('retry-after')) || 60) * 1000);
        return;
      }
      if (!answer.ok) return this.notSaved(form, answer.status >= 500);
      this.failed = false;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const [here, there] = [this.querySelector('#indices'), page.getElementById('indices')];
      if (here === null || there === null || this.leaving) return;
      const focused = here.contains(document.activeElement);
      if (!focused) here.replaceChildren(...there.childNodes);
      // From now on it has an address of its own: what is sent next changes it, and begins no other.
      const action = page.querySelector('form#recit')?.getAttribute('action');
      if (action) {
        form.setAttribute('action', action);
        history.replaceState(null, '', action);
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') this.notSaved(form, true);
    }
  }

  private notSaved(form: HTMLFormElement, again: boolean): void {
    if (this.leaving) return;
    this.unsaved = this.failed = true;
    this.say('says-failed');
    if (again) this.saveIn(form, againAfter);
  }

  private say(what: string): void {
    const status = this.querySelector('#indices [role="status"]');
    if (status !== null) status.textContent = this.getAttribute(what);
  }
}
