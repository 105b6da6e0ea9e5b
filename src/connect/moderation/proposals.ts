/** Kind sentences that a curator is offered, in the language of who will read them, to be changed at will. */
import type { Verdict } from './matter.ts';

type Offered = Readonly<Record<Verdict, readonly string[]>>;

const reportedFr = {
  accept: ['Merci de nous l’avoir signalé : c’est retiré du site.'],
  refuse: ['Merci de nous l’avoir signalé. Nous l’avons lu et le laissons en ligne : d’autres peuvent y tenir.'],
};
const reportedEn = {
  accept: ['Thank you for telling us: it is off the site.'],
  refuse: ['Thank you for telling us. We read it and leave it online: it may matter to others.'],
};

const fr: Readonly<Record<string, Offered>> = {
  contribution: {
    accept: [
      'Merci : votre projet est en ligne. Vous pouvez le compléter quand vous voulez, et d’autres le trouveront désormais.',
      'Merci ! Votre récit complète la page d’un projet déjà connu : nous les avons réunis, chacun garde ses mots.',
    ],
    ask: [
      'Merci pour ce projet. Avant de le publier, pourriez-vous dire en deux phrases ce qui s’y passe concrètement, et pour qui ?',
      'Merci. Dans quelle commune ce projet a-t-il lieu ? Sans elle, personne ne le trouvera sur la carte.',
    ],
    refuse: [
      'Merci d’avoir pris le temps d’écrire. Nous ne publions que des projets que l’on peut visiter, rejoindre ou imiter : celui-ci n’en dit pas encore assez. Revenez quand il aura pris forme, la porte est ouverte.',
      'Merci. Ce texte présente un service commercial, et le Carrefour n’est pas un annuaire d’entreprises : nous ne le publions pas. Si nous avons mal compris, répondez-nous.',
    ],
  },
  admission: {
    accept: ['Bienvenue : vous parlez maintenant pour ce catalogue, dont la page vous est ouverte.'],
    ask: [
      'Merci. Pourriez-vous nous écrire depuis une adresse de l’organisation, ou nous dire qui peut confirmer que vous en êtes ?',
    ],
    refuse: [
      'Merci. Nous n’avons pas pu vérifier que vous parlez pour cette organisation. Demandez à une personne qui y administre l’équipe, ou revenez avec une adresse de chez elle.',
    ],
  },
  collection: {
    accept: [
      'Merci : tout le monde peut maintenant lire votre carnet. Ce que vous y écrirez ensuite sera relu de même.',
    ],
    ask: ['Merci pour ce carnet. Pourriez-vous dire en une phrase ce qui réunit ces projets ?'],
    refuse: [
      'Merci. Une note nomme une personne, ou donne une adresse : tout le monde la lirait. Retirez-la, et nous relirons.',
      'Merci. Ce carnet ne parle pas des projets qu’il réunit : nous ne le montrons pas à tous. Il reste à vous, et à qui en a le lien.',
    ],
  },
  'community-change': {
    accept: ['Merci : la page de la communauté est à jour.'],
    ask: ['Merci. Pourriez-vous nous dire ce qui change pour ses membres ?'],
    refuse: [
      'Merci. Ce n’est plus la communauté qui avait été admise : nous laissons sa page comme elle est. Vous pouvez en ouvrir une autre.',
    ],
  },
  'introduction-report': {
    accept: ['Merci de nous l’avoir dit. Nous avons lu l’échange : cette adresse ne pourra plus écrire ici.'],
    ask: [],
    refuse: [
      'Merci de nous l’avoir dit. Nous avons lu l’échange et n’écartons personne ; la conversation reste fermée.',
    ],
  },
  'community-report': { ...reportedFr, ask: ['Merci. Pourriez-vous nous dire plus précisément ce qui ne va pas ?'] },
  'collection-report': { ...reportedFr, ask: ['Merci. Pourriez-vous nous dire plus précisément ce qui ne va pas ?'] },
  any: {
    accept: ['Merci : c’est fait, grâce à vous.'],
    ask: ['Merci. Pourriez-vous nous dire d’où vous le tenez, ou nous donner une adresse où le vérifier ?'],
    refuse: [
      'Merci d’avoir pris le temps de nous écrire. Nous n’avons pas pu le vérifier et laissons la page comme elle est. Si vous avez une source, elle est la bienvenue.',
    ],
  },
};

const en: Readonly<Record<string, Offered>> = {
  contribution: {
    accept: [
      'Thank you: your project is online. You can add to it whenever you like, and others will now find it.',
      'Thank you! What you wrote completes the page of a project that was known already: they stand together, each in its own words.',
    ],
    ask: [
      'Thank you for this project. Before it goes online, could you say in two sentences what happens there, and for whom?',
      'Thank you. In which commune does this project take place? Without it nobody will find it on the map.',
    ],
    refuse: [
      'Thank you for taking the time to write. We publish projects that can be visited, joined or imitated: this one does not say enough yet. Come back when it has taken shape, the door is open.',
      'Thank you. This text presents a commercial service, and the Carrefour is no directory of businesses: we do not publish it. If we misunderstood, write back.',
    ],
  },
  admission: {
    accept: ['Welcome: you now speak for this catalogue, whose pages are open to you.'],
    ask: [
      'Thank you. Could you write to us from an address of the organisation, or tell us who can confirm that you are of it?',
    ],
    refuse: [
      'Thank you. We could not check that you speak for this organisation. Ask somebody who runs its team, or come back with an address of theirs.',
    ],
  },
  collection: {
    accept: ['Thank you: everybody reads your collection. What you write in it later will be read likewise.'],
    ask: ['Thank you for this collection. Could you say in a sentence what these projects have in common?'],
    refuse: [
      'Thank you. A note names a person, or gives an address: everybody would read it. Take it out, and we will read again.',
      'Thank you. This collection does not speak of the projects that it gathers: we do not show it to everybody. It remains yours, and for whoever has its link.',
    ],
  },
  'community-change': {
    accept: ['Thank you: the community’s page now says so.'],
    ask: ['Thank you. Could you tell us what changes for its members?'],
    refuse: [
      'Thank you. This is no longer the community that was admitted: we leave its page as it is. You may open another.',
    ],
  },
  'introduction-report': {
    accept: ['Thank you for telling us. We read the conversation: this address can no longer write here.'],
    ask: [],
    refuse: ['Thank you for telling us. We read the conversation and bar nobody; it stays closed.'],
  },
  'community-report': { ...reportedEn, ask: ['Thank you. Could you tell us more precisely what is wrong?'] },
  'collection-report': { ...reportedEn, ask: ['Thank you. Could you tell us more precisely what is wrong?'] },
  any: {
    accept: ['Thank you: it is done, thanks to you.'],
    ask: ['Thank you. Could you tell us where you have it from, or give an address where it can be checked?'],
    refuse: [
      'Thank you for taking the time to write. We could not check it and leave the page as it is. If you have a source, it is welcome.',
    ],
  },
};

export const proposalsFor = (kind: string, language: 'fr' | 'en'): Offered => {
  const offered = language === 'fr' ? fr : en;
  return offered[kind] ?? offered.any!;
};
