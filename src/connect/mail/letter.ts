/** A letter as it is written (subject, paragraphs, one thing to do), set as plain text and as HTML readable on a phone. */
import { typeset } from '#lib/text/typeset.ts';

/** Something to read further on: a project. */
export interface LetterItem {
  title: string;
  url: string;
  /** Where, what kind: a short line above. */
  kicker?: string | undefined;
  text?: string | undefined;
  /** A short line under: who tells it. */
  note?: string | undefined;
}

export interface LetterList {
  heading: string;
  items: readonly LetterItem[];
}

export interface Letter {
  subject: string;
  /** The first line of all, in a person's words. */
  hello: string;
  paragraphs: readonly string[];
  lists?: readonly LetterList[] | undefined;
  action?: { label: string; url: string } | undefined;
  /** Under the line: why this mail came, what if it was not asked for. */
  why: readonly string[];
  /** Addresses under the line: how to change or stop what comes. */
  links?: readonly { label: string; url: string }[] | undefined;
}

export interface Written {
  subject: string;
  text: string;
  html: string;
}

/** The words of the layout. */
export interface Frame {
  language: 'fr' | 'en';
  siteName: string;
  baseUrl: string;
  /** Said before the address of a button, for those who cannot press it. */
  orCopy: string;
}

/** Colours of the site in sRGB: mail programs do not know OKLCH. */
const colours = {
  paper: '#faf9f5',
  surface: '#ffffff',
  ink: '#231a33',
  muted: '#5b5269',
  line: '#dedbd2',
  violet: '#4a2280',
};
const font = 'font-family:Figtree,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

export function writeLetter(written: Letter, frame: Frame): Written {
  const letter = frame.language === 'fr' ? set(written) : written;
  return { subject: oneLine(letter.subject), text: asText(letter, frame), html: asHtml(letter, frame) };
}

/** With the spaces of French, whoever wrote the sentence; addresses are left alone. */
function set(letter: Letter): Letter {
  const { subject, hello, paragraphs, lists, action, why, links } = letter;
  return {
    subject: typeset(subject),
    hello: typeset(hello),
    paragraphs: paragraphs.map(typeset),
    lists: lists?.map(({ heading, items }) => ({
      heading: typeset(heading),
      items: items.map((item) => ({
        ...item,
        title: typeset(item.title),
        kicker: item.kicker && typeset(item.kicker),
        text: item.text && typeset(item.text),
        note: item.note && typeset(item.note),
      })),
    })),
    action: action && { ...action, label: typeset(action.label) },
    why: why.map(typeset),
    links: links?.map((link) => ({ ...link, label: typeset(link.label) })),
  };
}

/** Lines of at most 72 characters where words allow; addresses stand on a line of their own, whole. */
function asText({ hello, paragraphs, lists = [], action, why, links = [] }: Letter, frame: Frame): string {
  const { language, siteName, baseUrl } = frame;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const parts = [
    hello,
    ...paragraphs,
    ...lists.flatMap(({ heading, items }) => [
      `${heading}\n${'='.repeat(Math.min(72, heading.length))}`,
      ...items.map(({ title, url, kicker, text, note }) => [title, kicker, text, note, url].filter(Boolean).join('\n')),
    ]),
    ...(action === undefined ? [] : [`${action.label}${colon}\n${action.url}`]),
    ...why,
    ...links.map(({ label, url }) => `${label}${colon}\n${url}`),
    // Last: mail programs fold away what follows.
    `-- \n${siteName}\n${baseUrl}`,
  ];
  return `${parts.map(wrap).join('\n\n')}\n`;
}

function wrap(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) => {
      // The mark of a signature is two hyphens and a space.
      if (line === '-- ') return line;
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(/ +/)) {
        if (current !== '' && current.length + 1 + word.length > 72) {
          lines.push(current);
          current = word;
        } else current = current === '' ? word : `${current} ${word}`;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}

function asHtml({ subject, hello, paragraphs, lists = [], action, why, links = [] }: Letter, frame: Frame): string {
  const p = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
  const button =
    action === undefined
      ? ''
      : `<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:14px 24px;border-radius:999px;background:${colours.violet};color:#ffffff;font-weight:bold;text-decoration:none">${escapeHtml(action.label)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:${colours.muted}">${escapeHtml(frame.orCopy)}<br><span style="word-break:break-all">${escapeHtml(action.url)}</span></p>`;
  const ends = links.map(
    ({ label, url }) =>
      `<a href="${escapeHtml(url)}" style="display:inline-block;padding:9px 0;color:${colours.violet}">${escapeHtml(label)}</a>`,
  );
  return `<!doctype html>
<html lang="${frame.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:${colours.paper};color:${colours.ink};${font};font-size:17px;line-height:1.55">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 12px;font-weight:bold"><a href="${escapeHtml(frame.baseUrl)}" style="display:inline-block;padding:4px 0;color:${colours.violet};text-decoration:none">${escapeHtml(frame.siteName)}</a></p>
<div style="padding:28px 24px 12px;border:1px solid ${colours.line};border-radius:14px;background:${colours.surface}">
${p(hello)}
${paragraphs.map(p).join('\n')}
${lists.map(listAsHtml).join('\n')}
${button}
</div>
<div style="padding:16px 4px;font-size:14px;color:${colours.muted}">
${why.map(p).join('\n')}
${ends.length === 0 ? '' : `<p style="margin:0 0 16px">${ends.join('<br>')}</p>`}
</div>
</div>
</body>
</html>
`;
}

/** A heading, then each item under a hairline: a title that is a link, wide enough for a thumb. */
function listAsHtml({ heading, items }: LetterList): string {
  const small = (text: string | undefined) =>
    text === undefined || text === ''
      ? ''
      : `<div style="font-size:14px;line-height:1.45;color:${colours.muted}">${escapeHtml(text)}</div>`;
  const rows = items.map(
    ({ title, url, kicker, text, note }) => `<div style="padding:14px 0;border-top:1px solid ${colours.line}">
${small(kicker)}
<a href="${escapeHtml(url)}" style="display:block;padding:4px 0;color:${colours.violet};font-size:18px;line-height:1.35;font-weight:bold">${escapeHtml(title)}</a>
${text === undefined || text === '' ? '' : `<div style="margin:2px 0 4px;overflow-wrap:anywhere">${escapeHtml(text)}</div>`}
${small(note)}
</div>`,
  );
  return `<h2 style="margin:24px 0 10px;font-size:19px;line-height:1.3">${escapeHtml(heading)}</h2>
${rows.join('\n')}`;
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** A header is one line: whatever would begin another is a space. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 200);
