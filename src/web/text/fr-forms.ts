/** What all forms say alike, in French. */
export const forms = {
  trap: 'Ne remplissez pas ce champ',
  held: {
    title: 'Merci, une personne va le relire',
    lead: 'Ce que vous avez écrit est gardé, et n’est pas encore parti. Une personne du Carrefour le lit d’abord ; si tout va bien, elle le laisse partir. Vous n’avez rien d’autre à faire.',
    why: 'Cela arrive quand un envoi ressemble, par sa forme ou sa vitesse, à ceux que font des programmes. Notre garde se trompe parfois : rien n’est jeté sans que quelqu’un l’ait lu.',
    back: 'Revenir où vous étiez',
  },
};
