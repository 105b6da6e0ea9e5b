/**
 * The map of the results. The server's drawing stays until a reader asks for the interactive one, by the button or by
 * a gesture that a drawing can't answer (wheel, pinch); only then is MapLibre fetched.
 */
import { showSamePlaces } from './same-place.ts';

export interface MapWords {
  live: string;
  loading: string;
  failed: string;
  /** Opens the searches below, where they have no room. */
  searches: string;
  here: string;
  /** The list follows the map when it is moved. */
  follow: string;
  draw: string;
  /** How to draw, said when the drawing is asked for. */
  drawHow: string;
  /** The same by keyboard. */
  drawKeys: string;
  /** With `{n}` and `{most}`: how many corners stand, and may. */
  drawCount: string;
  drawWrong: string;
  drawPlace: string;
  drawUndo: string;
  drawDone: string;
  drawCancel: string;
  around: string;
  go: string;
  close: string;
  /** With `{n}`: leads to all that stand at one place. */
  all: string;
  zoomIn: string;
  zoomOut: string;
}

export class ResultsMap extends HTMLElement {
  private words!: MapWords;
  private state!: HTMLElement;
  private button!: HTMLButtonElement;
  private starting = false;

  connectedCallback(): void {
    const said = this.getAttribute('says');
    if (said === null) return;
    this.words = JSON.parse(said) as MapWords;
    this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.className = 'button soft';
    this.button.textContent = this.words.live;
    const tools = document.createElement('div');
    tools.className = 'tools';
    tools.append(this.button);
    this.state = document.createElement('p');
    this.state.className = 'state';
    this.state.setAttribute('role', 'status');
    this.prepend(tools);
    this.append(this.state);
    showSamePlaces(this);
    this.button.addEventListener('click', () => this.start(true));
    const drawing = this.querySelector('svg.map');
    drawing?.addEventListener('touchstart', (event) => (event as TouchEvent).touches.length > 1 && this.start(false), {
      passive: true,
    });
    drawing?.addEventListener('wheel', (event) => (event as WheelEvent).ctrlKey && this.start(false), {
      passive: true,
    });
  }

  private async start(focus: boolean): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    this.state.textContent = this.words.loading;
    try {
      const { showLiveMap } = await import('./live-map.ts');
      await showLiveMap(this, this.words, focus);
      this.button.remove();
      this.state.textContent = '';
    } catch (error) {
      this.starting = false;
      this.classList.remove('live');
      this.state.textContent = this.words.failed;
      console.warn(error);
    }
  }
}
