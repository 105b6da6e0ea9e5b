/**
 * Forms that look unwanted and would act at once: kept whole, told to the curators, and done when one of them lets them
 * go, in the very transaction of that word: it is accepted and done, or neither. What can no longer be done is not
 * accepted, and the curator reads why. Refused, they are erased. What waited too long is erased too, and says so in the
 * queue.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import type { Fact, Lapse } from '#model/matter.ts';
import type { Keeping } from '../accounts/own-data.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise, withdraw } from '../moderation/raise.ts';
import type { Author, FormSigns, Guard, GuardedForm } from './guard.ts';

/** The forms that act at once. */
export const heldForms = ['correction', 'introduction', 'claim', 'alert', 'writing'] as const satisfies GuardedForm[];
export type HeldForm = (typeof heldForms)[number];
export const heldMatter = (form: HeldForm): string => `held-${form}`;

export interface Screened {
  form: HeldForm;
  signs: FormSigns;
  author: NonNullable<Author>;
  language: 'fr' | 'en';
  /** What the curators are shown: a line, and each thing that was written, which the guard reads too. */
  title: string;
  facts: readonly Fact[];
  project?: string | undefined;
  /** All that is needed to do it later, as JSON. */
  said: object;
}

/** True when it is held back: then nothing else is to be done of it now. */
export type Screen = (screened: Screened) => Promise<boolean>;

/**
 * Does what the form said, within the curator's transaction and reading through it alone: who held one connection and
 * waited for another could wait for ever. Gives why it can no longer be done; then nothing was.
 */
export type LetGo = (tx: Transaction<Tables>, said: never, id: string) => Promise<Lapse | undefined>;

interface HeldRooms {
  db: Kysely<Tables>;
  guard: Guard;
  now(): Date;
}

export const createScreen =
  ({ db, guard, now }: HeldRooms): Screen =>
  async ({ form, signs, author, language, title, facts, project, said }) => {
    const text = facts.map(({ value }) => value).join('\n');
    const judged = await guard.judge({ form, signs, author, text });
    if (!judged.suspect) return false;
    await db.transaction().execute(async (tx) => {
      const row = await tx
        .insertInto('held_form')
        .values({
          id: randomUUID(),
          form,
          once: sha256(stableJson([form, author, said])),
          person: 'person' in author ? author.person : null,
          mail: 'mail' in author ? author.mail : null,
          said: JSON.stringify(said),
          made_at: now(),
        })
        // Sent again, it waits already.
        .onConflict((conflict) => conflict.column('once').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return;
      const matter = { kind: heldMatter(form), subject: row.id, title, facts, language, project, author, ...judged };
      await raise(tx, matter, now());
    });
    return true;
  };

/** `sendSoon`: called when what was let go has put letters in. */
export function heldKinds(
  letGo: Readonly<Record<HeldForm, LetGo>>,
  { sendSoon }: { sendSoon(): Promise<unknown> },
): MatterKind[] {
  return heldForms.map(
    (form): MatterKind => ({
      name: heldMatter(form),
      // Whoever sent it is told that a person reads it, and has nothing to answer.
      noQuestion: true,
      async hold(tx, subject) {
        const row = await tx
          .selectFrom('held_form')
          .select(['person', 'mail'])
          .where('id', '=', subject)
          .executeTakeFirst();
        if (row === undefined) return;
        // Its author first: an account that is being deleted takes the two in this order.
        await tx
          .selectFrom('person')
          .select('id')
          .where((eb) => eb.or([eb('id', '=', row.person), eb('mail', '=', row.mail)]))
          .forKeyShare()
          .execute();
        await tx.selectFrom('held_form').select('id').where('id', '=', subject).forUpdate().execute();
      },
      async carryOut(tx, { subject }) {
        const row = await tx.selectFrom('held_form').select('said').where('id', '=', subject).executeTakeFirst();
        return row === undefined ? 'gone' : letGo[form](tx, row.said as never, subject);
      },
      async onDecided(tx, { matter, verdict }) {
        // The words were not meant for the queue: with the decision they leave it. No undoing therefore.
        await tx.updateTable('matter').set({ facts: '[]' }).where('id', '=', matter.id).execute();
        await tx.deleteFrom('held_form').where('id', '=', matter.subject).execute();
        return verdict === 'accept' ? async () => void (await sendSoon()) : undefined;
      },
    }),
  );
}

/** Milliseconds for which a held form waits for a curator. */
export const heldFor = 60 * 24 * 3600 * 1000;

export async function forgetHeld(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('held_form')
      .where('made_at', '<', new Date(now.getTime() - heldFor))
      .returning(['id', 'form'])
      .execute();
    for (const { id, form } of gone) {
      const open = { kind: heldMatter(form as HeldForm), subject: id };
      await withdraw(tx, open, null, now);
      await tx
        .updateTable('matter')
        .set({ facts: '[]' })
        .where('kind', '=', open.kind)
        .where('subject', '=', id)
        .execute();
    }
  });
}

export const heldKeeping: Keeping = {
  name: 'held',
  async tell(db, { id, mail }) {
    return db
      .selectFrom('held_form')
      .select(['form', 'said', 'made_at'])
      .where((eb) => eb.or([eb('person', '=', id), eb('mail', '=', mail)]))
      .orderBy('made_at')
      .execute();
  },
  async forget(tx, { id, mail }) {
    await tx
      .deleteFrom('held_form')
      .where((eb) => eb.or([eb('person', '=', id), eb('mail', '=', mail)]))
      .execute();
  },
};
