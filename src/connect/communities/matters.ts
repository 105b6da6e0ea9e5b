/** What curators are asked of communities: whether a new one opens, whether one that is reported closes. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Person } from '#model/person.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { raise } from '../moderation/raise.ts';
import type { Words } from './communities.ts';

export const matterName = 'community';
export const reportName = 'community-report';

interface Raised {
  id: string;
  words: Words;
  person: Person;
}

export function raiseFor(
  tx: Kysely<Tables>,
  { id, words, language, person }: Raised & { language: 'fr' | 'en' },
  now: Date,
): Promise<string> {
  const facts = [
    { name: 'title', value: words.name },
    { name: 'summary', value: words.lead },
    { name: 'body', value: words.about },
  ];
  const author = { person: person.id };
  return raise(tx, { kind: matterName, subject: id, title: words.name, facts, language, author }, now);
}

/** Of one that waits: curators read what it says now. */
export async function changeMatter(tx: Kysely<Tables>, raised: Raised, now: Date): Promise<void> {
  const open = await tx
    .selectFrom('matter')
    .select('language')
    .where('kind', '=', matterName)
    .where('subject', '=', raised.id)
    .where('state', 'in', ['waiting', 'asked'])
    .executeTakeFirst();
  if (open !== undefined) await raiseFor(tx, { ...raised, language: open.language }, now);
}

/** A new community is open when a curator says so; a report that is accepted closes the one it tells of. */
export const communityMatters: readonly MatterKind[] = [
  {
    name: matterName,
    hold: (tx, subject) => tx.selectFrom('community').select('id').where('id', '=', subject).forUpdate().execute(),
    async onDecided(tx, { matter, verdict }) {
      const state = verdict === 'accept' ? 'open' : verdict === 'refuse' ? 'refused' : 'asked';
      await tx
        .updateTable('community')
        .set({ state })
        .where('id', '=', matter.subject)
        .where('state', '!=', 'closed')
        .execute();
      return undefined;
    },
    async undo(tx, { subject }) {
      await tx
        .updateTable('community')
        .set({ state: 'asked' })
        .where('id', '=', subject)
        .where('state', '!=', 'closed')
        .execute();
      return undefined;
    },
    pathOf: ({ subject }) => `/communautes/${subject}`,
    wholeAt: ({ subject }) => `/communautes/${subject}`,
  },
  {
    name: reportName,
    async onDecided(tx, { matter, verdict }) {
      const id = reportedIn(matter.facts);
      if (verdict === 'accept' && id !== undefined)
        await tx
          .updateTable('community')
          .set({ state: 'closed' })
          .where('id', '=', id)
          .where('state', '=', 'open')
          .execute();
      return undefined;
    },
    async undo(tx, { facts }) {
      const id = reportedIn(facts);
      if (id !== undefined)
        await tx
          .updateTable('community')
          .set({ state: 'open' })
          .where('id', '=', id)
          .where('state', '=', 'closed')
          .execute();
      return undefined;
    },
    wholeAt: ({ facts }) => `/communautes/${reportedIn(facts)}`,
  },
];

const reportedIn = (facts: readonly { name: string; url?: string | undefined }[]): string | undefined =>
  facts
    .find(({ name }) => name === 'report')
    ?.url?.split('/')
    .at(-1);
