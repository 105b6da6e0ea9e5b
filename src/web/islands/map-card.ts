/** The card that a marker of the interactive map opens: one project, or several that stand at the same place. */
export interface ProjectCard {
  title: string;
  kicker: string;
  summary: string;
  href: string;
}

export interface CardWords {
  close: string;
  all: string;
}

/** More projects than the card tells: how many, and the search that shows them. */
export interface More {
  count: string;
  href: string;
}

/** Opens the card over the map, in place of another; closing it gives the focus back to the marker. */
export function openCard(
  element: HTMLElement,
  cards: readonly ProjectCard[],
  from: HTMLElement,
  words: CardWords,
  more?: More,
): void {
  element.querySelector('.bubble')?.remove();
  const bubble = make('div', 'bubble');
  const told = cards.map((card) => tell(card, cards.length === 1));
  const close = make('button', 'close', '×');
  close.type = 'button';
  close.setAttribute('aria-label', words.close);
  const shut = () => {
    bubble.remove();
    const back = from.isConnected ? from : element.querySelector('canvas');
    back?.focus({ preventScroll: true });
  };
  close.addEventListener('click', shut);
  bubble.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') shut();
  });
  if (cards.length === 1) bubble.append(...told);
  else {
    const list = make('ul');
    for (const one of told) {
      const item = make('li');
      item.append(one);
      list.append(item);
    }
    bubble.append(list);
  }
  if (more !== undefined) {
    const all = make('a', 'button soft', words.all.replace('{n}', more.count));
    all.href = more.href;
    bubble.append(all);
  }
  bubble.append(close);
  (element.querySelector('.low') ?? element).prepend(bubble);
  bubble.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
}

function tell(card: ProjectCard, whole: boolean): HTMLElement {
  const told = make('div');
  const title = make('h3');
  const link = make('a', '', card.title);
  link.href = card.href;
  title.append(link);
  told.append(make('p', 'kicker', card.kicker), title);
  if (whole && card.summary !== '') told.append(make('p', 'sum', card.summary));
  return told;
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, kind = '', text = ''): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (kind !== '') made.className = kind;
  made.textContent = text;
  return made;
}
