/** The pages that every French site must have, and those that say what the Carrefour is, in French. */

export interface Section {
  title: string;
  paragraphs: readonly string[];
  /** Under the paragraphs, one a line. */
  items?: readonly string[];
  links?: readonly { label: string; href: string }[];
}

export const about = {
  notGiven: 'non renseigné par l’exploitant',
  nav: {
    legal: 'Informations légales',
    mentions: 'Mentions légales',
    privacy: 'Données personnelles',
    accessibility: 'Accessibilité : partiellement conforme',
    about: 'À propos',
    openData: 'Données ouvertes',
    contribute: 'Contribuer',
    map: 'Plan du site',
    territories: 'Territoires',
    places: 'Types de lieux',
    home: 'Accueil',
    search: 'Recherche',
  },
  mentions: {
    title: 'Mentions légales',
    lead: 'Qui publie ce site, qui l’héberge, et sous quelles licences on peut le reprendre.',
    facts: {
      publisher: 'Éditeur',
      address: 'Adresse de l’éditeur',
      director: 'Direction de la publication',
      contact: 'Nous écrire',
      host: 'Hébergement',
      source: 'Code source',
    },
    sections: [
      {
        title: 'Les contenus',
        paragraphs: [
          'Chaque fiche est racontée par un ou plusieurs partenaires, qui en répondent. Sa page dit lesquels, à quelle date et sous quelle licence ; la licence du partenaire est celle qui vaut.',
          'Un contenu vous paraît illicite, faux ou blessant ? Chaque page de projet a un lien « Signaler ». Vous pouvez aussi nous écrire, en donnant l’adresse de la page : une fiche peut être masquée sans attendre.',
        ],
      },
      {
        title: 'Le code',
        paragraphs: [
          'Le logiciel est libre, sous licence GNU AGPL 3.0 ou ultérieure : toute personne qui s’en sert par le réseau a le droit d’en recevoir le code source.',
        ],
      },
      {
        title: 'Ce qui vient d’ailleurs',
        paragraphs: [
          'Codes, noms et populations des territoires : INSEE, code officiel géographique. Contours : IGN Admin Express, Licence Ouverte 2.0. Caractères : Bricolage Grotesque et Figtree, licence SIL Open Font 1.1.',
        ],
      },
    ] as readonly Section[],
  },
  privacy: {
    title: 'Données personnelles',
    lead: 'Lire ce site ne laisse rien de vous ici : ni cookie, ni traceur, ni compte.',
    sections: [
      {
        title: 'Si vous lisez',
        paragraphs: [
          'Aucun cookie n’est déposé, aucune mesure d’audience n’est faite.',
          'Quand vous changez un critère de recherche, votre navigateur retient le temps d’un chargement quels volets étaient ouverts. Cela ne sort pas de chez vous.',
          'De qui lit, le logiciel n’écrit dans son journal que ses propres pannes : l’heure, le genre de page qui a échoué, et l’erreur ; et ce qu’il a refusé : l’heure, le genre de page, et une empreinte du réseau qui change chaque jour. Ni votre adresse IP, ni votre navigateur. Si l’exploitant a placé un autre serveur devant celui-ci, ce serveur peut tenir ses propres journaux : l’exploitant vous le dira.',
          'Autour d’un lieu, c’est vous qui donnez le lieu : votre position n’est jamais demandée.',
        ],
      },
      {
        title: 'Si vous racontez un projet',
        paragraphs: [
          'Ce que vous écrivez est gardé au fur et à mesure, avec l’adresse à laquelle vous répondre, jamais affichée. Sans compte, un cookie retrouve votre brouillon dans ce navigateur, trente jours. Ce qui n’est pas envoyé est effacé trente jours après votre dernier changement ; ce qui n’a pas été retenu, un an après.',
          'Des images, rien n’est gardé que ce qu’elles montrent : ni le lieu ni l’appareil. Si vous supprimez votre compte, ce qui n’était pas en ligne disparaît ; ce qui l’était, donné à tous sous licence libre, reste sans votre nom.',
        ],
      },
      {
        title: 'Si vous ouvrez un compte',
        paragraphs: [
          'Un compte ne sert qu’à écrire. Nous gardons votre adresse, le nom et la langue que vous avez choisis, et, pour chaque appareil où votre session est ouverte, depuis quand, à quelle heure il a servi en dernier, et le nom que se donne le navigateur. Pas de mot de passe, pas d’adresse IP. Si vous entrez par un fournisseur d’identité, nous gardons aussi le numéro par lequel il vous désigne.',
          'Un seul cookie est alors déposé, celui de la connexion. Il dure trente jours au plus, sept sans visite, et part quand vous vous déconnectez. Si vous avez posé une seconde preuve, un autre attend votre code, dix minutes. Le journal note les connexions et les refus, par un numéro de compte et par des empreintes de l’adresse et du réseau qui changent chaque jour.',
          'Pour arrêter qui essaie des liens au hasard, nous comptons les demandes par réseau et par adresse, d’une heure à trois jours, sous une forme qui ne permet pas de les retrouver. D’un courriel parti, nous gardons trente jours à qui, quand et de quelle sorte, sans ce qu’il disait ; d’une adresse où personne ne répond, une empreinte, pour ne plus y écrire.',
          'La base légale est le service que vous demandez. Sur la page « Compte », vous pouvez vous-même voir et terminer vos sessions, prendre vos données et supprimer votre compte : l’effacement est immédiat.',
          'Ce que vous décidez pour un partenaire ou pour la curation porte votre nom, que voient les partenaires et la curation ; il s’en va avec votre compte.',
        ],
      },
      {
        title: 'Si vous envoyez un formulaire',
        paragraphs: [
          'Ce qui ressemble à un envoi de programme attend qu’une personne le lise, soixante jours au plus. Pour reconnaître un texte qui revient, ou un formulaire parti deux fois, nous en gardons une empreinte que personne ne peut relire, trente jours au plus.',
        ],
      },
      {
        title: 'Si vous suivez une recherche',
        paragraphs: [
          'Nous gardons votre adresse, la recherche, le rythme choisi et la date des dernières nouvelles, tant que l’alerte existe. Une adresse qui n’a pas été confirmée est oubliée après sept jours, une adresse qui ne reçoit plus après quatre-vingt-dix. Chaque courriel porte un lien qui arrête l’alerte d’un geste : elle est alors effacée, et votre adresse avec la dernière. Rien ne dit si vous avez ouvert un courriel. La base légale est votre accord, que vous donnez en confirmant.',
        ],
      },
      {
        title: 'Si vous tenez un carnet',
        paragraphs: [
          'Un carnet est gardé avec votre compte, tant que vous ne le supprimez pas. C’est vous qui décidez qui le lit ; public, il ne dit pas votre nom. Il part avec votre compte.',
        ],
      },
      {
        title: 'Si vous rejoignez une communauté',
        paragraphs: [
          'Nous gardons que vous en êtes, depuis quand, et ce que vous y écrivez. Votre nom n’y est montré qu’aux membres, votre adresse à personne ; les besoins et les rencontres que vous annoncez se lisent sans compte. Quand vous partez, votre appartenance s’efface ; quand vous supprimez votre compte, ce que vous y avez écrit aussi.',
        ],
      },
      {
        title: 'Si vous écrivez à un porteur, ou si l’on vous écrit',
        paragraphs: [
          'Ni votre adresse ni celle de l’autre personne n’est montrée, sauf si vous l’acceptez de part et d’autre. Ce qui est écrit, vos noms et vos adresses sont effacés 90 jours après le dernier message, 30 jours après la fermeture, 180 jours au plus si un abus est signalé ; il reste un décompte sans nom. Un message qui n’est pas confirmé est effacé au bout de deux jours.',
          'Des partenaires nous confient, pour cela seul, l’adresse d’une personne qui porte un projet. Elle est gardée à part, tant que le partenaire la donne, et n’est publiée nulle part. Pour ne plus rien recevoir, dites-le sur la page de la conversation ou à l’exploitant : nous n’en gardons alors qu’une empreinte.',
        ],
      },
      {
        title: 'Si vous corrigez, signalez, ou tenez un projet à jour',
        paragraphs: [
          'D’une correction, le partenaire voit ce que vous proposez et pourquoi, jamais qui vous êtes. Votre adresse ou votre compte et vos raisons sont oubliés un an après la réponse ; une proposition qui n’est pas confirmée, au bout de trois jours. D’un signalement, seule l’équipe de curation voit l’adresse que vous laissez ; il est effacé un an après sa décision.',
          'Si vous demandez à tenir un projet, les partenaires qui le racontent et l’équipe de curation voient votre nom, votre adresse et votre message. La page dit que le projet est tenu par son porteur, sans dire qui. Vous le quittez quand vous voulez ; vos nouvelles ne sont alors plus montrées, et tout est effacé un an après.',
        ],
      },
      {
        title: 'Si une fiche parle de vous',
        paragraphs: [
          'Les catalogues nomment des structures, parfois des personnes. Les courriels et téléphones personnels sont reconnus et ne sont pas publiés : seuls restent les contacts génériques d’une structure et ceux que le partenaire a le droit de publier.',
          'La base légale est l’intérêt légitime : faire connaître des initiatives que leurs réseaux ont rendues publiques. Les données sont gardées tant que le partenaire les partage ; l’historique reste, pour que rien ne se perde, sans être montré.',
          'Vous pouvez accéder à ce qui vous concerne, le faire corriger, vous opposer à ce qu’il soit montré, ou demander l’effacement de ce qui est conservé : écrivez à l’exploitant, ou au partenaire nommé sur la fiche. Une décision humaine l’emporte toujours sur ce que les catalogues renverront ensuite.',
        ],
      },
      {
        title: 'Si la réponse ne convient pas',
        paragraphs: ['Vous pouvez saisir la CNIL.'],
        links: [{ label: 'Adresser une plainte à la CNIL', href: 'https://www.cnil.fr/fr/plaintes' }],
      },
    ] as readonly Section[],
    contact: 'À qui écrire',
    elsewhere: {
      title: 'Ce que votre navigateur demande à d’autres sites',
      nothing: 'Rien : les caractères, les cartes et les scripts viennent de ce site.',
      tiles: (host: string) =>
        `Une seule chose, choisie par l’exploitant : le fond de la carte interactive, qui vient de ${host}. Quand vous ouvrez cette carte, et alors seulement, votre navigateur demande à cet hôte de quoi dessiner l’endroit que vous regardez : il voit votre adresse IP. Les caractères, les scripts, la carte fixe et la liste viennent de ce site.`,
    },
  },
  accessibility: {
    title: 'Accessibilité',
    state: (isWhole: boolean) => `État : ${isWhole ? 'totalement' : 'partiellement'} conforme au RGAA 4.1.`,
    result: {
      title: 'Ce que dit l’audit',
      rate: (met: string, of: string, percent: string, day: string) =>
        `${met} des ${of} critères qui s’appliquent sont respectés, soit ${percent} % (${day}).`,
      own: 'C’est un audit que nous avons fait nous-mêmes, par des tests automatiques et en relisant les pages ; aucun auditeur indépendant ne l’a refait. Le tableau des 106 critères, avec la preuve de chacun, accompagne le code.',
      unmet: 'Ce qui n’est pas conforme',
      criterion: (id: string, said: string) => `Critère ${id}. ${said}`,
    },
    sections: [
      {
        title: 'Ce qui est vérifié par des tests automatiques',
        paragraphs: ['Ces tests accompagnent le code ; une page qui y manque ne devrait pas être publiée.'],
        items: [
          'axe-core ne trouve aucun défaut sur chaque genre de page, en français et en anglais, en thème clair et sombre, à 360 et à 1 280 pixels de large.',
          'Le contraste de chaque couple de couleurs est calculé : 4,5 pour le texte, 3 pour les bords, le focus et les repères.',
          'Rien ne déborde en largeur sur un petit écran.',
          'Chercher, filtrer, ouvrir une fiche se fait au clavier seul, et sans JavaScript.',
          'La liste dit tout ce que dit la carte.',
          'Chaque page a sa langue, un seul titre principal, un lien d’évitement.',
        ],
      },
      {
        title: 'Ce qui ne l’est pas encore',
        paragraphs: [],
        items: [
          'L’audit n’a pas été refait par une personne dont c’est le métier.',
          'Le site a été écouté avec un seul lecteur d’écran, Orca, par ceux qui l’ont écrit ; ni avec NVDA, JAWS ou VoiceOver, ni avec des personnes handicapées.',
          'La carte interactive, facultative, a été essayée à la souris, au doigt, au clavier et avec Orca, pas avec une autre aide technique ; la carte fixe et la liste la remplacent.',
          'Les textes des partenaires sont repris tels quels : leur langue, leurs intitulés de liens ou leurs listes peuvent manquer de soin.',
        ],
      },
      {
        title: 'Signaler un défaut',
        paragraphs: [
          'Si quelque chose vous empêche de lire ou d’agir, écrivez-nous : nous vous répondrons, et vous donnerons le contenu autrement.',
          'Si vous n’obtenez pas de réponse satisfaisante, vous pouvez saisir le Défenseur des droits.',
        ],
        links: [{ label: 'Saisir le Défenseur des droits', href: 'https://formulaire.defenseurdesdroits.fr/' }],
      },
    ] as readonly Section[],
    contact: 'À qui écrire',
  },
  about: {
    title: 'À propos',
    lead: 'Le Carrefour réunit les catalogues de celles et ceux qui soutiennent l’innovation sociale, pour qu’on trouve ce qui se fait près de chez soi et ce qui a marché ailleurs.',
    sections: [
      {
        title: 'Quatre gestes',
        paragraphs: [
          'Recenser : lire chaque catalogue tel qu’il est, aussi souvent qu’il change, sans jamais rien perdre. Décrire : un même vocabulaire, et une seule page quand deux fiches parlent du même projet. Localiser : à la commune, à l’intercommunalité, au département, à la région, sur la carte. Relier : trouver, comprendre, comparer, joindre.',
        ],
      },
      {
        title: 'Un commun, ses règles',
        paragraphs: [],
        items: [
          'Un partenaire, une voix : aucun catalogue ne compte plus qu’un autre, et les listes de partenaires suivent l’ordre alphabétique.',
          'Aucune définition de l’innovation sociale n’est imposée : chaque partenaire répond de ce qu’il partage.',
          'Chacun reste maître de ses fiches et de leur licence ; le Carrefour n’efface pas les mots du partenaire.',
          'Chaque page dit qui raconte quoi, champ par champ, et quelle règle a choisi entre deux versions.',
          'Une décision humaine l’emporte sur les calculs, et se défait.',
          'Le code est libre, les données ouvertes le sont autant que leurs licences le permettent.',
        ],
      },
      {
        title: 'Comment les résultats sont rangés',
        paragraphs: [
          'Avec des mots : d’abord les fiches qui les contiennent le mieux, le titre pesant plus que le texte. Sans mots : les fiches les plus complètes, puis les plus fraîches. Personne ne peut payer pour être devant, et rien ne dépend de qui cherche.',
        ],
      },
      {
        title: 'Ce que les chiffres disent',
        paragraphs: [
          'Ils comptent ce que les partenaires ont déclaré. Là où il n’y a pas de donnée, il se passe peut-être beaucoup : nous écrivons « aucune donnée », jamais « rien ».',
          'Les catalogues marqués « démonstration » sont inventés pour montrer ce que le site sait faire.',
        ],
      },
    ] as readonly Section[],
  },
  openData: {
    title: 'Données ouvertes',
    lead: 'Ce qui est montré ici se reprend sans clé, sans inscription, sous les licences des partenaires.',
    sections: [
      {
        title: 'L’API',
        paragraphs: [
          'Les mêmes critères que la recherche, sous les mêmes noms : copiez la fin de l’adresse d’une recherche, elle marche aussi là. Les réponses disent les licences et les mentions à citer.',
        ],
        links: [
          { label: 'Par où commencer', href: '/api' },
          { label: 'Le contrat OpenAPI 3.1', href: '/api/openapi.json' },
          { label: 'Les projets, page à page', href: '/api/v1/projects' },
        ],
      },
      {
        title: 'Des fichiers entiers',
        paragraphs: [
          'Calculés à la demande, toujours à jour. Ajoutez n’importe quel critère pour n’en prendre qu’une part.',
        ],
        links: [
          { label: 'CSV (tableur)', href: '/api/v1/projects.csv' },
          { label: 'GeoJSON (carte)', href: '/api/v1/projects.geojson' },
          { label: 'JSON Lines (tout, un projet par ligne)', href: '/api/v1/projects.jsonl' },
          { label: 'Le schéma du CSV (Table Schema)', href: '/api/v1/schema.json' },
        ],
      },
      {
        title: 'Le vocabulaire',
        paragraphs: [
          'Thèmes, types de lieux, publics, façons de faire : avec leurs définitions, leurs synonymes et leurs équivalents ailleurs.',
        ],
        links: [
          { label: 'Tous les vocabulaires', href: '/api/v1/vocabularies' },
          { label: 'Les thèmes en SKOS (Turtle)', href: '/api/v1/vocabularies/themes.ttl' },
        ],
      },
      {
        title: 'Suivre une recherche',
        paragraphs: [
          'Toute recherche a son flux, en Atom et en JSON Feed : votre lecteur de flux le trouve sur la page des résultats.',
        ],
        links: [
          { label: 'Tous les projets (Atom)', href: '/recherche.atom' },
          { label: 'Tous les projets (JSON Feed)', href: '/recherche.json' },
        ],
      },
      {
        title: 'À quelles conditions',
        paragraphs: [
          'Il n’y a pas de licence de l’ensemble : chaque catalogue garde la sienne. Reprenez un projet sous les licences de tous ceux qui le racontent, citez-les, et partagez à l’identique ce qui l’exige.',
          'Un catalogue « tous droits réservés » se lit ici, et n’est dans aucun fichier.',
        ],
      },
    ] as readonly Section[],
    licences: 'Les licences, catalogue par catalogue',
  },
  contribute: {
    title: 'Contribuer',
    lead: 'Racontez un projet, ou branchez un catalogue entier : il n’y a pas de petite contribution.',
    sections: [
      {
        title: 'Brancher un catalogue',
        paragraphs: [
          'Vous tenez une liste de projets ? Gardez-la où elle est et comme elle est : c’est le Carrefour qui s’adapte.',
        ],
        items: [
          'Un fichier ou une adresse suffit : CSV, tableur (xlsx, ods), JSON, GeoJSON, XML, flux RSS ou Atom, et même les pages de votre site.',
          'Choisissez une licence : Licence Ouverte 2.0, ODbL ou une licence Creative Commons, pour que vos fiches circulent.',
          'Reste à dire quelle colonne est le titre, le lieu, le thème : le Carrefour propose un petit fichier, source.yaml, que l’on corrige sans programmer. L’exploitant peut le faire avec vous.',
          'Vous voyez ce qui a été pris, ce qui a été refusé et pourquoi ; une mise à jour qui ferait disparaître trop de fiches s’arrête d’elle-même.',
        ],
      },
      {
        title: 'Ajouter ou corriger une fiche',
        paragraphs: [
          'Une erreur sur une page ? « Proposer une correction » s’y trouve : votre proposition va au partenaire qui raconte le projet ; s’il l’accepte, elle se voit aussitôt. Ce qu’un partenaire corrige dans son propre catalogue arrive ici à la lecture suivante.',
          'Votre projet n’est dans aucun catalogue ? Racontez-le ici : dix minutes suffisent, ce que vous écrivez est gardé au fur et à mesure, et une personne le lit avant qu’il paraisse.',
        ],
      },
      {
        title: 'Améliorer le logiciel',
        paragraphs: ['Le code est libre. La façon de brancher un catalogue y est documentée, avec des exemples réels.'],
      },
    ] as readonly Section[],
    contact: 'À qui écrire',
  },
  siteMap: {
    title: 'Plan du site',
    lead: 'Toutes les pages, sauf les projets eux-mêmes : cherchez-les, ou parcourez-les par thème, par lieu ou par partenaire.',
    main: 'Pages principales',
    regions: 'Régions',
  },
};
