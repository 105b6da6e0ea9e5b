/** An element in which what happens is told to the ears alone. With the role of a status it would be read out when empty too. */
export function announcer<E extends HTMLElement>(element: E): E {
  element.className = 'unseen';
  element.setAttribute('aria-live', 'polite');
  return element;
}
