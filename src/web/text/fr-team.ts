/** Who speaks for a catalogue, in French. */
import type { MatterState } from '#model/matter.ts';
import { ofName } from './of-name.ts';

export const team = {
  title: (name: string) => `L’équipe ${ofName(name)}`,
  linkOf: (name: string) => `L’équipe ${ofName(name)}`,
  invite: 'Vous y travaillez ? Parler pour ce catalogue',
  lead: 'Les personnes qui parlent pour ce catalogue : elles répondent aux corrections, soutiennent des projets, disent qui porte lesquels et voient chaque lecture.',
  people: 'Qui parle pour ce catalogue',
  nobody: 'Personne encore.',
  roles: { editor: 'parle pour le catalogue', admin: 'parle pour le catalogue et administre l’équipe' },
  since: (day: string) => `depuis le ${day}`,
  you: '(vous)',
  makeAdmin: 'Faire administrer',
  makeEditor: 'Ne plus faire administrer',
  stepDown: 'Ne plus administrer l’équipe',
  remove: 'Retirer de l’équipe',
  leave: 'Ne plus parler pour ce catalogue',
  /** The button and whom it is about. */
  whom: (act: string, who: string) => `${act} : ${who}`,
  asking: 'Qui demande à en être',
  asks: 'Personne ne demande.',
  admit: 'Accepter',
  refuse: 'Refuser',
  askTitle: (name: string) => `Parler pour « ${name} »`,
  askLead:
    'Vous êtes de l’organisation qui tient ce catalogue ? Dites-le. Deux personnes de la curation, ou une personne qui administre déjà l’équipe, vous répondent ; elles voient votre nom, votre adresse et votre message.',
  message: 'Qui êtes-vous dans cette organisation, et comment peut-on le vérifier ?',
  send: 'Demander',
  sendAgain: 'Envoyer de nouveau',
  states: {
    waiting: 'Votre demande est là : la réponse vous viendra par courriel.',
    asked: 'Une question vous est posée. Répondez dans le message ci-dessous.',
    accepted: 'Votre demande avait été acceptée ; vous ne parlez plus pour ce catalogue.',
    refused: 'Votre demande n’a pas été acceptée. Vous pouvez en faire une autre.',
    withdrawn: 'L’équipe a répondu à votre dernière demande. Vous pouvez en faire une autre.',
  } satisfies Record<MatterState, string>,
  done: {
    demander: 'Votre demande est partie : la réponse vous viendra par courriel.',
    admettre: 'Cette personne parle maintenant pour ce catalogue.',
    refuser: 'C’est noté : cette personne en reçoit la nouvelle.',
    changer: 'C’est fait.',
    partir: 'Vous ne parlez plus pour ce catalogue.',
  } as Record<string, string>,
  wrong: {
    message: 'Dites en quelques mots qui vous êtes, mille caractères au plus.',
    'too-many': 'Vous avez fait beaucoup de demandes aujourd’hui : revenez demain.',
    only: 'Nommez d’abord quelqu’un d’autre : une équipe a toujours une personne qui l’administre.',
    gone: 'Cela n’est plus à faire : quelqu’un d’autre l’a fait, ou la demande a été reprise.',
  },
};
