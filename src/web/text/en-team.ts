/** Who speaks for a catalogue, in English. */
import type { team as fr } from './fr-team.ts';

export const team: typeof fr = {
  title: (name) => `The team of ${name}`,
  linkOf: (name) => `The team of ${name}`,
  invite: 'Do you work there? Speak for this catalogue',
  lead: 'The people who speak for this catalogue: they answer corrections, endorse projects, say who holds which and see every reading.',
  people: 'Who speaks for this catalogue',
  nobody: 'Nobody yet.',
  roles: { editor: 'speaks for the catalogue', admin: 'speaks for the catalogue and runs the team' },
  since: (day) => `since ${day}`,
  unnamed: 'no name',
  you: '(you)',
  makeAdmin: 'Let them run the team',
  makeEditor: 'No longer let them run the team',
  remove: 'Remove from the team',
  leave: 'No longer speak for this catalogue',
  whom: (act, who) => `${act}: ${who}`,
  asking: 'Who asks to be in it',
  asks: 'Nobody asks.',
  admit: 'Accept',
  refuse: 'Refuse',
  askTitle: (name) => `Speak for “${name}”`,
  askLead:
    'Are you of the organisation that keeps this catalogue? Say so. Two curators, or somebody who runs the team already, answer you; they see your name, your address and your message.',
  message: 'Who are you in this organisation, and how can it be checked?',
  send: 'Ask',
  sendAgain: 'Send again',
  states: {
    waiting: 'Your request is there: the answer will come by mail.',
    asked: 'You are asked a question. Answer it in the message below.',
    accepted: 'Your request had been accepted; you no longer speak for this catalogue.',
    refused: 'Your request was not accepted. You may make another.',
    withdrawn: 'The team has answered your last request. You may make another.',
  },
  done: {
    demander: 'Your request is sent.',
    admettre: 'This person now speaks for this catalogue.',
    refuser: 'Noted: this person is told.',
    changer: 'Done.',
    partir: 'You no longer speak for this catalogue.',
  },
  wrong: {
    message: 'Say in a few words who you are, a thousand characters at most.',
    'too-many': 'You made many requests today: come back tomorrow.',
    gone: 'There is nothing left to do: somebody else did it, or the request was taken back.',
  },
};
