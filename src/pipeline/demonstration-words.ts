/** What invented people say in the demonstration: communities with needs and meetings, and collections of invented projects. */

/** Nobody's: the top-level domain is kept for examples (RFC 2606). */
export const inventedPeople = {
  odile: { name: 'Odile (personne fictive)', mail: 'odile@carrefour-fictif.example' },
  karim: { name: 'Karim (personne fictive)', mail: 'karim@carrefour-fictif.example' },
  maelle: { name: 'Maëlle (personne fictive)', mail: 'maelle@carrefour-fictif.example' },
  joseph: { name: 'Joseph (personne fictive)', mail: 'joseph@carrefour-fictif.example' },
  /** Reads what the others write, as a curator would. */
  relit: { name: 'Relecture (personne fictive)', mail: 'relecture@carrefour-fictif.example' },
} as const;
export type Invented = keyof typeof inventedPeople;

export interface InventedCollection {
  title: string;
  lead: string;
  /** Sheets of the demonstration catalogues, each with what is noted of its project; empty for nothing. */
  sheets: readonly (readonly [sheet: string, note: string])[];
}

export interface InventedCommunity {
  founder: Invented;
  members: readonly Invented[];
  name: string;
  lead: string;
  about: string;
  /** As in the address of the search page. */
  search: string;
  needs: readonly { by: Invented; title: string; words: string; text: string }[];
  /** So many days from when the demonstration begins, at so many hours (UTC), for two hours. */
  meetings: readonly { by: Invented; title: string; place: string; text: string; days: number; hour: number }[];
  collections: readonly InventedCollection[];
}

const invented = 'Communauté de démonstration, fictive : ses membres, leurs besoins et leurs rencontres sont inventés.';

export const inventedCommunities: readonly InventedCommunity[] = [
  {
    founder: 'karim',
    members: ['odile', 'joseph'],
    name: 'Garages solidaires, on se parle',
    lead: 'Celles et ceux qui réparent, louent et prêtent pour que chacun puisse aller travailler.',
    about: `${invented}

On y échange des façons de faire : comment fixer un tarif, où trouver un pont élévateur d’occasion, que dire à l’assureur. Les garages qui débutent posent leurs questions, les anciens répondent quand l’atelier est calme.`,
    search: 'theme=mobilite',
    needs: [
      {
        by: 'karim',
        title: 'Un modèle de convention avec France Travail',
        words: 'garage solidaire emploi',
        text: 'Nous louons à des personnes qui reprennent un emploi. Qui a déjà signé une convention, et voudrait nous la montrer ?',
      },
      {
        by: 'joseph',
        title: 'Prêter des vélos à ceux qui n’ont pas le permis',
        words: 'vélo atelier prêt',
        text: 'Notre garage est à huit kilomètres de la gare. Nous cherchons un atelier vélo qui prête à la semaine, pour comprendre ce que coûtent l’entretien et les vols.',
      },
    ],
    meetings: [
      {
        by: 'karim',
        title: 'Visite d’un garage et de ses comptes',
        place: 'Figeac, rue des Mécaniciens (lieu fictif)',
        text: 'On ouvre l’atelier et le tableur. Prévoir des chaussures qui ne craignent rien.',
        days: 24,
        hour: 13,
      },
    ],
    collections: [
      {
        title: 'Ce que coûte un garage solidaire',
        lead: 'Trois garages qui disent leurs chiffres, et un covoiturage de nuit qui s’en passe. Carnet de démonstration, fictif.',
        sheets: [
          ['demo-essaimage/PR500', 'La location à petit prix paie la moitié de l’apprentissage.'],
          ['demo-essaimage/PR504', 'Commencer par une seule voiture à louer, pas par dix.'],
          ['demo-essaimage/PR531', 'Pas de garage du tout : des trajets qui existent déjà.'],
        ],
      },
    ],
  },
  {
    founder: 'maelle',
    members: ['karim', 'odile', 'joseph'],
    name: 'Manger ensemble en Bretagne',
    lead: 'Épiceries, cantines et jardins : qui nourrit qui, et ce qu’on pourrait mettre en commun.',
    about: `${invented}

Une fois par trimestre, on se retrouve dans une cuisine différente. Entre-temps on se prête un autoclave, une recette, une lettre à la mairie.`,
    search: 'theme=alimentation&territoire=region-53',
    needs: [
      {
        by: 'maelle',
        title: 'Une cuisine qui tourne l’après-midi',
        words: 'cuisine partagée bocaux',
        text: 'Nous récupérons plus de légumes que nous n’en cuisons. Quelle cuisine scolaire ou municipale se prête à l’heure où elle est vide ?',
      },
      {
        by: 'odile',
        title: 'Faire goûter avant de vendre',
        words: 'épicerie goûter',
        text: 'Le chou-rave reste dans les bacs. Qui anime des dégustations dans une épicerie, et avec quelles règles d’hygiène ?',
      },
    ],
    meetings: [
      {
        by: 'maelle',
        title: 'On met l’été en bocaux',
        place: 'Quimper, cuisine centrale (lieu fictif)',
        text: 'Quatre-vingts kilos de tomates, six couteaux, une stérilisatrice. On repart avec deux bocaux par heure passée.',
        days: 17,
        hour: 12,
      },
      {
        by: 'odile',
        title: 'Bilan des cantines, autour d’une soupe',
        place: 'Rennes, maison de quartier (lieu fictif)',
        text: 'Combien de repas, combien de prix différents, et ce qu’on a arrêté.',
        days: -40,
        hour: 17,
      },
    ],
    collections: [
      {
        title: 'Récupérer sans jeter deux fois',
        lead: 'Ce qu’il faut pour transformer ce qui se perd : du froid, du temps, un cadre clair. Carnet de démonstration, fictif.',
        sheets: [
          ['demo-epiceries/ÉP-101', 'Chaque heure d’épluchage vaut deux bocaux : la gêne a disparu avec cette règle.'],
          ['demo-epiceries/ÉP-122', ''],
          ['demo-epiceries/ÉP-103', 'Pour la tournée des maraîchers.'],
        ],
      },
    ],
  },
  {
    founder: 'odile',
    members: ['maelle'],
    name: 'Réparer plutôt que jeter',
    lead: 'Repair cafés, ateliers et recycleries : des gestes, des pièces détachées et des tartes aux pommes.',
    about: `${invented}

Chaque atelier tient la liste de ce qu’il n’a pas su réparer ; un autre a peut-être la pièce.`,
    search: 'theme=reemploi',
    needs: [
      {
        by: 'odile',
        title: 'Des pièces de machines à coudre d’avant 1980',
        words: 'atelier couture réparation',
        text: 'Courroies, canettes, pédales : nous en cherchons, et nous en avons à donner.',
      },
    ],
    meetings: [
      {
        by: 'odile',
        title: 'La soirée des irréparables',
        place: 'Clermont-Ferrand, quartier Nord (lieu fictif)',
        text: 'Apportez l’objet qui vous résiste. On le démonte tous ensemble ; il repart réparé, ou en pièces utiles.',
        days: 31,
        hour: 17,
      },
    ],
    collections: [],
  },
];

