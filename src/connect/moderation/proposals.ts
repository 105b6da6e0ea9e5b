/** Kind sentences that a curator is offered, in the language of who will read them, to be changed at will. */
import type { Verdict } from './matter.ts';

type Offered = Readonly<Record<Verdict, readonly string[]>>;

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
