/** Who holds what: claims read where their sheets stand now, so that they follow merges and splits. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';

export interface HeldClaim {
  id: string;
  person: string;
  state: 'asked' | 'held';
  how: 'mail' | 'partner' | 'curator';
  proof: string;
  message: string;
  reach: 'relay' | 'closed';
  askedAt: Date;
  heldAt: Date | null;
  /** Where it stands now; null when nobody sees that project any more. */
  project: string | null;
  title: string;
  name: string;
  mail: string;
  sources: string[];
}

/** The project of the first of the claim's sheets that lives. */
const home = sql<string>`(
  select project_sheet.project
  from unnest(claim.sheets) with ordinality as named(sheet, at)
  join sheet on sheet.record = named.sheet and sheet.live
  join project_sheet on project_sheet.sheet = named.sheet
  order by named.at limit 1
)`;

async function claimsWhere(db: Kysely<Tables>, which: RawBuilder<unknown>): Promise<HeldClaim[]> {
  const { rows } = await sql<HeldClaim>`
    select claim.id, claim.person, claim.state, claim.how, claim.proof, claim.message, claim.reach,
      claim.asked_at as "askedAt", claim.held_at as "heldAt", project.id as project,
      coalesce(project.body ->> 'title', '') as title, person.name, person.mail,
      coalesce(array(select jsonb_array_elements_text(project.body -> 'sources')), '{}') as sources
    from claim
    join person on person.id = claim.person
    left join project on project.id = ${home} and not project.hidden
    where ${which}
    order by claim.asked_at, claim.id
    limit 500`.execute(db);
  return rows;
}

/** Those who hold the project that stands on these sheets. */
export async function holdersOf(db: Kysely<Tables>, project: string): Promise<HeldClaim[]> {
  // Read first: with the sheets given, claims are found by their index.
  const rows = await db.selectFrom('project_sheet').select('sheet').where('project', '=', project).execute();
  if (rows.length === 0) return [];
  const sheets = rows.map(({ sheet }) => sheet);
  return claimsWhere(db, sql`claim.state = 'held' and claim.sheets && ${sheets}::text[] and project.id = ${project}`);
}

export const claimsOfPerson = (db: Kysely<Tables>, person: string): Promise<HeldClaim[]> =>
  claimsWhere(db, sql`claim.person = ${person} and claim.state in ('asked', 'held')`);

/**
 * Claims on the projects of which a source tells: those that wait for a word, and those that are held. What
 * looks unwanted is the curators' first.
 */
export const claimsOfSource = (db: Kysely<Tables>, source: string): Promise<HeldClaim[]> =>
  claimsWhere(
    db,
    sql`claim.state in ('asked', 'held') and project.body -> 'sources' ? ${source}
      and (claim.state = 'held' or (claim.token_hash is null and not exists (
        select from matter
        where matter.kind = 'claim' and matter.subject = claim.id::text and matter.suspect
          and matter.state in ('waiting', 'asked'))))`,
  );

export interface News {
  id: string;
  text: string;
  at: Date;
}

/** What holders told of the project, the latest first. */
export async function newsOf(db: Kysely<Tables>, claims: readonly string[], most: number): Promise<News[]> {
  if (claims.length === 0) return [];
  return db
    .selectFrom('holder_news')
    .select(['id', 'text', 'at'])
    .where('claim', 'in', claims)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute();
}
