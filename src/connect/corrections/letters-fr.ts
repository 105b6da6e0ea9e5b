/** The letters about corrections, in French. Spaces before « : ; ? ! » are non-breaking. */
import type { CorrectedField, CorrectionState } from '#model/correction.ts';

export const fr = {
  fields: {
    title: 'Titre',
    summary: 'Résumé',
    body: 'Description',
    results: 'Résultats',
    needed: 'Ce qu’il a fallu',
    lessons: 'Ce qui a été appris',
    themes: 'Thèmes',
    audiences: 'Publics',
    stage: 'Étape',
    startYear: 'Année de début',
    endYear: 'Année de fin',
    sites: 'Lieu',
    links: 'Lien',
    holder: 'Porteur',
    contacts: 'Contact',
    images: 'Image',
    other: 'Autre chose',
  } satisfies Record<CorrectedField, string> as Record<CorrectedField, string>,
  states: {
    proposed: 'attend une réponse',
    later: 'remise à plus tard',
    accepted: 'acceptée',
    arrived: 'dans le catalogue',
    refused: 'refusée',
    undone: 'reprise',
  } satisfies Record<CorrectionState, string> as Record<CorrectionState, string>,
  confirm: {
    subject: (title: string) => `Confirmez votre correction : ${title}`,
    text: (title: string, field: string) =>
      `Vous avez proposé une correction pour « ${title} » (${field}). Confirmez-la pour que le partenaire qui raconte ce projet la reçoive. Votre adresse ne lui est pas transmise.`,
    lasts: 'Sans confirmation sous trois jours, la proposition est oubliée, et votre adresse avec elle.',
    action: 'Confirmer ma correction',
    keep: 'Gardez ce message : la même adresse vous dira ensuite ce que devient votre proposition.',
    notYou: 'Vous n’avez rien proposé ? Ne faites rien.',
  },
  answer: {
    subject: (title: string) => `Votre correction : ${title}`,
    accepted: (partner: string, title: string, field: string) =>
      `${partner} a accepté votre correction pour « ${title} » (${field}). Merci !`,
    refused: (partner: string, title: string, field: string) =>
      `${partner} n’a pas retenu votre correction pour « ${title} » (${field}).`,
    later: (partner: string, title: string, field: string) =>
      `${partner} répondra plus tard à votre correction pour « ${title} » (${field}).`,
    says: (sentence: string) => `Sa réponse : « ${sentence} »`,
    action: 'Voir le projet',
    why: 'Vous recevez ce message parce que vous avez proposé cette correction.',
  },
  digest: {
    subject: (name: string, n: number) =>
      n === 1 ? `${name} : une correction à porter ou à lire` : `${name} : ${n} corrections à porter ou à lire`,
    waiting: (n: number) =>
      n === 1
        ? 'Une correction est proposée pour votre catalogue et attend votre réponse :'
        : `${n} corrections sont proposées pour votre catalogue et attendent votre réponse :`,
    accepted: (n: number) =>
      n === 1
        ? 'Une correction que vous avez acceptée est à porter dans votre catalogue :'
        : `${n} corrections que vous avez acceptées sont à porter dans votre catalogue :`,
    record: 'Fiche',
    page: 'Chez vous',
    field: 'Champ',
    old: 'Ce qu’elle dit',
    now: 'Ce qui est proposé',
    reason: 'Raison',
    evidence: 'Source',
    nothing: '(rien)',
    holder: 'proposée par le porteur du projet',
    more: (n: number) => (n === 1 ? 'Une autre vous attend sur la page.' : `${n} autres vous attendent sur la page.`),
    action: 'Répondre aux corrections',
    also: 'La même page donne un flux Atom, un flux JSON et un fichier CSV, pour vos outils.',
    why: 'Vous recevez ce message, un par jour au plus, parce que vous parlez au nom de ce catalogue.',
  },
};

/** The shape of a language: every key. */
export type CorrectionLetters = typeof fr;
