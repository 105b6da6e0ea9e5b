/** Reports that a mail could not be delivered (RFC 3464), as the receiving server hands them over: read, then honoured. */
import type { Kysely } from 'kysely';
import PostalMime from 'postal-mime';
import type { Tables } from '#db/tables.ts';
import { refuseAddress } from './send-due.ts';

export interface Bounce {
  recipient: string;
  /** `5.1.1`, as RFC 3463 lists them. */
  status: string;
  /** For good, or only for now. */
  permanent: boolean;
  /** The Message-IDs that the report repeats from the mail it tells of. */
  about: string[];
}

/** Longest report that is read, in bytes: it may carry the whole mail back. */
const longest = 2_000_000;

/** Characters of a field that is read: an address has 254, and a longer field none. */
const longestField = 1_000;

/** Undefined when it is no such report. Never throws: what comes from outside may be anything. */
export async function readBounce(raw: Uint8Array): Promise<Bounce[] | undefined> {
  if (raw.length > longest) return undefined;
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true }).catch(() => undefined);
  const parts = mail?.attachments ?? [];
  const status = parts.find(({ mimeType }) => mimeType === 'message/delivery-status');
  if (status === undefined) return undefined;
  const returned = parts.find(({ mimeType }) => mimeType === 'message/rfc822' || mimeType === 'text/rfc822-headers');
  const about = [
    ...(returned === undefined ? '' : textOf(returned.content)).matchAll(/^message-id:\s*(<[^<>\s]{3,300}>)/gim),
  ].map(([, id]) => id!);
  // The first group of fields is about the report, each other about one recipient.
  return groupsOf(textOf(status.content)).flatMap((fields) => {
    const named = fields.get('original-recipient') ?? fields.get('final-recipient') ?? '';
    if (named.length > longestField) return [];
    const recipient = /^\s*rfc822\s*;\s*<?([^\s<>]+@[^\s<>]+?)>?\s*$/i.exec(named)?.[1];
    const code = /^\s*([245]\.\d{1,3}\.\d{1,3})/.exec(fields.get('status') ?? '')?.[1];
    if (recipient === undefined || code === undefined || fields.get('action')?.trim().toLowerCase() !== 'failed')
      return [];
    return [{ recipient: recipient.toLowerCase(), status: code, permanent: code.startsWith('5'), about }];
  });
}

const textOf = (content: string | ArrayBuffer | Uint8Array): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** Fields by name in lower case, a group for each run of lines without an empty one; folded lines are joined. */
function groupsOf(text: string): Map<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(
      (group) =>
        new Map([...group.matchAll(/^([\w-]+):(.*)$/gm)].map(([, name, value]) => [name!.toLowerCase(), value!])),
    );
}

/** Statuses that say that nobody is there, for good: others (a full mailbox, a policy) may pass. */
const deadStatuses = new Set(['5.1.0', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.4.4']);

/**
 * Honours a report: nothing is written again to an address where nobody is. Anyone can send a report, so only one that
 * repeats the Message-ID of a mail that went to this very address is believed: the address alone is not proof.
 * Gives the addresses that are refused from now on.
 */
export async function honourBounce(db: Kysely<Tables>, raw: Uint8Array, now: Date): Promise<string[]> {
  const refused: string[] = [];
  for (const { recipient, status, permanent, about } of (await readBounce(raw)) ?? []) {
    if (!permanent || !deadStatuses.has(status)) continue;
    const ids = about.flatMap((id) => /^<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i.exec(id)?.[1] ?? []);
    if (ids.length === 0) continue;
    const sent = await db
      .selectFrom('mail')
      .select('id')
      .where('id', 'in', ids)
      .where('recipient', '=', recipient)
      .where('state', 'in', ['sent', 'sending'])
      .executeTakeFirst();
    if (sent === undefined) continue;
    await refuseAddress(db, recipient, `bounced: ${status}`, now);
    await db
      .updateTable('mail')
      .set({ state: 'failed', trouble: `bounced: ${status}` })
      .where('id', '=', sent.id)
      .execute();
    refused.push(recipient);
  }
  return refused;
}
