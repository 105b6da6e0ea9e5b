/** The letters of introductions, in French. Spaces before « : ; ? ! » are non-breaking. */
import type { Purpose, Via } from '#model/introduction.ts';

const projet = (title: string) => `« ${title} »`;

export const fr = {
  somebody: 'Une personne',
  holder: 'Le porteur du projet',
  hello: 'Bonjour,',
  /** Above the answer, where answers come by mail. What stands under it is not passed on. */
  aboveThisLine: '↑ Pour répondre, écrivez au-dessus de cette ligne ↑',
  openPage: 'Ouvrir la conversation',
  purposes: {
    learn: 'pour apprendre de votre expérience',
    copy: 'pour faire la même chose ailleurs',
    support: 'pour vous aider',
    join: 'pour vous rejoindre',
    fund: 'pour vous financer',
  } satisfies Record<Purpose, string>,
  reply: {
    byMail:
      'Pour répondre, répondez à ce message ou passez par la page de la conversation : votre adresse n’est pas montrée.',
    onPage:
      'Pour répondre, passez par la page de la conversation : votre adresse n’est pas montrée. Ne répondez pas à ce message, il n’arriverait pas.',
  },
  secret: 'Le lien de ce message est à vous seul : ne le transmettez pas.',
  confirm: {
    subject: (title: string) => `Confirmez votre message au sujet de ${projet(title)}`,
    text: (title: string) =>
      `Quelqu’un, vous sans doute, a donné cette adresse pour écrire au porteur de ${projet(title)}. Rien n’est encore parti.`,
    action: 'Relire et envoyer',
    lasts: 'Sans confirmation, le message est effacé au bout de deux jours.',
    notYou: 'Ce n’était pas vous ? Ne faites rien : rien ne partira.',
  },
  first: {
    subject: (name: string, title: string) => `${name} vous écrit au sujet de ${projet(title)}`,
    text: (name: string, title: string, why: string) =>
      `${name} a découvert ${projet(title)} sur le Carrefour des innovations sociales et vous écrit ${why} :`,
    via: {
      claimed: 'Vous recevez ce message parce que vous avez dit porter ce projet.',
      sheet:
        'Vous recevez ce message parce qu’un réseau partenaire nous a donné votre adresse comme contact de ce projet, pour cet usage seul. Elle n’est montrée nulle part.',
      public: 'Vous recevez ce message parce que votre adresse est le contact public de ce projet.',
      partner:
        'Vous recevez ce message parce que votre catalogue raconte ce projet et que nous ne connaissons pas d’adresse de son porteur. Vous pouvez répondre à sa place ou le prévenir.',
    } satisfies Record<Via, string>,
    leave:
      'Sur la page de la conversation, vous pouvez aussi la fermer, signaler un abus, ou demander à ne plus recevoir de tels messages.',
  },
  message: {
    subject: (name: string, title: string) => `${name} vous répond au sujet de ${projet(title)}`,
    text: (name: string) => `${name} vous écrit :`,
    why: 'Vous recevez ce message parce que vous êtes en conversation par le Carrefour. Sa page permet de la fermer à tout moment.',
  },
  attachments: 'Des pièces jointes accompagnaient ce message : elles ne sont pas transmises.',
  remind: {
    subject: (name: string, title: string) => `Rappel : ${name} vous a écrit au sujet de ${projet(title)}`,
    text: (name: string, days: number) =>
      `${name} vous a écrit il y a ${days} jours et attend votre réponse, même brève. Son message :`,
    last: 'C’est notre dernier rappel.',
    first: 'Il y aura un autre rappel au plus.',
  },
  asleep: {
    subject: (title: string) => `Toujours pas de réponse au sujet de ${projet(title)}`,
    toAsker: (title: string) =>
      `Trois semaines ont passé et le porteur de ${projet(title)} n’a pas répondu. Nous n’insistons pas. S’il répond plus tard, nous vous préviendrons.`,
    toHolder: (name: string, title: string) =>
      `${name} vous a écrit il y a trois semaines au sujet de ${projet(title)}. Nous n’insistons plus. Vous pouvez encore répondre, tant que le message est gardé.`,
  },
  closed: {
    subject: (title: string) => `La conversation au sujet de ${projet(title)} est fermée`,
    text: 'L’autre personne a fermé la conversation : plus rien n’y passe. Vous pouvez la relire encore trente jours, puis elle sera effacée.',
  },
  undelivered: {
    subject: (title: string) => `Votre message au sujet de ${projet(title)} n’a pas pu être remis`,
    text: 'L’adresse que nous avions ne reçoit plus de courrier, et nous la retirons. Vous pouvez réessayer depuis la page du projet : nous chercherons un autre contact.',
  },
  share: {
    subject: (title: string) => `Vous pouvez maintenant vous écrire directement, au sujet de ${projet(title)}`,
    text: (name: string, mail: string) =>
      `Vous avez accepté, de part et d’autre, d’échanger vos adresses. ${name} : ${mail}`,
    on: 'La conversation par le Carrefour reste ouverte si vous la préférez.',
  },
  notice: {
    subject: (title: string) => `Votre message au sujet de ${projet(title)} n’est pas parti`,
    held: 'Un message est arrivé pour cette conversation, mais il ne vient pas de l’adresse que nous connaissons de vous. Nous le gardons : sur la page de la conversation, dites s’il est de vous, et il partira.',
    empty:
      'Nous n’y avons trouvé aucun texte de vous, seulement ce que vous citiez. Écrivez au-dessus de la citation, ou sur la page.',
    'too-long': 'Il dépasse 5 000 caractères. Raccourcissez-le, ou envoyez-le en deux fois.',
    'too-many': 'Vous avez beaucoup écrit aujourd’hui dans cette conversation : réessayez demain.',
    'wait-for-answer': 'Le porteur n’a pas encore répondu à votre premier message : attendez sa réponse.',
    asleep: 'Trois semaines ont passé sans réponse du porteur : cette conversation attend qu’il la reprenne.',
    closed: 'Cette conversation est fermée.',
    attachmentsSubject: (title: string) => `Vos pièces jointes au sujet de ${projet(title)} ne sont pas parties`,
    attachments:
      'Votre message est passé, mais sans ses pièces jointes : le relais ne transmet que du texte. Mettez-les en ligne et donnez un lien, ou échangez vos adresses.',
  },
  weekly: {
    subject: (name: string, n: number) => `${name} : ${n} mise${n >= 2 ? 's' : ''} en contact cette semaine`,
    text: (name: string, n: number, answered: number) =>
      n === 0
        ? `Personne n’a écrit cette semaine aux porteurs des projets que raconte « ${name} ».`
        : `${n} personne${n >= 2 ? 's ont' : ' a'} écrit cette semaine aux porteurs des projets que raconte « ${name} » ; ${answered} ${answered >= 2 ? 'ont' : 'a'} déjà une réponse.`,
    before: (n: number) => `La semaine d’avant : ${n}.`,
    action: 'Voir les chiffres',
    why: 'Vous recevez ce message une fois par semaine parce que vous l’avez demandé. Vous pouvez l’arrêter sur la même page.',
  },
};

/** The shape of a language: every key. */
export type IntroductionLetters = typeof fr;
