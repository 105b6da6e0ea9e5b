/** Signing in, one's own account, the curators' frame, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const account = {
  link: 'Compte',
  signIn: {
    title: 'Se connecter',
    lead: 'Un compte ne sert qu’à écrire : proposer, corriger, relire. Pour chercher et lire, nul besoin d’en avoir un.',
    closed: 'Cette page demande une connexion. Vous y reviendrez aussitôt.',
    anew: 'Ce geste demande de prouver à nouveau que c’est vous, et rien n’a été fait encore. Vous reviendrez à la même page, où vous aurez dix minutes pour le faire.',
    mail: 'Votre adresse électronique',
    mailHint: 'Nous y envoyons un lien qui ouvre votre compte, ou le crée. Pas de mot de passe.',
    submit: 'Recevoir un lien',
    provider: (name: string) => `Se connecter avec ${name}`,
    or: 'ou',
    noMail:
      'L’exploitant de ce site n’a pas configuré l’envoi de courriels : la connexion par lien n’est pas possible ici.',
    personal: 'Ce que nous gardons de vous',
    refusals: {
      'not-an-address': 'Cette adresse n’a pas la forme attendue : vérifiez-la, par exemple prenom@exemple.fr.',
      'too-many':
        'Trop de liens ont été demandés d’ici ou pour cette adresse. Attendez une heure, ou servez-vous du dernier lien reçu.',
      'no-mail': 'L’exploitant de ce site n’a pas configuré l’envoi de courriels : le lien n’est pas parti.',
    },
    providerFailed:
      'L’identité n’a pas pu être confirmée : le fournisseur ne répond pas, ou n’a pas dit que cette adresse est la vôtre. Réessayez, ou demandez un lien.',
  },
  sent: {
    title: 'Consultez votre messagerie',
    lead: (mail: string) => `Un lien de connexion part à l’adresse ${mail}.`,
    waits: (mail: string) =>
      `Beaucoup de liens ont été demandés pour ${mail}. Le dernier est parti il y a moins de dix minutes, et il marche encore : ouvrez celui-là, peu importe qui l’a demandé.`,
    lasts:
      'Il est valable dix minutes et ne sert qu’une fois. Vous pouvez l’ouvrir sur un autre appareil : c’est là que votre compte s’ouvrira.',
    missing:
      'Rien au bout de quelques minutes ? Voyez les indésirables, ou vérifiez l’adresse. S’il arrive trop tard, parce que votre messagerie a retenu un premier envoi, demandez-en un autre : il passe d’ordinaire aussitôt.',
    again: 'Recommencer',
    mailbox: 'Ouvrir la boîte aux lettres de développement',
  },
  confirm: {
    title: 'Encore une étape',
    lead: (mail: string) => `Ce lien ouvre le compte de ${mail} sur cet appareil.`,
    submit: 'Me connecter',
    notYou: 'Ce n’est pas votre adresse ? Fermez cette page : quelqu’un vous a transmis son lien.',
    refused: {
      title: 'Ce lien ne sert plus',
      'used-or-expired': 'Il a déjà servi, il a plus de dix minutes, ou il a été coupé en route. Demandez-en un autre.',
      'too-many': 'Trop d’essais depuis votre réseau : attendez une heure, puis réessayez.',
    },
    another: 'Demander un autre lien',
  },
  signedOut: {
    title: 'Votre session est terminée ici',
    lead: (provider: string) => `Elle se termine maintenant chez ${provider} aussi.`,
    action: (provider: string) => `Terminer chez ${provider}`,
  },
  own: {
    title: 'Votre compte',
    lead: (mail: string) => `Session ouverte avec ${mail}`,
    welcome: 'Votre compte est ouvert.',
    saved: 'C’est enregistré.',
    ended: 'Session terminée.',
    name: 'Votre nom',
    nameHint: 'Montré à côté de ce que vous écrivez. Vous pouvez le laisser vide.',
    nameTooLong: 'Ce nom est trop long : cent caractères au plus.',
    language: 'Langue de nos courriels',
    languages: { fr: 'français', en: 'anglais' },
    save: 'Enregistrer',
    roles: {
      member: 'Membre',
      curator: 'Curateur ou curatrice : vous décidez de ce qui attend.',
      administrator: 'Administrateur ou administratrice : vous décidez de ce qui attend.',
    },
    partner: {
      editor: (name: string) => `Vous parlez pour ${name}.`,
      admin: (name: string) => `Vous parlez pour ${name} et pouvez y inviter.`,
    },
    curation: 'Ce qui attend une décision',
    sessions: 'Vos sessions',
    session: (since: string, seen: string, until: string) =>
      `depuis le ${since}, vue le ${seen}, jusqu’au ${until} au plus tard`,
    withheld: {
      member: '',
      curator: 'Votre rôle de curation attend une seconde preuve : il revient dès qu’elle est posée.',
      administrator: 'Votre rôle d’administration attend une seconde preuve : il revient dès qu’elle est posée.',
    },
    here: 'cet appareil',
    end: 'Terminer',
    endWhich: (name: string, since: string) => `Terminer la session : ${name}, depuis le ${since}`,
    endAll: 'Se déconnecter partout',
    signOut: 'Se déconnecter',
    data: 'Vos données',
    dataText: 'Tout ce que nous gardons de vous, dans un fichier.',
    download: 'Télécharger (JSON)',
    leave: 'Supprimer ce compte',
    unknownBrowser: 'Navigateur inconnu',
    browserOn: (browser: string, system: string) => `${browser}, ${system}`,
  },
  secondFactor: {
    title: 'Seconde preuve',
    lead: 'Après le lien reçu par courriel, un code de six chiffres que votre téléphone ou votre ordinateur calcule. Qui lirait votre messagerie n’entrerait pas.',
    link: 'Ajouter une seconde preuve',
    manage: 'Changer ou retirer',
    isOn: 'Un code est demandé après le lien.',
    isOff: 'Le lien reçu par courriel suffit pour entrer.',
    demanded: 'Sur ce site, décider de ce qui attend demande une seconde preuve.',
    withheld: {
      title: 'Une seconde preuve est demandée ici',
      lead: 'Cette page décide pour tout le monde : sur ce site, elle s’ouvre à qui a ajouté un code à son lien de connexion. Deux minutes suffisent.',
    },
    how: 'Il vous faut une application qui calcule des codes, par exemple FreeOTP, Aegis, 2FAS ou votre gestionnaire de mots de passe.',
    begin: 'Commencer',
    step1: '1. Donnez ce secret à votre application',
    qr: 'Code à photographier avec l’application ; le même secret est écrit plus bas.',
    openHere: 'L’ouvrir dans une application de cet appareil',
    typeIt: 'Ou recopiez-le à la main, en choisissant « basé sur l’heure » :',
    step2: '2. Recopiez le code qu’elle montre',
    code: 'Code de six chiffres',
    codeHint: 'Il change toutes les trente secondes.',
    codeOrRecovery: 'Code de six chiffres, ou code de secours',
    codeOrRecoveryHint:
      'Le code de votre application change toutes les trente secondes. Un code de secours ne sert qu’une fois.',
    confirm: 'Vérifier et activer',
    keepThese:
      'Notez ces codes de secours hors de cet appareil : chacun ouvre votre compte une fois si vous perdez votre application. Ils ne seront plus montrés.',
    othersEnded: 'Vos autres sessions ont pris fin.',
    recoveryCodes: 'Codes de secours',
    on: (since: string, codes: number) => `Active depuis le ${since}. Codes de secours qui restent : ${codes}.`,
    change: 'Changer ou retirer',
    renew: 'Tirer de nouveaux codes de secours',
    remove: 'Retirer la seconde preuve',
    removed: 'La seconde preuve est retirée : le lien reçu par courriel suffit de nouveau.',
    back: 'Votre compte',
    refusals: {
      'wrong-code':
        'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, et vérifiez l’heure de votre appareil.',
      'too-many': 'Trop d’essais : attendez un quart d’heure, puis réessayez.',
      'begin-again': 'Ce n’est plus en cours : recommencez.',
    },
    asked: {
      title: 'Votre second code',
      lead: 'Ce compte demande aussi le code de votre application.',
      submit: 'Entrer',
      lost: 'Application perdue ? Un code de secours entre à sa place. Sans aucun des deux, écrivez à l’exploitant du site.',
      again: 'Recommencez la connexion',
      againLead: 'Le code se donne dans les dix minutes qui suivent le lien, en cinq essais au plus.',
    },
  },
  leave: {
    title: 'Supprimer votre compte',
    lead: 'Votre nom, votre adresse, vos sessions et les courriels qui vous attendaient sont effacés, tout de suite et pour toujours.',
    takeFirst: 'Vous pouvez d’abord télécharger vos données.',
    confirm: (mail: string) => `Pour confirmer, écrivez votre adresse : ${mail}`,
    field: 'Votre adresse',
    wrong: 'Ce n’est pas l’adresse de ce compte. Rien n’a été supprimé.',
    submit: 'Supprimer mon compte',
    back: 'Garder mon compte',
    done: {
      title: 'Votre compte est supprimé',
      lead: 'Plus rien ici ne porte votre nom. Vous pourrez toujours chercher et lire.',
    },
  },
  forbidden: {
    title: 'Cette page est réservée à l’équipe de curation',
    lead: 'Elle relit ce qui attend une décision humaine. Votre compte n’en fait pas partie : si cela vous tente, écrivez à l’exploitant du site.',
  },
  elsewhere: {
    title: 'Cette demande ne vient pas de nos pages',
    lead: 'Votre navigateur dit qu’un autre site l’a envoyée, ou ne dit pas d’où elle vient. Rien n’a été fait. Revenez à la page et recommencez.',
  },
  curation: {
    title: 'Ce qui attend une décision',
    lead: 'Les règles décident quand elles sont sûres. Le reste attend ici une personne.',
    queues: {
      pairs: { name: 'Paires de fiches', about: 'Racontent-elles le même projet ?' },
      words: { name: 'Mots proposés', about: 'Faut-il les ajouter aux vocabulaires ?' },
      runs: {
        name: 'Lectures mises en attente',
        about: 'Un catalogue a tellement changé qu’une personne doit vérifier.',
      },
      contributions: {
        name: 'Ce que des personnes ont envoyé',
        about: 'Projets, demandes, carnets, communautés, signalements : ce qui compte le plus d’abord.',
      },
    },
    waiting: (n: number, written: string): string =>
      n === 0 ? 'rien n’attend' : `${written} attend${n >= 2 ? 'ent' : ''}`,
    unknown: 'leur nombre n’a pas pu être calculé',
    none: 'Aucune file n’est ouverte pour l’instant.',
  },
  mailbox: {
    title: 'Boîte aux lettres',
    lead: 'Aucun serveur de messagerie n’est configuré : les messages que ce site aurait envoyés arrivent ici. Cette page n’existe que sur votre machine.',
    empty: 'Aucun message pour l’instant.',
    count: (n: number, written: string) => `${written} message${s(n)}, le dernier d’abord`,
    to: 'À',
    links: 'Liens du message',
  },
};
