/** What a curator's word does to a contribution. */
import type { Secret } from '#lib/keyed.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { contributionById, keyOf, sentVersionOf } from './contribution.ts';
import { contributionKind } from './send.ts';

export interface KindRooms {
  secret: Secret;
  now(): Date;
  /** Writes what was accepted, and waits until it is done. */
  write(): Promise<unknown>;
}

export function kindOfContributions({ secret, now, write }: KindRooms): MatterKind {
  return {
    name: contributionKind,
    hold: (tx, subject) => contributionById(tx, subject, { lock: true }),
    async onDecided(tx, { matter, verdict }) {
      const found = await contributionById(tx, matter.subject, { lock: true });
      // Its author took it away with the account, in this very moment.
      if (found === undefined || found.contribution.sent === null) return undefined;
      const { sent, accepted, sentTellsOf } = found.contribution;
      const change = tx.updateTable('contribution').where('id', '=', matter.subject);
      if (verdict === 'accept') {
        // What was shown, and nothing that came since.
        await change
          .set({
            state: 'accepted',
            accepted: JSON.stringify(sent),
            accepted_tells_of: sentTellsOf,
            accepted_hash: sentVersionOf(found.contribution),
            accepted_at: now(),
          })
          .execute();
        await tx
          .updateTable('contribution_picture')
          .set((eb) => ({ is_accepted: eb.ref('is_sent') }))
          .where('contribution', '=', matter.subject)
          .execute();
        return async () => {
          await write();
        };
      }
      // A question leaves it sent; what was online before a refusal stays online.
      if (verdict === 'refuse')
        await change.set({ state: accepted === null ? 'refused' : 'accepted', changed_at: now() }).execute();
      return undefined;
    },
    async undo(tx, matter) {
      const found = await contributionById(tx, matter.subject, { lock: true });
      if (found === undefined) return 'too-late';
      const change = tx.updateTable('contribution').where('id', '=', matter.subject);
      if (matter.state === 'refused') {
        await change.set({ state: 'sent' }).execute();
        return undefined;
      }
      const before = await tx
        .selectFrom('matter')
        .select('id')
        .where('kind', '=', contributionKind)
        .where('subject', '=', matter.subject)
        .where('state', '=', 'accepted')
        .where('id', '<>', matter.id)
        .executeTakeFirst();
      // A former version was online, and is no longer kept.
      if (before !== undefined) return 'too-late';
      await change.set({ state: 'sent', accepted: null, accepted_hash: 'gone' }).execute();
      return async () => {
        await write();
      };
    },
    async mailOf(db, { subject }) {
      const row = await db
        .selectFrom('contribution')
        .select('mail')
        .where('id', '=', subject)
        .where('mail_proven_at', 'is not', null)
        .executeTakeFirst();
      return row?.mail ?? undefined;
    },
    pathOf: ({ subject }, signedIn) =>
      `/contribuer/projet/${subject}${signedIn ? '' : `?cle=${keyOf(secret, subject)}`}`,
    opensText: true,
    wholeAt: ({ subject }) => `/contribuer/projet/${subject}/apercu`,
  };
}
