/** The letters of communities, in English. */
import type { CommunityLetters } from './fr.ts';

export const en: CommunityLetters = {
  siteName: 'Carrefour des innovations sociales',
  orCopy: 'If the button does not work, copy this address into your browser:',
  hello: 'Hello,',
  somebody: 'Somebody',
  subject: (name, meetings, needs) =>
    `${name}: ${[
      ...(meetings > 0 ? [meetings > 1 ? `${meetings} meetings` : 'a meeting'] : []),
      ...(needs > 0 ? [needs > 1 ? `${needs} requests` : 'a request'] : []),
    ].join(', ')}`,
  text: (name) => `Here is what is announced in the community “${name}”.`,
  meetings: (n) => (n > 1 ? `${n} meetings announced` : 'A meeting announced'),
  needs: 'They are looking for',
  open: 'See the community',
  rhythms: {
    'at-once': 'as soon as something is announced',
    daily: 'each morning when something was announced',
    weekly: 'on Monday mornings, when something was announced',
  },
  why: (rhythm) => `You receive this because you are a member of this community and chose its news, ${rhythm}.`,
  stop: 'Stop these emails',
  asks: {
    subject: (name) => `${name}: somebody asks to join`,
    text: (name, who) => `${who} asks to join the community “${name}”.`,
    action: 'Accept or not',
    why: 'You receive this because you run this community.',
  },
  accepted: {
    subject: (name) => `You have joined: ${name}`,
    text: (name) => `You have been accepted: you are now a member of the community “${name}”.`,
    action: 'See the community',
    why: 'You receive this because you asked to join it.',
  },
};
