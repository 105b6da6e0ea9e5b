/** What carries a mail out: an SMTP server. How it failed says whether to try again. */
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { Settings } from '#model/settings.ts';
import { isLoopback } from './mailbox.ts';
import { type Line, type MailServer, type Patience, smtpLine } from './smtp-line.ts';

export interface Parcel {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  date: Date;
}

/**
 * - `sent`: the server has taken it upon itself.
 * - `later`: the server or the way to it failed; the mail is as good as before.
 * - `never`: the server refuses this mail; `addressIsDead` when it says that nobody is there.
 */
export type Carried =
  | { is: 'sent' }
  | { is: 'later'; why: string }
  | { is: 'never'; why: string; addressIsDead: boolean };

export interface Carrier {
  /** How many are carried at once: more would only wait. */
  atOnce: number;
  /**
   * `left` is called, if ever, before this resolves: once the system has every byte and brings it to the server by itself,
   * if that one keeps what it has whole though nobody waits for its answer.
   */
  carry(parcel: Parcel, left: () => void): Promise<Carried>;
  close(): void;
}

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:587` or `smtps://…:465`; `?requireTLS=false` for a server that knows no TLS;
   * `?unheard=again` for one that throws away what it has whole when the connection ends before its answer.
   */
  url: string;
  /** `Carrefour <bonjour@carrefour.example>`, or the address alone. */
  from: string;
  dkim?: { domain: string; selector: string; privateKey: string } | undefined;
}

/** Throws when the key of DKIM cannot be read. */
export function smtpOf({ SMTP_URL: url, MAIL_FROM: from, ...dkim }: Settings): SmtpOptions | undefined {
  if (url === undefined || from === undefined) return undefined;
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = dkim;
  const signs = domain !== undefined && selector !== undefined && keyFile !== undefined;
  return { url, from, dkim: signs ? { domain, selector, privateKey: readFileSync(keyFile, 'utf8') } : undefined };
}

/** What the outbox leaves of its lease is more than the whole. */
export const patience: Patience = { connection: 20_000, greeting: 20_000, silence: 60_000, whole: 150_000 };
/** Mails that are carried at once. */
export const connections = 4;
/** RFC 8058 wants both headers of a one-click unsubscription signed: nodemailer's own list lacks the second. */
const signedHeaders =
  'From:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Id:List-Unsubscribe:List-Unsubscribe-Post';

export function smtpCarrier({ url, from, dkim }: SmtpOptions, wait: Patience = patience): Carrier {
  const server = serverOf(url);
  const lines = Array.from({ length: connections }, () => smtpLine(server, wait));
  const free = [...lines];
  const waiting: ((line: Line) => void)[] = [];
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    // Nothing in a mail may make this program read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim !== undefined && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signedHeaders,
      },
    }),
  });
  return {
    atOnce: connections,
    async carry({ messageId, to, subject, text, html, headers, date }, left) {
      const line = free.pop() ?? (await new Promise<Line>((resolve) => waiting.push(resolve)));
      try {
        const { envelope, message } = await composer.sendMail({
          from,
          // As an object: a text would be read as a list of addresses.
          to: { name: '', address: to },
          messageId,
          subject,
          text,
          html,
          date,
          // What no person wrote must not be answered by a machine (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        });
        await line.send(envelope, message as Buffer, left);
        return { is: 'sent' };
      } catch (error) {
        return readFailure(error as SmtpFailure);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(line);
        else next(line);
      }
    },
    close() {
      for (const line of lines) line.close();
    },
  };
}

function serverOf(url: string): MailServer {
  const { hostname } = new URL(url);
  const secure = url.startsWith('smtps:');
  return {
    host: hostname,
    port: secure ? 465 : 587,
    // Sign-in links do not travel in the clear: without STARTTLS the mail waits. This machine's own server may do without.
    ...(!secure && { requireTLS: !isLoopback(hostname) }),
    ...parseConnectionUrl(url),
  };
}

interface SmtpFailure {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  message: string;
}

/** Codes that nodemailer gives to a refusal of the envelope or of the words, which alone concern this mail. */
const aboutTheMail = new Set(['EENVELOPE', 'EMESSAGE']);

export function readFailure({ code = '', response, responseCode = 0, message, command = '' }: SmtpFailure): Carried {
  const why = `${code} ${command} ${withoutAddresses(response ?? message)}`.replace(/\s+/g, ' ').trim().slice(0, 300);
  if (!aboutTheMail.has(code) || responseCode < 500 || responseCode > 599) return { is: 'later', why };
  const status = /\b5\.(\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  // RFC 3463: 1.1 no such mailbox, 1.2 no such system, 1.3 bad syntax, 1.6 moved, 1.10 null MX, 2.1 disabled.
  const dead =
    command.startsWith('RCPT') &&
    (status === undefined
      ? [550, 551, 553].includes(responseCode)
      : ['1.1', '1.2', '1.3', '1.6', '1.10', '2.1'].includes(status));
  return { is: 'never', why, addressIsDead: dead };
}

/** What a server says often repeats the address: it is not kept in the reason. */
const withoutAddresses = (text: string): string => text.replace(/[^\s<>]+@[^\s<>]+/g, '…');
