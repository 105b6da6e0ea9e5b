/** Projects that a telling may tell of already: found by matching's own blocks and by the search, judged by matching. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { blockKeys } from '#match/block-keys.ts';
import { judgeAcross, see } from '#match/judge.ts';
import { scaleInForce } from '#match/weights-in-force.ts';
import { noCriteria } from '#model/criteria.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Sheet } from '#model/sheet.ts';
import type { SearchEngine } from '#search/engine.ts';

export interface Likeness {
  project: string;
  title: string;
  /** The path of its page, without the prefix of a language. */
  path: string;
  city: string;
  summary: string;
  /** `same`: matching would put them together by itself; `ask`: it would ask a person; `near`: the words are alike. */
  outcome: 'same' | 'ask' | 'near';
  reasons: string[];
}

/** How many sheets of its blocks are compared, and how many projects of the search. */
const compared = 200;
const searched = 8;
const shown = 4;
const rank = { same: 0, ask: 1, near: 2 } as const;

export type Likenesses = (sheet: Sheet) => Promise<Likeness[]>;

export function likenessesIn(db: Kysely<Tables>, engine: Pick<SearchEngine, 'search'>): Likenesses {
  return async (sheet) => {
    if (sheet.title === '') return [];
    const seen = see(sheet);
    const scale = await scaleInForce(db);
    const bySheets = await sheetsOfBlocks(db, sheet);
    const byWords = await sheetsOfSearch(db, engine, sheet);
    const found = new Map<string, Likeness & { score: number }>();
    for (const { project, body, other, wasSearched } of [...bySheets, ...byWords]) {
      if (other.id === sheet.id || body.tellings.some((telling) => telling.sheet === sheet.id)) continue;
      const { outcome, score, reasons } = judgeAcross(seen, see(other), scale);
      const isNear = outcome === 'related' || (wasSearched && score > -4);
      if (outcome !== 'same' && outcome !== 'ask' && !isNear) continue;
      const known = found.get(project);
      const named = outcome === 'same' || outcome === 'ask' ? outcome : 'near';
      if (known !== undefined && (rank[known.outcome] < rank[named] || known.score >= score)) continue;
      found.set(project, {
        project,
        title: body.title,
        path: `/projets/${projectPath(body)}`,
        city: body.sites[0]?.city ?? '',
        summary: body.summary,
        outcome: named,
        reasons,
        score,
      });
    }
    return [...found.values()]
      .sort((a, b) => rank[a.outcome] - rank[b.outcome] || b.score - a.score)
      .slice(0, shown)
      .map(({ score: _, ...likeness }) => likeness);
  };
}

interface Candidate {
  project: string;
  body: Project;
  other: Sheet;
  wasSearched: boolean;
}

async function sheetsOfBlocks(db: Kysely<Tables>, sheet: Sheet): Promise<Candidate[]> {
  const keys = blockKeys(sheet);
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('sheet')
    .innerJoin('project_sheet', 'project_sheet.sheet', 'sheet.record')
    .innerJoin('project', 'project.id', 'project_sheet.project')
    .select(['project.id as project', 'project.body', 'sheet.body as other'])
    .where('live', '=', true)
    .where('hidden', '=', false)
    .where(sql<boolean>`match_keys && ${keys}::text[]`)
    .limit(compared)
    .execute();
  return rows.map((row) => ({ ...row, wasSearched: false }));
}

async function sheetsOfSearch(
  db: Kysely<Tables>,
  engine: Pick<SearchEngine, 'search'>,
  sheet: Sheet,
): Promise<Candidate[]> {
  const territories = sheet.sites[0]?.commune === undefined ? [] : [`commune-${sheet.sites[0].commune}`];
  const criteria = { ...noCriteria, q: sheet.title, territories, pageSize: searched };
  const { hits } = await engine.search({ criteria });
  if (hits.length === 0) return [];
  const rows = await db
    .selectFrom('project')
    .innerJoin('project_sheet', 'project_sheet.project', 'project.id')
    .innerJoin('sheet', 'sheet.record', 'project_sheet.sheet')
    .select(['project.id as project', 'project.body', 'sheet.body as other'])
    .where(
      'project.id',
      'in',
      hits.map(({ id }) => id),
    )
    .where('live', '=', true)
    .where('hidden', '=', false)
    .execute();
  return rows.map((row) => ({ ...row, wasSearched: true }));
}
