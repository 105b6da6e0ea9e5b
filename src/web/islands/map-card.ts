/** The card that a single marker of the interactive map opens. */
export interface ProjectCard {
  title: string;
  kicker: string;
  summary: string;
  href: string;
}

/** Opens the card over the map, in place of another; closing it gives the focus back to the marker. */
export function openCard(element: HTMLElement, card: ProjectCard, from: HTMLElement, closeLabel: string): void {
  element.querySelector('.bubble')?.remove();
  const bubble = document.createElement('div');
  bubble.className = 'bubble';
  const kicker = document.createElement('p');
  kicker.className = 'kicker';
  kicker.textContent = card.kicker;
  const title = document.createElement('h3');
  const link = document.createElement('a');
  link.href = card.href;
  link.textContent = card.title;
  title.append(link);
  const summary = document.createElement('p');
  summary.textContent = card.summary;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = '×';
  close.setAttribute('aria-label', closeLabel);
  const shut = () => {
    bubble.remove();
    if (from.isConnected) from.focus({ preventScroll: true });
  };
  close.addEventListener('click', shut);
  bubble.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') shut();
  });
  bubble.append(kicker, title, summary, close);
  element.append(bubble);
  link.focus({ preventScroll: true });
}
