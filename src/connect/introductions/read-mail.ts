/** A mail that came to a relay address, read: who says to have sent it, what that person wrote, or why no person did. */
import PostalMime, { type Email } from 'postal-mime';
import sanitizeHtml from 'sanitize-html';
import { sha256 } from '#lib/hash.ts';
import { letterWords } from './letters.ts';
import { plainText } from './words-passed.ts';

export interface ReadMail {
  /** The one address of From, in lower case; undefined when there is none, or several. */
  from: string | undefined;
  /** What makes it this mail and no other: it may be delivered twice. */
  arrival: string;
  /** The person's own words, without what they quote and sign; may be empty. */
  text: string;
  attachments: boolean;
  /** What mail servers on the way found of its sender, each under its name: `Authentication-Results`. */
  results: string[];
}

export type MailRead =
  | { is: 'mail'; mail: ReadMail }
  /** Sent by a program: an absence, a report, a list. Nobody answered. */
  | { is: 'automatic' }
  | { is: 'loop' }
  | { is: 'unreadable' };

/** More servers than this do not lie between two people. */
const mostHops = 30;
const deepest = 20;

/** Never throws: what comes from outside may be anything. `envelopeFrom` is empty for reports. */
export async function readMail(raw: Uint8Array, envelopeFrom: string): Promise<MailRead> {
  if (isTooIntricate(raw)) return { is: 'unreadable' };
  const mail = await PostalMime.parse(raw, { maxNestingDepth: deepest }).catch(() => undefined);
  if (mail === undefined) return { is: 'unreadable' };
  const headers = new Map<string, string[]>();
  for (const { key, value } of mail.headers) headers.set(key, [...(headers.get(key) ?? []), value]);
  if (headers.has('x-carrefour-relay') || (headers.get('received') ?? []).length > mostHops) return { is: 'loop' };
  if (isAutomatic(mail, headers, envelopeFrom)) return { is: 'automatic' };
  const froms = headers.get('from') ?? [];
  const from = froms.length === 1 && mail.from?.group === undefined ? mail.from?.address?.toLowerCase() : undefined;
  const body = bodyOf(mail);
  return {
    is: 'mail',
    mail: {
      from: severalAddresses(froms[0]) ? undefined : from,
      arrival: sha256(mail.messageId ?? Buffer.from(raw).toString('latin1')),
      text: ownWords(plainText(body)),
      attachments: mail.attachments.some(
        ({ disposition, related }) => disposition === 'attachment' || related !== true,
      ),
      results: headers.get('authentication-results') ?? [],
    },
  };
}

/** Characters that are read: one's own words come first, what is quoted below may be as long as it likes. */
const longestText = 60_000;
const longestHtml = 150_000;
const lineEnds = /<(?:br|\/(?:p|div|li|tr|h[1-6]|pre|ul|ol))\b[^<>]{0,200}>/gi;
const dropped = ['head', 'style', 'script', 'template', 'textarea', 'option', 'noscript', 'title', 'blockquote'];
const escapes: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The text, or the HTML's own where there is nothing else. */
function bodyOf({ text = '', html = '' }: Email): string {
  const start = text.slice(0, longestText);
  if (start.trim() !== '' || html === '') return start;
  // Read as it comes, without building a tree: of 200,000 elements within each other a tree takes minutes.
  const flowing = html
    .slice(0, longestHtml)
    .replace(/\s+/g, ' ')
    .replace(lineEnds, (end) => (/p/i.test(end) ? '\n\n' : '\n') + end);
  return sanitizeHtml(flowing, { allowedTags: [], allowedAttributes: {}, nonTextTags: dropped })
    .replace(/&(?:lt|gt|quot|amp);/g, (written) => escapes[written]!)
    .replace(/^ +/gm, '')
    .slice(0, longestText);
}

/** What parsing takes time for: as many lines as 3 MB of attachments have, and more parts than any mail. */
const mostLines = 60_000;
const mostParts = 2_000;

function isTooIntricate(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const counts = (text: string, most: number) => {
    let found = 0;
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length))
      if (++found > most) return true;
    return false;
  };
  return counts('\n', mostLines) || counts('\n--', mostParts);
}

/** `From: a@x, b@y` is no one's word. */
const severalAddresses = (from: string | undefined): boolean =>
  (from?.match(/@/g) ?? []).length > 1 && /,/.test(from ?? '');

const automaticSenders = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|ne-?pas-?repondre|bounces?)([+-].*)?@/i;
const automaticSubjects =
  /^\s*(re\s*:\s*)?(r[ée]ponse automatique|absence|absent|automatic reply|auto(matic)?[ -]?re(ply|sponse)|out of (the )?office|undeliver|delivery status notification|[ée]chec de (la )?remise)/i;

/** RFC 3834, and what programs did before it. */
function isAutomatic(mail: Email, headers: ReadonlyMap<string, string[]>, envelopeFrom: string): boolean {
  const says = (name: string) => headers.get(name)?.[0]?.trim().toLowerCase();
  const submitted = says('auto-submitted');
  return (
    envelopeFrom === '' ||
    (submitted !== undefined && !/^no\b/.test(submitted)) ||
    /^(bulk|junk|list|auto_reply)/.test(says('precedence') ?? '') ||
    ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'list-id', 'list-unsubscribe'].some((name) => headers.has(name)) ||
    /multipart\/report/.test(says('content-type') ?? '') ||
    automaticSenders.test(mail.from?.address ?? envelopeFrom) ||
    automaticSubjects.test(mail.subject ?? '')
  );
}

/** Where a quotation begins, as mail programs say it in French and in English. The whole rest goes. */
const quotations = [
  // Blanks of one line: over the ends of lines, a run of empty ones would be tried from each of them.
  /^[^\S\r\n\u2028\u2029]*>/m,
  /^[ \t]*(le|on)\b[^\n]{0,200}(\n[^\n]{0,200}){0,2}(a écrit|wrote)\s*:\s*$/im,
  /^[ \t]*-{2,}\s*(message d.origine|original message|message transféré|forwarded message)[^\n]*$/im,
  /^[ \t]*_{10,}\s*$/m,
  /^[ \t]*\*?(de|from)\*?\s*:[^\n]+\n([^\n]*\n){0,2}?\*?(envoyé|date|sent|à|to)\*?\s*:/im,
];
/** `-- `: what follows is a signature (RFC 3676, 4.3); its space is often lost. */
const signature = /^--\s*$/m;

/** What a person wrote above, between and below what they quote is theirs only above: nothing else can be told apart surely. */
export function ownWords(text: string): string {
  const marks = Object.values(letterWords).map(({ aboveThisLine }) => text.indexOf(aboveThisLine));
  const starts = [...marks, ...[...quotations, signature].map((pattern) => text.search(pattern))].filter(
    (at) => at >= 0,
  );
  const own = text.slice(0, Math.min(text.length, ...starts));
  return plainText(withoutLeadOver(own.trimEnd()));
}

/** Characters of a line that leads over to a quotation; a longer one is somebody's text. */
const longestLeadOver = 500;

/** Without a last line that leads over to the quotation in another way: `Nina <intro-…@relais.example> :` */
function withoutLeadOver(own: string): string {
  const at = own.lastIndexOf('\n');
  const last = own.slice(at + 1);
  return at >= 0 && last.length <= longestLeadOver && /<[^<>]+@[^<>]+>.*:$/.test(last) ? own.slice(0, at) : own;
}
