/** Collections, in French: « carnets ». */

const s = (n: number) => (n >= 2 ? 's' : '');

export const collections = {
  nav: 'Carnets',
  keep: 'Garder',
  keepWhich: (title: string) => `Garder « ${title} » dans un carnet`,
  index: {
    title: 'Carnets',
    lead: 'Des projets rassemblés par des personnes qui les ont rendus publics.',
    none: 'Aucun carnet n’est encore public.',
    own: 'Mes carnets',
  },
  projects: (n: number, written: string) => (n === 0 ? 'aucun projet' : `${written} projet${s(n)}`),
  changed: (day: string) => `modifié le ${day}`,
  visibilities: {
    private: 'pour moi uniquement',
    link: 'à qui a le lien',
    public: 'public',
  },
  visibilitiesOfMany: {
    private: 'pour celles et ceux qui y écrivent',
    link: 'à qui a le lien',
    public: 'public',
  },
  ofCommunity: (name: string) => `De la communauté « ${name} »`,
  mine: {
    title: 'Vos carnets',
    lead: 'Rassemblez des projets, annotez-les, rangez-les ; gardez le tout pour vous ou partagez-le.',
    none: 'Vous n’avez pas encore de carnet.',
    create: 'Nouveau carnet',
    name: 'Titre',
    about: 'De quoi s’agit-il ? (facultatif)',
    submit: 'Créer le carnet',
  },
  add: {
    title: 'Garder dans un carnet',
    lead: (title: string) => `Le projet : ${title}`,
    there: 'il y est déjà',
    into: (title: string) => `Ajouter à « ${title} »`,
    orNew: 'Ou dans un nouveau carnet',
    submitNew: 'Créer et ajouter',
  },
  view: {
    kicker: 'Carnet',
    empty: 'Ce carnet est encore vide.',
    gone: (n: number) =>
      n === 1
        ? 'Un projet qui s’y trouvait n’est plus publié.'
        : `${n} projets qui s’y trouvaient ne sont plus publiés.`,
    edit: 'Modifier ce carnet',
    dossier: 'Dossier à imprimer',
    back: 'Revenir au carnet',
    files: 'Télécharger',
    filesNote: 'Les projets que leur licence retient ici ne sont pas dans les fichiers. Les notes sont dans le JSON.',
    report: 'Signaler ce carnet',
    note: 'Note',
    printed: (url: string, day: string) => `${url}, imprimé le ${day}`,
    sources: 'Sources et licences',
    latest: (day: string) => `dernière mise à jour le ${day}`,
    sourcesNote: 'Les notes et la présentation de ce carnet sont de qui l’a composé.',
    results: 'Résultats',
    needed: 'Ce qu’il a fallu',
    lessons: 'Ce qui a été appris',
    holder: 'Porté par',
    toldBy: (names: string) => `Raconté par ${names}`,
  },
  edit: {
    lead: 'Les changements se voient aussitôt.',
    leadPublic:
      'Les projets et leur ordre changent aussitôt. Le titre, la présentation et les notes sont relus par une personne du Carrefour avant que tout le monde les voie.',
    guard: {
      waiting: 'Ce que vous avez écrit attend d’être relu. Jusque-là, tout le monde voit ce qui l’a déjà été, ou rien.',
      asked: 'On vous pose une question, à laquelle répondre en changeant le texte :',
      off: 'Ce carnet a été retiré du site après un signalement : personne d’autre ne le voit. Changez-le, il sera relu.',
      refused: 'Ce que vous avez écrit n’est pas visible de tous. Changez-le, il sera relu.',
    },
    see: 'Voir le carnet',
    describe: 'Titre et présentation',
    save: 'Enregistrer',
    share: 'Partage',
    shareLead: 'Qui peut lire ce carnet, notes comprises ?',
    link: 'Le lien à donner. Choisir de nouveau « à qui a le lien » en fait un autre et ferme celui-ci.',
    publicNote:
      'Public : il est dans la liste des carnets, et les moteurs de recherche peuvent le trouver. Votre nom n’y figure pas.',
    projects: 'Projets',
    find: 'Chercher des projets à garder',
    up: 'Monter',
    down: 'Descendre',
    remove: 'Retirer',
    noteOf: (title: string) => `Note sur « ${title} »`,
    saveNote: 'Enregistrer la note',
    which: (what: string, title: string) => `${what} : ${title}`,
    delete: 'Supprimer ce carnet',
    deleteSure: 'Supprimer définitivement',
  },
  done: {
    fait: 'C’est fait.',
    ajoute: 'C’est gardé.',
  },
  refusals: {
    unreadable: 'Il manque un titre, ou un texte est trop long : 120 caractères au plus pour un titre, 2 000 ailleurs.',
    full: 'Ce carnet contient déjà cinq cents projets, le maximum : retirez-en, ou ouvrez-en un autre.',
    many: 'Vous avez déjà cent carnets, le maximum : supprimez-en un d’abord.',
    gone: 'Ce carnet ou ce projet n’est plus là.',
  },
};
