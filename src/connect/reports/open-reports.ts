/** Public reports: somebody says that a page is wrong as a whole; curators decide. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { sha256 } from '#lib/hash.ts';
import { type Secret, secretsIn } from '#lib/keyed.ts';
import type { Person } from '#model/person.ts';
import { createAllowance } from '../accounts/limits.ts';
import type { Matter, MatterKind } from '../moderation/matter.ts';
import { raise, raiseBeside } from '../moderation/raise.ts';
import type { FormSigns, Guard } from '../spam/guard.ts';

/** What is said, and what it weighs: what harms somebody is looked at before what is only out of date. */
export const reportWeights = { personal: 30, illegal: 30, outdated: 5, 'off-topic': 3 } as const;
export type ReportReason = keyof typeof reportWeights;
export const reportReasons = Object.keys(reportWeights) as ReportReason[];

export interface Report {
  project: { id: string; title: string };
  reason: ReportReason;
  /** The reason as it was read where it was chosen. */
  label: string;
  text: string;
  language: 'fr' | 'en';
  by: { person: Person } | { mail: string | undefined };
  signs: FormSigns;
}

export interface Reports {
  /** `sent` also when the same person says the same again: it is one matter. */
  report(report: Report): Promise<'sent' | 'too-many'>;
}

interface ReportOptions {
  db: Kysely<Tables>;
  secret: Secret;
  guard: Guard;
  now(): Date;
}

const reportMatter = 'report';

export function openReports(options: ReportOptions) {
  const { db, secret, guard, now } = options;
  const network = createAllowance({ db, secret, now }, { name: 'report-network', times: 10, within: 3600 });
  const doors: Reports = {
    async report(report) {
      const { project, reason, label, text, language, by, signs } = report;
      if (!(await network(signs.network))) return 'too-many';
      const mail = 'mail' in by ? by.mail : undefined;
      const who = 'person' in by ? by.person.id : (mail ?? signs.network);
      const author = 'person' in by ? { person: by.person.id } : mail === undefined ? undefined : { mail };
      const judged = await guard.judge({ form: 'report', signs, author, text });
      // Who shares a network, or types the address, must not write over what somebody else has said.
      const put = 'person' in by ? raise : raiseBeside;
      await put(
        db,
        {
          kind: reportMatter,
          // Keyed: a network must not be found again by trying them all.
          subject: sha256(`${secretsIn(secret)[0]} ${project.id} ${reason} ${who}`),
          title: project.title,
          facts: [
            { name: 'report', value: label },
            { name: 'reason', value: text },
            ...('person' in by ? [] : mail === undefined ? [] : [{ name: 'mail', value: mail }]),
          ],
          language,
          weight: reportWeights[reason],
          project: project.id,
          about: `/projets/${project.id}`,
          author,
          ...judged,
        },
        now(),
      );
      return 'sent';
    },
  };

  const matterKind: MatterKind = {
    name: reportMatter,
    // What is to be done of the page is decided at its own desk, where it can be undone.
    onDecided: async () => undefined,
    undo: async () => undefined,
    // Counted when a curator answers: a report sends nothing by itself.
    isTyped: true,
    mailOf: async (_, { facts }: Matter) => facts.find(({ name }) => name === 'mail')?.value,
    wholeAt: ({ project }) => `/curation/projets/${project}`,
    pathOf: ({ project }) => `/projets/${project}`,
  };
  return { doors, matterKind };
}
