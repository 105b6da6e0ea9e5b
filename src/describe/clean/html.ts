/** HTML as partners write it, to the little HTML that we show, and to plain text. */
import sanitizeHtml from 'sanitize-html';
import { decodeEntities, escapeText, unescapeTwice } from './entities.ts';
import { untilStable } from './fixpoint.ts';
import { repairMojibake } from './mojibake.ts';
import { readWebAddress } from './web-address.ts';

const names =
  'a|abbr|article|b|big|blockquote|body|br|button|center|code|dd|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|object|ol|option|p|pre|s|script|section|select|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|video';
const tag = new RegExp(`</?(?:${names})(?:\\s[^<>]*)?/?>`, 'i');
const tags = new RegExp(
  `<!--(?:(?!<!--)[\\s\\S])*?-->|<(script|style)\\b(?:(?!<\\1\\b)[\\s\\S])*?</\\1\\s*>|</?(?:${names})(?:\\s[^<>]*)?/?>`,
  'gi',
);
const escapedTag = /&lt;\/?(?:p|br|div|ul|ol|li|strong|em|b|i|a|span|h[1-6])(?:\s[^<>]*?)?\/?&gt;/i;
const blocks = /<(?:p|ul|ol|h3|h4|blockquote)>/;
/** Text that stands beside blocks rather than in one. */
const beforeBlock = /^((?:(?!<\/?(?:p|ul|ol|li|h3|h4|blockquote)>)[\s\S])*?\S)\s*(?=<(?:p|ul|ol|h3|h4|blockquote)>)/;
const betweenBlocks =
  /(<\/(?:p|ul|ol|h3|h4|blockquote)>)\s*((?:(?!<\/?(?:p|ul|ol|li|h3|h4|blockquote)>)[\s\S])*?\S)\s*(?=<(?:p|ul|ol|h3|h4|blockquote)>|$)/g;
const emptied = ['p', 'li', 'ul', 'ol', 'strong', 'em', 'h3', 'h4', 'blockquote', 'a'];

function hasTags(text: string): boolean {
  return text.includes('<') && tag.test(text);
}

/** A text without its tags: each becomes a space, scripts and styles go with their content. */
export function stripTags(text: string): string {
  return hasTags(text) || text.includes('<!--') ? text.replace(tags, ' ') : text;
}

/** What a text node becomes; plain text in, plain text out. */
type CleanText = (text: string) => string;

/**
 * Safe HTML from whatever a partner wrote: paragraphs, lists, emphasis, headings 3 and 4, links to http(s) pages.
 * Plain text becomes paragraphs and lists. Each piece of text goes through `cleanText`. Empty when nothing is left.
 */
export function toSafeHtml(source: string, cleanText: CleanText): string {
  return untilStable(source, (html) => {
    let text = unescapeTwice(repairMojibake(html)).replace(/\r\n?/g, '\n');
    if (!hasTags(text) && escapedTag.test(text)) text = decodeEntities(text);
    return sanitize(hasTags(text) ? text : paragraphs(decodeEntities(text)), cleanText);
  });
}

/** The text of safe HTML, a line per paragraph or list item. */
export function htmlToText(html: string): string {
  if (!html.includes('<')) return decodeEntities(html).trim();
  const lines = html.replace(/<br ?\/?>|<\/(?:p|li|ul|ol|h3|h4|blockquote)>/g, '\n').replace(/<[^<>]*>/g, '');
  return decodeEntities(lines)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

function sanitize(html: string, cleanText: CleanText): string {
  const clean = sanitizeHtml(html, {
    allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'h3', 'h4', 'blockquote', 'a'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https'],
    transformTags: {
      ...Object.fromEntries(['div', 'section', 'article', 'tr', 'dd', 'dt', 'figure'].map((name) => [name, 'p'])),
      b: 'strong',
      i: 'em',
      ...{ h1: 'h3', h2: 'h3', h5: 'h4', h6: 'h4' },
      a: (tagName, { href }) => {
        const address = href === undefined ? undefined : readWebAddress(href);
        const attribs: Record<string, string> = address === undefined ? {} : { href: address };
        return { tagName, attribs };
      },
    },
    textFilter: (escaped) =>
      escapeText(cleanText(escaped.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))),
    exclusiveFilter: (frame) =>
      (emptied.includes(frame.tag) && frame.text.replace(/[\s\u00a0\u202f–—•·-]+/g, '') === '') ||
      (frame.tag === 'a' && frame.attribs.href === undefined && 'excludeTag'),
  });
  const tidy = clean
    .replace(/[^\S\n\u00a0\u202f]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/<li>(?:\s|[-–—•·*/](?=\s))+/g, '<li>')
    .replace(/(?:\s*<br \/>\s*)+(?=<\/(?:p|li|h3|h4|blockquote)>|$)/g, '')
    .replace(/(<(?:p|li|h3|h4|blockquote)>)(?:\s*<br \/>\s*)+/g, '$1')
    .replace(/(?:\s*<br \/>\s*){2,}/g, '<br /><br />')
    .replace(/<(p|li)>\s+/g, '<$1>')
    .replace(/\s+<\/(p|li)>/g, '</$1>')
    .trim();
  return tidy === '' || blocks.test(tidy)
    ? tidy.replace(beforeBlock, '<p>$1</p>').replace(betweenBlocks, '$1<p>$2</p>')
    : `<p>${tidy}</p>`;
}

/** Blank lines part paragraphs; lines that begin with a dash or a bullet make a list. */
function paragraphs(text: string): string {
  const bullet = /^\s*(?:[-–—•·*▪►]|\d{1,2}[.)])\s+/;
  return text
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
      let html = '';
      for (let at = 0; at < lines.length; ) {
        const listed = bullet.test(lines[at]!);
        let end = at;
        while (end < lines.length && bullet.test(lines[end]!) === listed) end++;
        const run = lines.slice(at, end);
        html +=
          listed && run.length > 1
            ? `<ul>${run.map((line) => `<li>${escapeText(line.replace(bullet, ''))}</li>`).join('')}</ul>`
            : `<p>${run.map(escapeText).join('<br />')}</p>`;
        at = end;
      }
      return html;
    })
    .join('');
}
