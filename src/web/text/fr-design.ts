/** The page of the design system, in French. */

export const design = {
  title: 'Le système graphique',
  lead: 'Couleurs, caractères, espaces et composants du site. Cette page est faite avec eux : elle change quand ils changent.',
  contents: 'Sur cette page',
  note: 'Accessibilité :',
  colours: {
    title: 'Couleurs',
    lead: 'En OKLCH, une valeur claire et une sombre. Violet pour ce qui agit, vert d’eau pour ce qui informe, jaune pour ce qui est vivant, argile pour relever.',
    name: 'Nom',
    light: 'Clair',
    dark: 'Sombre',
  },
  contrast: {
    title: 'Contrastes',
    lead: 'Calculés ici même, à partir des couleurs. Un test refuse un texte sous 4,5, un bord ou un repère sous 3.',
    texts: 'Textes : 4,5 au moins',
    shapes: 'Bords, focus, repères : 3 au moins',
    pair: 'Couple',
    on: (front: string, ground: string) => `${front} sur ${ground}`,
  },
  type: {
    title: 'Caractères',
    lead: 'Bricolage Grotesque pour les titres, Figtree pour le texte : licence SIL Open Font, servis d’ici, réduits aux lettres latines. La taille suit la largeur de l’écran.',
    sample: 'Faire ailleurs ce qui a marché ici',
  },
  space: { title: 'Espaces', lead: 'Huit pas, et rien entre eux pour séparer deux blocs.' },
  shape: {
    title: 'Formes et mouvement',
    lead: 'Deux rayons. Une seule durée, pour les changements de couleur ; rien ne bouge chez qui a demandé moins d’animations.',
    radius: 'blocs',
    radiusSmall: 'champs, petits éléments',
    quick: 'durée',
  },
  components: 'Composants',
  mark: {
    title: 'Le signe et le nom',
    use: 'Deux chemins qui se croisent et repartent, et le lieu où ils se rencontrent. En tête et en pied de page, toujours un lien vers l’accueil.',
    access: 'Le dessin est décoratif : le nom, lui, est du texte.',
  },
  buttons: {
    title: 'Boutons',
    use: 'Le plein pour l’action principale, un seul par écran ; le cerné pour les autres. Le lien fléché mène à une liste entière.',
    access: 'Au moins 44 pixels de haut. Un lien qui mène quelque part est un lien, une action est un bouton.',
  },
  chips: {
    title: 'Pastilles',
    use: 'Claires pour proposer un choix, avec le nombre de projets qu’il donne ; pleines pour un critère choisi, que l’on retire d’un clic.',
    access: '« Retirer le critère » est dit avant son nom à qui écoute la page.',
  },
  tags: {
    title: 'Mots, drapeaux, étapes',
    use: 'Le thème en vert d’eau, ce qui est fictif sous drapeau, l’étape d’un projet dans une étiquette.',
    access: 'Jamais la couleur seule : chacun est écrit.',
  },
  field: {
    title: 'Recherche',
    use: 'Quoi, et où. Elle complète la saisie quand le script est là, et reste un formulaire sans lui.',
    access: 'Deux champs étiquetés ; les suggestions se parcourent aux flèches, Entrée choisit, Échap ferme.',
  },
  facets: {
    title: 'Critères',
    use: 'Un volet par question. Le nombre dit ce que le clic donnera.',
    access: 'De vraies cases, dans de vrais volets : tout marche au clavier, et sans script.',
  },
  notices: {
    title: 'Avis',
    use: 'Ce que la page a compris, laissé de côté ou corrigé, avec le lien qui défait.',
    access: 'Dans le fil de la page, avant les résultats. Une réponse à un geste s’annonce d’elle-même.',
    done: 'Vos réglages sont enregistrés.',
    failed: 'Cette adresse n’a pas la forme attendue : vérifiez-la.',
  },
  card: {
    title: 'Fiche dans une liste',
    use: 'Le visage, le lieu, le titre, le résumé, les thèmes, et combien de partenaires racontent. Couchée dans une liste, debout dans une rangée.',
    access: 'Un seul lien principal, le titre, dont la zone couvre la fiche ; le dessin est décoratif.',
  },
  tellers: {
    title: 'Qui raconte',
    use: 'Un sceau par partenaire ; près d’un champ, le numéro de ceux qui le disent ; une jauge pour ce que la fiche dit déjà.',
    access: 'Le numéro se lit avec le nom du partenaire. La jauge a son équivalent en mots.',
    seals: 'Sceaux des partenaires',
  },
  faces: {
    title: 'Visages',
    use: 'Un projet sans image a son dessin : le thème choisit le trait et l’encre, le projet trace les lignes. Le point jaune est le lieu où il se tient.',
    access: 'Décoratifs : ils ne disent rien que le texte ne dise.',
  },
  lists: {
    title: 'Listes comptées et comparaisons',
    use: 'Un nom, un nombre. Un écart avec l’ensemble n’est montré que s’il est net.',
    access: 'Chaque barre a sa phrase.',
  },
  map: {
    title: 'Carte',
    use: 'Dessinée par le serveur : la métropole et, à côté, l’outre-mer. Chaque groupe est un lien vers la même recherche, plus près.',
    access: 'Chaque lien dit combien et où. La liste dit tout ce que dit la carte.',
  },
  paths: {
    title: 'Chemins et pages',
    use: 'D’où l’on vient, et la suite d’une longue liste. Au-delà de la dernière page, on est ramené.',
    access: 'Des repères de navigation nommés ; la page où l’on est porte aria-current.',
  },
  nothing: {
    title: 'Rien trouvé',
    use: 'Jamais une impasse : ce qu’on trouverait en lâchant un critère, ou tout le reste.',
    access: 'Le nombre de résultats est annoncé, même quand il n’y en a pas.',
  },
  error: {
    title: 'Erreur',
    use: 'Ce qui s’est passé, en une phrase, et de quoi continuer.',
    access: 'Le titre de la page dit l’erreur ; rien n’est dit par la couleur seule.',
  },
  why: {
    title: 'Pourquoi cet ordre',
    use: 'Ce que chaque mot a pesé, sous chaque résultat, quand on le demande.',
    access: 'Des listes de phrases, pas un graphique.',
  },
  share: {
    title: 'Faire suivre',
    use: 'Au bas d’une recherche, en tête d’un projet : par courriel, par l’adresse, sur papier.',
    access:
      'Ce que seul un script peut faire n’est pas montré sans lui ; « adresse copiée » est dit à qui écoute la page.',
  },
  exports: {
    title: 'Fichiers',
    use: 'Le choix qui est à l’écran, à emporter.',
    access: 'Le format est écrit dans le lien.',
  },
  picture: {
    title: 'Image de partage',
    use: 'Ce que montrent les messageries et les réseaux quand on y colle l’adresse d’une page.',
    access: 'Accompagnée de son texte de remplacement.',
    alt: 'L’image de partage du site : son nom, sa phrase d’accueil, des courbes violettes.',
  },
  icons: {
    title: 'Pictogrammes',
    use: 'Un seul trait, toujours à côté d’un mot.',
    access: 'Masqués aux lecteurs d’écran.',
  },
};
