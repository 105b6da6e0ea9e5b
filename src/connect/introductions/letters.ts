/** The letters of introductions: what each says, in the language of who receives it. */
import type { Purpose, Side, Via } from '#model/introduction.ts';
import { en as frameEn } from '../mail/en.ts';
import { fr as frameFr } from '../mail/fr.ts';
import { type Letter, type Written, writeLetter } from '../mail/letter.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

export const letterWords = { fr, en };
const frames = { fr: frameFr, en: frameEn };

/** Whom a letter goes to, and what it is about. */
export interface Addressed {
  baseUrl: string;
  language: 'fr' | 'en';
  /** The project's. */
  title: string;
  /** The page of the conversation, with the key of who receives it. */
  url: string;
  /** Whether answers come by mail. */
  relayed: boolean;
}

/** Why a mail that came by the relay went no further. */
export type Notice = 'held' | 'empty' | 'too-long' | 'too-many' | 'wait-for-answer' | 'asleep' | 'closed';

export type Told =
  | { is: 'confirm' }
  | { is: 'first'; name: string; purpose: Purpose; via: Via; text: string }
  | { is: 'message'; name: string; text: string; attachments: boolean }
  | { is: 'remind'; name: string; text: string; days: number; last: boolean }
  | { is: 'asleep'; to: Side; name: string }
  | { is: 'closed' }
  | { is: 'undelivered' }
  | { is: 'share'; name: string; mail: string }
  | { is: 'notice'; why: Notice | 'attachments' };

export function introductionLetter(to: Addressed, told: Told): Written {
  const { language, baseUrl } = to;
  const { siteName, orCopy } = frames[language];
  return writeLetter(letterOf(to, told), { language, siteName, baseUrl, orCopy });
}

function letterOf({ language, title, url, relayed }: Addressed, told: Told): Letter {
  const words = letterWords[language];
  const action = { label: words.openPage, url };
  const { hello, secret } = words;
  const answerable = relayed ? words.aboveThisLine : hello;
  const reply = relayed ? words.reply.byMail : words.reply.onPage;
  const passed = (text: string) => text.split(/\n{2,}/);
  switch (told.is) {
    case 'confirm': {
      const { confirm } = words;
      return {
        subject: confirm.subject(title),
        hello,
        paragraphs: [confirm.text(title), confirm.lasts],
        action: { label: confirm.action, url },
        why: [confirm.notYou],
      };
    }
    case 'first':
      return {
        subject: words.first.subject(told.name, title),
        hello: answerable,
        paragraphs: [words.first.text(told.name, title, words.purposes[told.purpose]), ...passed(told.text), reply],
        action,
        why: [words.first.via[told.via], words.first.leave, secret],
      };
    case 'message':
      return {
        subject: words.message.subject(told.name, title),
        hello: answerable,
        paragraphs: [
          words.message.text(told.name),
          ...passed(told.text),
          ...(told.attachments ? [words.attachments] : []),
          reply,
        ],
        action,
        why: [words.message.why, secret],
      };
    case 'remind':
      return {
        subject: words.remind.subject(told.name, title),
        hello: answerable,
        paragraphs: [
          words.remind.text(told.name, told.days),
          ...passed(told.text),
          reply,
          told.last ? words.remind.last : words.remind.first,
        ],
        action,
        why: [words.first.leave, secret],
      };
    case 'asleep':
      return {
        subject: words.asleep.subject(title),
        hello: told.to === 'holder' ? answerable : hello,
        paragraphs:
          told.to === 'asker' ? [words.asleep.toAsker(title)] : [words.asleep.toHolder(told.name, title), reply],
        action,
        why: [secret],
      };
    case 'closed':
      return { subject: words.closed.subject(title), hello, paragraphs: [words.closed.text], action, why: [secret] };
    case 'undelivered':
      return {
        subject: words.undelivered.subject(title),
        hello,
        paragraphs: [words.undelivered.text],
        action,
        why: [],
      };
    case 'share':
      return {
        subject: words.share.subject(title),
        hello,
        paragraphs: [words.share.text(told.name, told.mail), words.share.on],
        action,
        why: [secret],
      };
    case 'notice': {
      const { notice } = words;
      const subject = told.why === 'attachments' ? notice.attachmentsSubject(title) : notice.subject(title);
      return { subject, hello, paragraphs: [notice[told.why]], action, why: [secret] };
    }
  }
}
