/** Following searches, in French. */

export const alerts = {
  follow: 'Suivre cette recherche',
  ask: {
    title: 'Suivre une recherche',
    lead: 'Un courriel quand de nouveaux projets y répondent, ou quand l’un d’eux change.',
    search: 'La recherche suivie',
    everything: 'Tous les projets',
    rhythm: 'À quel rythme ?',
    mail: 'Votre adresse électronique',
    mailHint:
      'Nous y envoyons un lien pour confirmer. Sans réponse sous sept jours, elle est oubliée. Elle ne sert à rien d’autre.',
    signedIn: (mail: string) => `Les nouvelles iront à ${mail}, l’adresse de votre compte.`,
    submit: 'Suivre',
    feed: 'Vous préférez un lecteur de flux ? Cette recherche en a un (Atom).',
    question:
      'Une alerte ne retient que les projets qui contiennent tous les mots de la recherche. Plutôt qu’une question, gardez les seuls mots qui comptent.',
    refusals: {
      'not-an-address': 'Cette adresse n’a pas la forme attendue : vérifiez-la, par exemple prenom@exemple.fr.',
      'too-many':
        'Trop de demandes d’ici ou pour cette adresse, ou déjà cinquante alertes. Attendez une heure, ou supprimez-en une.',
      'no-mail': 'L’exploitant de ce site n’a pas configuré l’envoi de courriels : suivez plutôt le flux.',
    },
  },
  sent: {
    title: 'Consultez votre messagerie',
    lead: (mail: string) => `Un lien part à l’adresse ${mail} : rien n’est suivi avant que vous ne l’ayez ouvert.`,
    back: 'Revenir à la recherche',
  },
  confirm: {
    title: 'Encore une étape',
    lead: (label: string, mail: string) => `La recherche : ${label}. Les nouvelles iront à ${mail}.`,
    submit: 'Confirmer',
  },
  list: {
    title: 'Vos alertes',
    lead: (mail: string) => `Les recherches dont des nouvelles vont à ${mail}.`,
    none: 'Vous ne suivez aucune recherche.',
    search: 'Chercher des projets',
    done: 'C’est fait.',
    followed: 'C’est fait : vous suivez cette recherche.',
    gone: 'Cette alerte n’est plus là.',
    since: (day: string) => `Depuis le ${day}`,
    told: (day: string) => `dernières nouvelles le ${day}`,
    states: {
      asked: 'attend que vous ouvriez le lien reçu',
      on: 'suivie',
      paused: 'en pause',
      bounced: 'arrêtée : notre courrier est revenu',
    },
    rhythm: 'Rythme',
    rhythmOf: (label: string) => `Rythme de l’alerte : ${label}`,
    save: 'Changer',
    pause: 'Mettre en pause',
    resume: 'Reprendre',
    remove: 'Supprimer',
    which: (what: string, label: string) => `${what} : ${label}`,
    keep: 'Gardez cette adresse pour vous : elle ouvre vos alertes à qui l’a.',
  },
  rhythms: {
    'at-once': 'tout de suite (un courriel par heure au plus)',
    daily: 'chaque matin, s’il y a du nouveau',
    weekly: 'le lundi matin, s’il y a du nouveau',
  },
  stop: {
    title: 'Arrêter une alerte',
    lead: (label: string) => `Ne plus rien recevoir de cette recherche : ${label}.`,
    submit: 'Arrêter cette alerte',
    done: {
      title: 'C’est arrêté',
      lead: 'Rien de plus ne vous sera envoyé pour cette recherche. L’alerte est effacée.',
      again: 'La suivre de nouveau',
    },
  },
  broken: {
    title: 'Ce lien n’ouvre rien',
    lead: 'Il est incomplet, ou l’alerte n’existe plus. Recopiez-le en entier depuis votre message.',
  },
};
