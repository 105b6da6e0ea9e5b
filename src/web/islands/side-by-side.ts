/** From this width on the criteria, the list and the map stand beside each other (`styles/search.css`). */
export const sideBySide = '(min-width: 74rem)';
