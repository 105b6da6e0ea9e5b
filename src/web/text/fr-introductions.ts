/** Introductions: the form, the conversation, what partners and curators see, in French. */
import { ofName } from './of-name.ts';

const s = (n: number) => (n >= 2 ? 's' : '');

export const introductions = {
  write: 'Écrire au porteur',
  lately: {
    answered: 'A répondu à la dernière personne qui lui a écrit.',
    asleep: 'Pas de réponse en trois semaines à la dernière personne qui lui a écrit.',
    nothing: '',
  },
  nobody: {
    'no-address':
      'On ne peut pas écrire au porteur par le Carrefour : personne ne nous a confié d’adresse.',
    objected: 'On ne peut pas écrire au porteur par le Carrefour : son adresse n’est pas gardée, à sa demande.',
    'no-more': 'Le porteur de ce projet ne souhaite pas recevoir de messages par le Carrefour.',
    invented: 'Ce projet est fictif : il n’y a personne à qui écrire.',
    unknown: 'Ce projet n’est plus en ligne.',
    'no-mail':
      'On ne peut pas écrire aux porteurs ici : l’exploitant de ce site n’a pas configuré l’envoi de courriels.',
  },
  purposes: {
    learn: 'Apprendre de son expérience',
    copy: 'Faire la même chose ailleurs',
    support: 'Aider, donner un coup de main',
    join: 'Rejoindre le projet',
    fund: 'Le financer',
  },
  ask: {
    title: (project: string) => `Écrire au porteur de « ${project} »`,
    lead: 'Votre message passe par le Carrefour. Ni votre adresse ni la sienne n’est montrée, sauf si vous l’acceptez de part et d’autre.',
    purpose: 'Pourquoi écrivez-vous ?',
    message: 'Votre message',
    messageHint:
      'De 20 à 5 000 caractères. Dites qui vous êtes, d’où, et ce que vous cherchez : on répond plus volontiers.',
    masked:
      'Les adresses et les numéros écrits ici sont masqués tant que l’échange n’a pas été accepté de part et d’autre.',
    name: 'Votre nom, tel qu’il sera montré',
    mail: 'Votre adresse électronique',
    mailHint: 'Nous y envoyons un lien : rien ne part avant que vous l’ayez ouvert. Elle n’est pas montrée.',
    signedIn: (mail: string) => `Vous écrivez avec ${mail}, qui n’est pas montrée.`,
    consent: 'J’accepte que mon nom et mon message soient transmis au porteur, ou au réseau qui raconte le projet.',
    kept: 'Ce qui est écrit est effacé 90 jours après le dernier message, ou 30 jours après la fermeture. Après 7, puis 14 jours sans réponse, nous rappelons votre message ; après 21 jours, nous n’insistons plus.',
    limits: 'Cinq premiers messages par jour et par personne, cinq par jour pour un même porteur.',
    submit: 'Envoyer',
    back: 'Revenir au projet',
    lately: 'Comment cela s’est passé',
  },
  toConfirm: {
    title: 'Encore une étape',
    lead: (mail: string) => `Un lien part à l’adresse ${mail}. Ouvrez-le pour relire votre message et l’envoyer.`,
    lasts: 'Il est valable deux jours. Rien n’est parti pour l’instant.',
    mailbox: 'Ouvrir la boîte aux lettres de développement',
  },
  refusals: {
    'no-consent': 'Sans votre accord, rien ne peut être transmis : cochez la case.',
    'no-name': 'Donnez un nom, le vôtre ou celui par lequel on peut s’adresser à vous.',
    'too-short': 'Ce message est trop court : vingt caractères au moins.',
    'too-long': 'Ce message est trop long : 5 000 caractères au plus.',
    'not-an-address': 'Cette adresse n’a pas la forme attendue : vérifiez-la, par exemple prenom@exemple.fr.',
    yourself: 'Cette adresse est celle du porteur : vous vous écririez à vous-même.',
    barred: 'Vous ne pouvez plus écrire aux porteurs par le Carrefour : un abus a été signalé et reconnu.',
    'already-open':
      'Vous avez déjà une conversation ouverte avec ce porteur. Retrouvez-la dans votre messagerie ou votre compte.',
    'too-many': 'C’est assez pour aujourd’hui : réessayez demain.',
    'too-many-holder': 'Ce porteur a reçu beaucoup de messages aujourd’hui : réessayez demain.',
    'no-purpose': 'Dites pourquoi vous écrivez.',
    unconfirmed: 'Ce message n’est pas encore parti.',
    'wait-for-answer': 'Votre premier message est parti : attendez la réponse du porteur avant d’écrire encore.',
    asleep: 'Trois semaines ont passé sans réponse : la conversation reprendra si le porteur écrit.',
    closed: 'Cette conversation est fermée.',
    already: 'C’était déjà fait.',
    shared: 'Vos adresses sont déjà échangées : cela ne se reprend pas.',
    empty: 'Il n’y a rien à envoyer.',
    'no-reason': 'Dites ce qui ne va pas.',
  },
  page: {
    title: (project: string) => `Conversation au sujet de « ${project} »`,
    leads: {
      unconfirmed: 'Relisez votre message. Il n’est pas encore parti.',
      waiting: {
        asker: 'Votre message est parti. Nous attendons la réponse.',
        holder: 'Une personne vous a écrit et attend votre réponse.',
      },
      talking: 'Vous vous écrivez par le Carrefour.',
      asleep: {
        asker: 'Trois semaines ont passé sans réponse : nous n’insistons plus. Si elle vient, nous vous préviendrons.',
        holder: 'Trois semaines ont passé : nous n’insistons plus. Vous pouvez encore répondre.',
      },
      closed: 'Cette conversation est fermée : plus rien n’y passe.',
    },
    closedBy: {
      me: 'Vous l’avez fermée.',
      other: 'L’autre personne l’a fermée.',
      nobody:
        'L’adresse que nous avions ne reçoit plus de courrier : votre message n’a pas pu être remis. Réessayez depuis la page du projet.',
    },
    gone: 'Ce qui a été écrit ici est effacé.',
    erased: (day: string) => `Ce qui est écrit ici sera effacé le ${day} s’il ne s’y passe plus rien.`,
    project: 'Voir le projet',
    why: (purpose: string) => `Motif : ${purpose}`,
    messages: 'Messages',
    you: 'Vous',
    attachments: 'Des pièces jointes accompagnaient ce message : elles n’ont pas été transmises.',
    confirm: 'Envoyer ce message',
    answer: 'Votre réponse',
    name: 'Votre nom, tel qu’il est montré (facultatif)',
    send: 'Envoyer',
    addresses: 'Échanger vos adresses',
    addressesText:
      'Si vous l’acceptez de part et d’autre, chaque personne reçoit l’adresse de l’autre. Jusque-là, elles restent masquées.',
    theyAgree: 'L’autre personne l’accepte.',
    youAgree: 'Vous l’acceptez. Nous attendons l’autre personne.',
    agree: 'J’accepte d’échanger nos adresses',
    withdraw: 'Reprendre mon accord',
    shared: (name: string) => `Adresse ${ofName(name)} :`,
    heldTitle: 'Est-ce bien de vous ?',
    heldText:
      'Ces messages sont arrivés pour cette conversation, mais d’une autre adresse que celle que nous connaissons de vous. Ils n’ont pas été transmis.',
    release: 'C’est de moi : transmettre',
    drop: 'Ce n’est pas de moi : effacer',
    closing: 'Fermer la conversation',
    closingText: 'Plus rien ne passera, et l’autre personne en sera prévenue.',
    noMore: 'Ne plus recevoir de messages de personne par le Carrefour',
    close: 'Fermer',
    reporting: 'Signaler un abus',
    reportingText:
      'La conversation est fermée, et une personne du Carrefour lit ce qui y est écrit, sans vos adresses.',
    reason: 'Ce qui ne va pas',
    report: 'Signaler',
    reported: 'Cette conversation a été signalée, par vous ou par l’autre personne : quelqu’un du Carrefour la lira.',
    done: {
      confirm: 'Votre message est parti.',
      write: 'Votre réponse est partie.',
      agree: 'Votre accord est noté.',
      withdraw: 'Votre accord est repris.',
      close: 'La conversation est fermée.',
      report: 'Le signalement est noté. Merci.',
      release: 'Le message est transmis.',
      drop: 'Le message est effacé.',
    },
  },
  own: {
    link: 'Vos conversations',
    title: 'Vos conversations',
    lead: 'Celles que vous avez commencées, et celles où l’on vous a écrit.',
    none: 'Aucune pour l’instant. On écrit au porteur d’un projet depuis la page du projet.',
    sides: { asker: 'vous avez écrit', holder: 'on vous a écrit' },
    states: {
      unconfirmed: 'pas encore partie',
      waiting: 'en attente d’une réponse',
      talking: 'en cours',
      asleep: 'sans réponse',
      closed: 'fermée',
    },
  },
  figures: {
    title: 'Mises en contact',
    lead: (name: string) =>
      `Les personnes qui ont écrit par le Carrefour aux porteurs des projets que raconte ${name}.`,
    linkOf: (name: string) => `Mises en contact ${ofName(name)}`,
    summary: (n: number, written: string, answered: string) =>
      n === 0
        ? 'Personne n’a encore écrit aux porteurs de ces projets par le Carrefour, ces douze dernières semaines.'
        : `En douze semaines, ${written} personne${s(n)} ${n >= 2 ? 'ont' : 'a'} écrit aux porteurs de ces projets par le Carrefour ; réponses reçues : ${answered}.`,
    thisWeek: (n: number, written: string) => (n === 0 ? 'Aucune cette semaine.' : `${written} cette semaine.`),
    caption: 'Mises en contact, semaine par semaine',
    week: 'Semaine du',
    begun: 'Commencées',
    answered: 'Avec une réponse',
    weekly: 'Recevoir ces chiffres chaque lundi par courriel',
    start: 'Les recevoir',
    stop: 'Ne plus les recevoir',
    stopText: 'Vous recevez ces chiffres chaque lundi.',
    saved: 'C’est enregistré.',
  },
};
