/** Forms that are let go within the curator's word; both sides' reports; whose address was proven; what goes first. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // A form is accepted and done in one transaction. What was accepted and not done yet is read once more, from what is kept.
  `with reopened as (
    update matter
    set state = 'waiting', approved_by = null, decided_by = null, decided_at = null, sentence = '',
      facts = jsonb_build_array(jsonb_build_object('name', 'message', 'value', held_form.said::text))
    from held_form
    where held_form.going and matter.kind = 'held-' || held_form.form and matter.subject = held_form.id::text
    returning matter.id
  )
  insert into matter_word (matter, what, said_at) select id, 'undone', now() from reopened`,
  `alter table held_form drop column going`,
  // Each side of a conversation may report it, and each report is decided by itself.
  `alter table introduction_report drop constraint introduction_report_pkey`,
  `alter table introduction_report add primary key (introduction, side)`,
  `update matter set subject = matter.subject || '/' || introduction_report.side
    from introduction_report
    where matter.kind = 'introduction-report' and matter.subject = introduction_report.introduction::text`,
  // What was sent in the name of an address that nobody proved tells nothing of whose it is.
  `alter table matter_author add column is_proven boolean not null default false`,
  `update matter_author set is_proven = true from matter
    where matter.id = matter_author.matter
      and (person is not null or matter.kind in ('contribution', 'introduction-report'))`,
  // Letters that come to many at once: what somebody waits for goes before them.
  `alter table mail add column mass boolean not null default false`,
  `update mail set mass = true where headers ? 'List-Unsubscribe'`,
  `drop index mail_due`,
  `create index mail_due on mail (mass, next_at) where state in ('queued', 'sending')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
