/** For tests: introductions over a real database, letters that leave by a real mail server and answers that arrive by ours. */
import { createTransport } from 'nodemailer';
import type { Holder, Reach } from '#connect/introductions/reach.ts';
import { startSmtp } from '#connect/mail/testing-smtp.ts';
import { openConnect } from '#connect/open-connect.ts';
import { aPersonsSigns } from '#connect/spam/testing.ts';
import { testDatabase } from '#db/testing.ts';
import { review } from '#match/review.ts';
import { withoutAddresses } from '#pipeline/introduction-reach.ts';

export const relayDomain = 'relais.carrefour.example';
export const secret = 'a secret for tests, 0123456789 abcdefghijklmnop';
export const baseUrl = 'https://carrefour.example';

/** A day is one call of `pass`. */
export async function openHouse({
  relay = true,
  holder = {} as Partial<Holder>,
  senderProvedBy = undefined as string | undefined,
} = {}) {
  const database = await testDatabase();
  const { db } = database;
  const smtp = await startSmtp();
  const complaints: string[] = [];
  let now = Date.now();
  const reached: Reach = {
    title: 'Le Bocal',
    sources: ['reseau-a', 'reseau-b'],
    holders: [{ mail: 'jeanne.secret@bocal.example', via: 'sheet', ...holder }],
    lacks: 'no-address',
  };
  const connect = openConnect({
    db,
    secret,
    baseUrl,
    host: '127.0.0.1',
    smtp: { url: smtp.url, from: 'Carrefour <bonjour@carrefour.example>' },
    provider: undefined,
    demandsSecondFactor: false,
    deciding: review({ db, sources: async () => new Map(), now: () => new Date(now) }),
    introductions: {
      reach: async (project) => (project === 'nulle-part' ? undefined : reached),
      withoutAddresses,
      nameOf: (source) => (source === 'reseau-a' ? { fr: 'Réseau A', en: 'Network A' } : undefined),
      relay: relay ? { domain: relayDomain, host: '127.0.0.1', port: 0, senderProvedBy } : undefined,
    },
    now: () => new Date(now),
    signal: new AbortController().signal,
    log: {
      error: (fields, message) => complaints.push(`${message} ${JSON.stringify(fields)}`),
      info: () => {},
      warn: () => {},
    },
  });
  const port = (await connect.openRelay()) ?? 0;
  const { introductions } = connect.doors;

  /** A mail as people's programs send them, to our own server. Gives what it answered. */
  async function mailIn(mail: {
    from: string;
    to: string;
    text?: string;
    html?: string;
    subject?: string;
    headers?: Record<string, string>;
    envelopeFrom?: string;
    raw?: string | Buffer;
    attachments?: { filename: string; content: string }[];
    messageId?: string;
  }): Promise<string> {
    const { envelopeFrom = mail.from, to, raw, ...rest } = mail;
    const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
    try {
      const { response } = await transport.sendMail({
        ...(raw === undefined ? { ...rest, to } : { raw }),
        envelope: { from: envelopeFrom, to },
      });
      return response;
    } catch (error) {
      return (error as { response?: string }).response ?? String(error);
    } finally {
      transport.close();
    }
  }

  /** Letters that left to an address since the beginning, as they were read there. */
  async function lettersTo(mail: string) {
    await connect.sendDue();
    return smtp.received
      .filter(({ to }) => to.includes(mail))
      .map(({ raw }) => {
        const text = decoded(raw).replaceAll('\r\n', '\n');
        return {
          raw,
          text,
          /** On one line, however it was wrapped. */
          flat: text.replace(/\s+/g, ' '),
          subject: decodedHeader(/^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(raw)?.[1] ?? ''),
          replyTo: /^Reply-To: (\S+)/im.exec(raw)?.[1] ?? '',
          key: /\/contacts\/[0-9a-f-]{36}\?cle=([\w-]{32})/.exec(text)?.[1] ?? '',
          id: /\/contacts\/([0-9a-f-]{36})\?cle=/.exec(text)?.[1] ?? '',
        };
      });
  }

  return {
    db,
    /** For another process. */
    url: database.url,
    smtp,
    connect,
    introductions,
    complaints,
    reached,
    mailIn,
    lettersTo,
    port,
    now: () => new Date(now),
    /** Somebody who decides; gives the id. */
    async curator(): Promise<string> {
      const id = 'curatrice';
      await db
        .insertInto('person')
        .values({
          id,
          name: 'Cura',
          mail: 'cura@exemple.fr',
          mail_verified: true,
          image: null,
          role: 'curator',
          updated_at: new Date(now),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return id;
    },
    /** Lets days pass, with the rounds that come in them. */
    async pass(days: number) {
      now += days * 86_400_000;
      for (const { work } of connect.rounds) await work();
    },
    /** Nina asks, proves her address, and the letter is at the holder's. */
    async begin({
      text = 'Bonjour, votre idée me plaît : comment avez-vous commencé ?',
      name = 'Nina',
      mail = 'nina@exemple.fr',
      project = 'bocal',
    } = {}) {
      // Each test begins anew; what is allowed in a day has a test of its own.
      await db.deleteFrom('rate_limit').execute();
      const asked = await introductions.ask({
        project,
        purpose: 'learn',
        text,
        name,
        mail,
        consents: true,
        person: undefined,
        language: 'fr',
        signs: aPersonsSigns(secret, new Date(now)),
      });
      if (asked.is !== 'to-confirm') throw new Error(JSON.stringify(asked));
      const { id, key } = (await lettersTo(mail)).at(-1)!;
      const done = await introductions.act(id, { key, person: undefined }, { does: 'confirm' });
      if (done?.is !== 'done') throw new Error(JSON.stringify(done));
      const first = (await lettersTo(reached.holders[0]!.mail)).at(-1)!;
      return { id, askerKey: key, holderKey: first.key, holderWritesTo: first.replyTo, first };
    },
    async close() {
      await connect.close();
      await smtp.close();
      await database.close();
    },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** The plain text of a letter of ours: quoted-printable or as it is, in UTF-8. */
export function decoded(raw: string): string {
  const [, encoding = '', body = ''] =
    /Content-Type: text\/plain[\s\S]*?Content-Transfer-Encoding: (\S+)[\s\S]*?\r?\n\r?\n([\s\S]*?)\r?\n--/i.exec(raw) ??
    [];
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(encoding)) return body;
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decodedHeader(value: string): string {
  return value
    .replace(/\r?\n\s+/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString('utf8'),
    )
    .replace(/\s+/g, ' ')
    .trim();
}
