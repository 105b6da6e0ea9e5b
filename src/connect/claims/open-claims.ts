/** Claims, opened: what pages are handed, and what the curators' queue is told of them. */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import type { Secret } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import { createAllowance } from '../accounts/limits.ts';
import { lettersToTyped } from '../mail/typed-address.ts';
import type { MatterKind } from '../moderation/matter.ts';
import { withdraw } from '../moderation/raise.ts';
import { once } from '../once.ts';
import type { Guard } from '../spam/guard.ts';
import type { LetGo, Screen } from '../spam/held.ts';
import {
  type Asked,
  type Claimed,
  claimHeld,
  claimMatter,
  claimProject,
  domainsOf,
  endClaim,
  proveClaim,
  settleClaim,
} from './claim.ts';
import { claimsOfPerson, claimsOfSource, type HeldClaim, holdersOf, type News, newsOf } from './held.ts';
import { forgetOldClaims } from './keeping.ts';

export interface Claims {
  /** Whether a link can be sent to a project's domain. */
  byMail: boolean;
  /** The domains whose mail proves that one is of the project. */
  domainsOf(project: Project): Promise<string[]>;
  claim(asked: Parameters<typeof claimProject>[1]): Promise<Claimed>;
  prove(token: string, person: Person): Promise<boolean>;
  holders(project: string): Promise<HeldClaim[]>;
  ofPerson(person: Person): Promise<HeldClaim[]>;
  ofSource(source: string): Promise<HeldClaim[]>;
  /** A partner's or a curator's word on a claim of a project of which the source tells: others are as if not there. */
  settle(given: OnClaim & { held: boolean }): Promise<'settled' | 'gone' | 'own'>;
  /** A partner ends what it had vouched for; a curator any. */
  revoke(given: OnClaim): Promise<boolean>;
  leave(person: Person, claim: string): Promise<boolean>;
  /** Whether they may say one more of what inspired what: each word shows on two pages at once. */
  mayRelate(person: Person): Promise<boolean>;
  reach(person: Person, claim: string, reach: 'relay' | 'closed'): Promise<boolean>;
  /** What holders told, the latest first. */
  news(project: string): Promise<News[]>;
  ownNews(claim: string): Promise<News[]>;
  addNews(person: Person, claim: string, news: { text: string; stamp: string | undefined }): Promise<Added>;
  removeNews(person: Person, news: string): Promise<boolean>;
}

export type Added = 'added' | 'too-many' | 'not-yours';

export interface ClaimOptions {
  db: Kysely<Tables>;
  secret: Secret;
  baseUrl: string;
  byMail: boolean;
  guard: Guard;
  screen: Screen;
  now(): Date;
}

/** On whose page it is said, of which claim, by whom, and whether as a curator. */
interface OnClaim {
  source: string;
  claim: string;
  why: string;
  by: Pick<Person, 'id'>;
  curator: boolean;
}

/** News that a page shows. */
const shownNews = 3;

