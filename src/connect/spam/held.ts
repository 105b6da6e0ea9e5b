/**
 * Forms that look unwanted and would act at once: kept whole, told to the curators, and done when one of them lets them
 * go. Refused, they are erased. What waited too long is erased too, and says so in the queue.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256, stableJson } from '#lib/hash.ts';
import type { Fact } from '#model/matter.ts';
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

/** Does what the form said, however often it is asked with the same id. Throws when it could not be tried. */
export type LetGo = (said: never, id: string) => Promise<unknown>;

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

export interface HeldDesk {
  matterKinds: readonly MatterKind[];
  /** Does what was let go and is not done yet: what a stop left too. */
  go(): Promise<void>;
}

export function createHeldDesk(
  { db, log }: Pick<HeldRooms, 'db'> & { log: { error(fields: object, message: string): void } },
  letGo: Readonly<Record<HeldForm, LetGo>>,
): HeldDesk {
  /** One of those that go, held meanwhile so that no other process does it too; undefined when none is left. */
  const goOne = (but: readonly string[]): Promise<string | undefined> =>
    db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('held_form')
        .select(['id', 'form', 'said'])
        .where('going', '=', true)
        .$if(but.length > 0, (query) => query.where('id', 'not in', but))
        .orderBy('made_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      try {
        await letGo[row.form as HeldForm](row.said as never, row.id);
        await tx.deleteFrom('held_form').where('id', '=', row.id).execute();
      } catch (error) {
        log.error({ error, form: row.form }, 'a form that was let go waits for the next round');
      }
      return row.id;
    });
  const go = async (): Promise<void> => {
    const tried: string[] = [];
    for (let next = await goOne(tried); next !== undefined; next = await goOne(tried)) tried.push(next);
  };
  const matterKinds = heldForms.map(
    (form): MatterKind => ({
      name: heldMatter(form),
      // Whoever sent it is told that a person reads it, and has nothing to answer.
      noQuestion: true,
      hold: (tx, subject) => tx.selectFrom('held_form').select('id').where('id', '=', subject).forUpdate().execute(),
      async onDecided(tx, { matter, verdict }) {
        // The words were not meant for the queue: with the decision they leave it. No undoing therefore.
        await tx.updateTable('matter').set({ facts: '[]' }).where('id', '=', matter.id).execute();
        if (verdict === 'refuse') {
          await tx.deleteFrom('held_form').where('id', '=', matter.subject).execute();
          return undefined;
        }
        await tx.updateTable('held_form').set({ going: true }).where('id', '=', matter.subject).execute();
        return go;
      },
    }),
  );
  return { matterKinds, go };
}

/** Milliseconds for which a held form waits for a curator. */
export const heldFor = 60 * 24 * 3600 * 1000;

export async function forgetHeld(db: Kysely<Tables>, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('held_form')
      .where('made_at', '<', new Date(now.getTime() - heldFor))
      .where('going', '=', false)
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
