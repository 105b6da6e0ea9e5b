/** A community, its needs and meetings, as they are handed over and as they stand in rows. */
import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { type Criteria, readCriteria, writeCriteria } from '#model/criteria.ts';
import type { Joining, Member, News } from './membership.ts';

/** What it says of itself: read by a curator before others read it. */
export interface Telling {
  name: string;
  lead: string;
  about: string;
  criteria: Criteria;
}

export interface Words extends Telling {
  joining: Joining;
  writing: 'members' | 'admins';
}

export interface Community extends Words {
  id: string;
  /** `off`: a report took it off the site; those who are in it see it, and nobody else. */
  state: 'asked' | 'open' | 'refused' | 'off';
  /** Invented for the demonstration. */
  fictitious: boolean;
  /** For admins alone. */
  inviteKey: string | undefined;
  members: number;
}

export interface Need {
  id: string;
  title: string;
  text: string;
  /** What is searched for it. */
  words: string;
  mine: boolean;
  /** A report took it off: its author alone sees it. */
  off: boolean;
  at: Date;
}

export interface Meeting {
  id: string;
  title: string;
  text: string;
  place: string;
  starts: Date;
  ends: Date;
  mine: boolean;
  /** As of a need. */
  off: boolean;
}

/** A person's own: what they are in it; undefined where they have left it, and something of theirs is still there. */
export type OwnCommunity = Community & { role: Seen['role'] };

/** A community as one person sees it. */
export interface Seen {
  community: Community;
  /** Undefined for who is not in it, nor has asked. */
  role: 'member' | 'admin' | 'asked' | undefined;
  mayWrite: boolean;
  /** How the person hears of what is new; undefined for who is not in it. */
  news: News | undefined;
  needs: Need[];
  /** Those to come, the next first. */
  meetings: Meeting[];
  /** Those that are over, the latest first, fifty at most. */
  past: Meeting[];
  /** Public collections of persons, that it shows. */
  collections: { id: string; title: string }[];
  /** Names are for those who are in it. */
  people: Member[];
  /** For admins: what it would say of itself, and waits for a curator. */
  change: { telling: Telling; state: 'waiting' | 'asked'; sentence: string } | undefined;
}

/** One that everybody may see; in a query, `community.state` is open and `community.removed_at` is null. */
export const isShown = ({ state, removed_at }: Pick<Selectable<Tables['community']>, 'state' | 'removed_at'>) =>
  state === 'open' && removed_at === null;

/** Whether needs, meetings and collections may be added: also while it waits, to be ready when it opens. */
export const takesWords = (row: Parameters<typeof isShown>[0]): boolean => isShown(row) || row.state === 'asked';

/** In a query on communities: something that a person wrote stands there. */
export const hasOwn = (eb: ExpressionBuilder<Tables, 'community'>, person: string) =>
  eb.or(
    (['community_need', 'community_meeting'] as const).map((table) =>
      eb.exists(
        eb
          .selectFrom(table)
          .select('id')
          .whereRef(`${table}.community`, '=', 'community.id')
          .where(`${table}.author`, '=', person),
      ),
    ),
  );

/** With how many are in it. */
export const communityRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('community')
    .selectAll('community')
    .select(({ selectFrom }) =>
      selectFrom('community_member')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .whereRef('community_member.community', '=', 'community.id')
        .where('community_member.state', '=', 'in')
        .as('members'),
    );

export const criteriaOf = (text: string): Criteria => readCriteria(new URLSearchParams(text)).criteria;
export const criteriaText = (criteria: Criteria): string => writeCriteria(criteria).toString();

export const tellingColumns = ({ name, lead, about, criteria }: Telling) => ({
  ...{ name, lead, about },
  criteria: criteriaText(criteria),
});

export const communityOf = (row: Selectable<Tables['community']> & { members: string | null }): Community => ({
  id: row.id,
  name: row.name,
  lead: row.lead,
  about: row.about,
  criteria: criteriaOf(row.criteria),
  joining: row.joining,
  writing: row.writing,
  state: row.state === 'open' && row.removed_at !== null ? 'off' : row.state,
  fictitious: row.fictitious,
  inviteKey: row.invite_key ?? undefined,
  members: Number(row.members ?? 0),
});

export const meetingOf = (row: Selectable<Tables['community_meeting']>, person: string | undefined): Meeting => ({
  id: row.id,
  title: row.title,
  text: row.text,
  place: row.place,
  starts: row.starts_at,
  ends: row.ends_at,
  mine: person !== undefined && row.author === person,
  off: row.removed_at !== null,
});