export function openClaims(options: ClaimOptions) {
  const { db, secret, baseUrl, byMail, guard, screen, now } = options;
  const allowance = (name: string, times: number) =>
    createAllowance({ db, secret, now }, { name, times, within: 24 * 3600 });
  const newsAllowance = allowance('holder-news', 5);
  const relationAllowance = allowance('relation', 30);
  const allowances = { person: allowance('claim-person', 10), asked: allowance('claim-asked', 3) };
  const rooms = { db, baseUrl, byMail, allowances, mayWriteTo: lettersToTyped(options), guard, screen, now };
  const letGo: LetGo = (tx, asked: Asked) => claimHeld(rooms, tx, asked);
  const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
  const ownClaim = async (person: Person, claim: string): Promise<HeldClaim | undefined> =>
    (await claimsOfPerson(db, person.id)).find(({ id }) => id === claim);
  const heldBy = async (person: Person, claim: string): Promise<boolean> =>
    (await ownClaim(person, claim))?.state === 'held';

  const doors: Claims = {
    byMail,
    domainsOf: (project) => domainsOf(db, project),
    claim: (asked) => claimProject(rooms, asked),
    prove: (token, person) => proveClaim(rooms, token, person),
    holders: (project) => holdersOf(db, project),
    ofPerson: ({ id }) => claimsOfPerson(db, id),
    ofSource: (source) => claimsOfSource(db, source),
    async settle({ source, claim, held, why, by, curator }) {
      const found = (await claimsOfSource(db, source)).find(({ id, state }) => id === claim && state === 'asked');
      if (found === undefined) return 'gone';
      if (held && found.person === by.id) return 'own';
      return db.transaction().execute(async (trx) => {
        const how = curator ? 'curator' : 'partner';
        if (!(await settleClaim(trx, claim, { held, how, proof: source, why }, now()))) return 'gone';
        await withdraw(trx, { kind: claimMatter, subject: claim }, null, now());
        return 'settled';
      });
    },
    async revoke({ source, claim, why, curator }) {
      const found = (await claimsOfSource(db, source)).find(({ id, state }) => id === claim && state === 'held');
      if (found === undefined) return false;
      // What was proven at the domain, or by a curator, is not the partner's to end.
      if (!curator && (found.how !== 'partner' || found.proof !== source)) return false;
      return endClaim(db, claim, why, now());
    },
    leave: async (person, claim) => (await ownClaim(person, claim)) !== undefined && endClaim(db, claim, '', now()),
    mayRelate: ({ id }) => relationAllowance(id),
    async reach(person, claim, reach) {
      if (!(await heldBy(person, claim))) return false;
      await db.updateTable('claim').set({ reach }).where('id', '=', claim).execute();
      return true;
    },
    async news(project) {
      const holders = await holdersOf(db, project);
      return newsOf(
        db,
        holders.map(({ id }) => id),
        shownNews,
      );
    },
    ownNews: (claim) => newsOf(db, [claim], 50),
    async addNews(person, claim, { text, stamp }) {
      if (!(await heldBy(person, claim))) return 'not-yours';
      return db.transaction().execute(async (tx): Promise<Added> => {
        // One after the other, so that of two at once the second sees what the first has told.
        await tx.selectFrom('claim').select('id').where('id', '=', claim).forUpdate().execute();
        if ((await newsOf(tx, [claim], 1))[0]?.text === text) return 'added';
        const made = await once(tx, { makes: 'news', stamp, who: person.id, words: [claim, text] }, now(), {
          async make() {
            if (!(await newsAllowance(person.id, tx))) return undefined;
            const id = randomUUID();
            await tx.insertInto('holder_news').values({ id, claim, text, at: now() }).execute();
            return id;
          },
          stands: async (_, id) =>
            (await tx.selectFrom('holder_news').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
        });
        return made === undefined ? 'too-many' : 'added';
      });
    },
    async removeNews(person, news) {
      if (!isUuid(news)) return false;
      const own = db.selectFrom('claim').select('id').where('person', '=', person.id);
      const row = await db
        .deleteFrom('holder_news')
        .where('id', '=', news)
        .where('claim', 'in', own)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
  };

  const matterKind: MatterKind = {
    name: claimMatter,
    hold: (tx, subject) => tx.selectFrom('claim').select('id').where('id', '=', subject).forUpdate().execute(),
    async onDecided(tx, { matter, verdict, sentence }) {
      if (verdict === 'ask') return undefined;
      const word = { held: verdict === 'accept', how: 'curator' as const, proof: '', why: sentence };
      await settleClaim(tx, matter.subject, word, now());
      return undefined;
    },
    async undo(tx, matter) {
      const row = await tx
        .updateTable('claim')
        .set({ state: 'asked', held_at: null, ended_at: null, ended_why: '' })
        .where('id', '=', matter.subject)
        .where('state', 'in', ['held', 'refused'])
        .where('how', '=', 'curator')
        .returning('id')
        .executeTakeFirst();
      return row === undefined ? 'too-late' : undefined;
    },
    pathOf: () => '/compte/projets',
    wholeAt: ({ project }) => `/projets/${project}`,
  };
  return { doors, letGo, matterKind, forget: () => forgetOldClaims(db, now()) };
}