/** Public, each of one person. */
export const inventedCollections: readonly (InventedCollection & { owner: Invented })[] = [
  {
    owner: 'joseph',
    title: 'Arrêtés, et ce qu’on en a appris',
    lead: 'Des projets qui ont pris fin et l’ont raconté. On y apprend autant que dans les réussites. Carnet de démonstration, fictif.',
    sheets: [
      ['demo-essaimage/PR518', 'Le terrain n’était pas à eux : la première question à poser.'],
      ['demo-essaimage/PR535', 'Neuf étés, puis plus personne pour tenir l’agenda.'],
      ['demo-essaimage/PR519', 'Ce qu’il fallait, c’était le parrain, pas l’antenne.'],
      ['demo-essaimage/PR513', ''],
    ],
  },
  {
    owner: 'maelle',
    title: 'À montrer à notre mairie',
    lead: 'Cinq projets qu’une petite commune peut commencer avec une salle et de la confiance. Carnet de démonstration, fictif.',
    sheets: [
      ['demo-essaimage/PR501', 'Tout part d’une question posée dans les boîtes aux lettres.'],
      ['demo-essaimage/PR505', 'Une lampe allumée le soir, et quelqu’un derrière.'],
      ['demo-essaimage/PR502', 'Une seule table, trois prix sous enveloppe.'],
      ['demo-essaimage/PR523', 'Le budget se décide au café de la gare, à 6 h 30.'],
      ['demo-reparation/br-1056', 'Le plus facile à essayer un samedi.'],
    ],
  },
  {
    owner: 'karim',
    title: 'Réparer près d’ici',
    lead: 'Les ateliers où j’enverrais ma voisine, selon ce qu’elle a cassé. Carnet de démonstration, fictif.',
    sheets: [
      ['demo-reparation/br-1028', 'Le vélo.'],
      ['demo-reparation/br-1000', 'Le rideau et le canapé.'],
      ['demo-reparation/br-1063', 'Le grille-pain ; la tarte est offerte.'],
      ['demo-reparation/br-1105', 'L’ordinateur.'],
    ],
  },
];
