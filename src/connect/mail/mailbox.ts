/** The mailbox of development: what would have been sent, kept to be read on this very machine. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface KeptMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
}

const shown = 50;

/** Latest first. */
export async function keptMails(db: Kysely<Tables>): Promise<KeptMail[]> {
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'recipient', 'subject', 'text', 'created_at'])
    .where('state', '=', 'kept')
    .orderBy('created_at', 'desc')
    .limit(shown)
    .execute();
  return rows.map(({ id, recipient, subject, text, created_at }) => ({
    id,
    to: recipient,
    subject,
    text,
    at: created_at,
  }));
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether a host is this machine by name: `localhost`, `127.0.0.1`, `::1`. */
export const isLoopback = (host: string): boolean => loopback.test(host);

/**
 * Whether the mailbox may be open at all: no mail server, and a site that listens on this machine only and is known by
 * no public name. A site behind a proxy listens on the loopback too, and its mailbox would let anyone in.
 */
export const mailboxMayOpen = (site: { smtp: boolean; host: string; baseUrl: string }): boolean =>
  !site.smtp && isLoopback(site.host) && isLoopback(new URL(site.baseUrl).hostname);
