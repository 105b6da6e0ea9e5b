/** The letters of introductions, in English. */
import type { IntroductionLetters } from './fr.ts';

const project = (title: string) => `“${title}”`;

export const en: IntroductionLetters = {
  somebody: 'Somebody',
  holder: 'The project’s holder',
  hello: 'Hello,',
  aboveThisLine: '↑ To answer, write above this line ↑',
  openPage: 'Open the conversation',
  purposes: {
    learn: 'to learn from your experience',
    copy: 'to do the same elsewhere',
    support: 'to help you',
    join: 'to join you',
    fund: 'to fund you',
  },
  reply: {
    byMail: 'To answer, reply to this message or use the page of the conversation: your address is not shown.',
    onPage:
      'To answer, use the page of the conversation: your address is not shown. Do not reply to this message, it would not arrive.',
  },
  secret: 'The link in this message is yours alone: do not pass it on.',
  confirm: {
    subject: (title) => `Confirm your message about ${project(title)}`,
    text: (title) =>
      `Somebody, no doubt you, gave this address to write to the holder of ${project(title)}. Nothing has been sent yet.`,
    action: 'Read again and send',
    lasts: 'Without confirmation the message is erased after two days.',
    notYou: 'Not you? Do nothing: nothing will be sent.',
  },
  first: {
    subject: (name, title) => `${name} is writing to you about ${project(title)}`,
    text: (name, title, why) =>
      `${name} came across ${project(title)} on the Carrefour des innovations sociales and is writing to you ${why}:`,
    via: {
      claimed: 'You receive this message because you said that you run this project.',
      sheet:
        'You receive this message because a partner network gave us your address as the contact of this project, for this use alone. It is shown nowhere.',
      public: 'You receive this message because your address is the public contact of this project.',
      partner:
        'You receive this message because your catalogue tells of this project and we do not know its holder’s address. You can answer in their place or let them know.',
    },
    leave:
      'On the page of the conversation you can also close it, report abuse, or ask to receive nothing of the kind again.',
  },
  message: {
    subject: (name, title) => `${name} has answered you about ${project(title)}`,
    text: (name) => `${name} wrote to you:`,
    why: 'You receive this message because you are in a conversation through the Carrefour. You can close it at any time on its page.',
  },
  attachments: 'Files were attached to this message: they are not passed on.',
  remind: {
    subject: (name, title) => `Reminder: ${name} wrote to you about ${project(title)}`,
    text: (name, days) =>
      `${name} wrote to you ${days} days ago and is waiting for your answer, even a short one. The message:`,
    last: 'This is our last reminder.',
    first: 'There will be one more reminder at most.',
  },
  asleep: {
    subject: (title) => `Still no answer about ${project(title)}`,
    toAsker: (title) =>
      `Three weeks have passed and the holder of ${project(title)} has not answered. We will not remind them again. If an answer comes later, you will be told.`,
    toHolder: (name, title) =>
      `${name} wrote to you three weeks ago about ${project(title)}. We will not remind you again. You can still answer, as long as the message is kept.`,
  },
  closed: {
    subject: (title) => `The conversation about ${project(title)} is closed`,
    text: 'The other person closed the conversation: nothing gets through any more. You can read it for another thirty days, then it will be erased.',
  },
  undelivered: {
    subject: (title) => `Your message about ${project(title)} could not be delivered`,
    text: 'The address we had no longer receives email, and we are removing it. You can try again from the project’s page: we will look for another contact.',
  },
  share: {
    subject: (title) => `You can now write to each other directly, about ${project(title)}`,
    text: (name, mail) => `You both agreed to exchange your addresses. ${name}: ${mail}`,
    on: 'The conversation through the Carrefour stays open if you prefer it.',
  },
  notice: {
    subject: (title) => `Your message about ${project(title)} was not sent`,
    held: 'A message arrived for this conversation, but not from the address we know as yours. We are keeping it: on the page of the conversation, say whether it is yours and it will be sent.',
    empty: 'We found no words of yours in it, only what you quoted. Write above the quotation, or on the page.',
    'too-long': 'It is longer than 5,000 characters. Shorten it, or send it in two parts.',
    'too-many': 'You wrote a lot in this conversation today: try again tomorrow.',
    'wait-for-answer': 'The holder has not answered your first message yet: please wait for their answer.',
    asleep: 'Three weeks have passed without an answer: this conversation is up to the holder now.',
    closed: 'This conversation is closed.',
    attachmentsSubject: (title) => `Your attachments about ${project(title)} were not sent`,
    attachments:
      'Your message went through, but without its attachments: the relay only passes on text. Put them online and give a link, or exchange your addresses.',
  },
  weekly: {
    subject: (name, n) => `${name}: ${n} introduction${n === 1 ? '' : 's'} this week`,
    text: (name, n, answered) =>
      n === 0
        ? `Nobody wrote this week to the holders of the projects that “${name}” tells of.`
        : `${n} ${n === 1 ? 'person' : 'people'} wrote this week to the holders of the projects that “${name}” tells of; ${answered} ${answered === 1 ? 'has' : 'have'} an answer already.`,
    before: (n) => `The week before: ${n}.`,
    action: 'See the figures',
    why: 'You receive this message once a week because you asked for it. You can stop it on the same page.',
  },
};
