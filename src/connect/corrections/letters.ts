/** The letters about corrections: to confirm one, to tell what became of it, and what a partner's team can act upon. */
import type { CorrectedField, CorrectionState } from '#model/correction.ts';
import { fieldText } from '#model/field-text.ts';
import { en as frameEn } from '../mail/en.ts';
import { fr as frameFr } from '../mail/fr.ts';
import { oneLine, type Written, writeLetter } from '../mail/letter.ts';
import { en } from './letters-en.ts';
import { fr } from './letters-fr.ts';
import type { ToldCorrection } from './told.ts';

type Language = 'fr' | 'en';
export const correctionLetters = { fr, en };
const frames = { fr: frameFr, en: frameEn };
const frameOf = (baseUrl: string, language: Language) => {
  const { siteName, orCopy } = frames[language];
  return { language, siteName, orCopy, baseUrl };
};

export function confirmLetter(
  baseUrl: string,
  language: Language,
  { title, field, link }: { title: string; field: CorrectedField; link: string },
): Written {
  const { confirm, fields } = correctionLetters[language];
  return writeLetter(
    {
      subject: confirm.subject(title),
      hello: frames[language].signIn.hello,
      paragraphs: [confirm.text(title, fields[field]), confirm.lasts],
      action: { label: confirm.action, url: link },
      why: [confirm.keep, confirm.notYou],
    },
    frameOf(baseUrl, language),
  );
}

interface ToldAnswer {
  title: string;
  field: CorrectedField;
  partner: string;
  state: CorrectionState;
  sentence: string;
  link: string;
}

export function answerLetter(
  baseUrl: string,
  language: Language,
  { title, field, partner, state, sentence, link }: ToldAnswer,
): Written {
  const { answer, fields } = correctionLetters[language];
  const said = state === 'accepted' || state === 'refused' ? answer[state] : answer.later;
  return writeLetter(
    {
      subject: answer.subject(title),
      hello: frames[language].signIn.hello,
      paragraphs: [
        said(partner, title, fields[field]),
        ...(sentence.trim() === '' ? [] : [answer.says(oneParagraph(sentence))]),
      ],
      action: { label: answer.action, url: link },
      why: [answer.why],
    },
    frameOf(baseUrl, language),
  );
}

/** How many corrections one letter spells out, of each kind; the page has them all. */
const spelledOut = 15;

export interface Digest {
  /** The catalogue's name. */
  name: string;
  waiting: readonly ToldCorrection[];
  accepted: readonly ToldCorrection[];
  link: string;
}

export function digestLetter(baseUrl: string, language: Language, { name, waiting, accepted, link }: Digest): Written {
  const { digest } = correctionLetters[language];
  const part = (intro: string, corrections: readonly ToldCorrection[]): string[] =>
    corrections.length === 0
      ? []
      : [
          intro,
          ...corrections.slice(0, spelledOut).map((one) => spellOut(one, language)),
          ...(corrections.length > spelledOut ? [digest.more(corrections.length - spelledOut)] : []),
        ];
  return writeLetter(
    {
      subject: digest.subject(name, waiting.length + accepted.length),
      hello: frames[language].signIn.hello,
      paragraphs: [
        ...part(digest.waiting(waiting.length), waiting),
        ...part(digest.accepted(accepted.length), accepted),
      ],
      action: { label: digest.action, url: link },
      why: [digest.also, digest.why],
    },
    frameOf(baseUrl, language),
  );
}

/** All that one needs to find the sheet and change it, a line for each thing. */
function spellOut(one: ToldCorrection, language: Language): string {
  const { digest, fields } = correctionLetters[language];
  const colon = language === 'fr' ? '\u00a0: ' : ': ';
  const said = (value: unknown): string => shortened(fieldText(one.field, value, language)) || digest.nothing;
  const lines: [label: string, text: string][] = [
    [digest.record, `${oneParagraph(one.title)} (${one.key ?? one.sheet})`],
    [digest.page, one.recordUrl ?? ''],
    [digest.field, fields[one.field]],
    [digest.old, said(one.was)],
    [digest.now, said(one.value)],
    [digest.reason, shortened(one.reason) + (one.asHolder ? ` (${digest.holder})` : '')],
    [digest.evidence, shortened(one.evidence)],
  ];
  return lines
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}${colon}${text}`)
    .join('\n');
}

/** Characters of a text in a letter. */
const longest = 400;

function shortened(text: string): string {
  const whole = oneParagraph(text);
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}

/** What others wrote stays within its line: it can begin neither a signature nor a line that looks like ours. */
const oneParagraph = (text: string): string => text.split(/\s+/).map(oneLine).join(' ').trim();
