/** From what a person asks to what is kept: ids checked, and the sheets named that the word is about. */
import type { Kysely } from 'kysely';
import type { Tables } from '#db/tables.ts';
import { isShownField, shownFields } from '#model/correction.ts';
import type { Wish, Word } from '#model/decision.ts';
import type { Project } from '#model/project.ts';
import type { DecisionRefusal } from './decision-refusals.ts';
import {
  choosableFields,
  isChoosable,
  isSettable,
  readCorrection,
  readValue,
  settableFields,
} from './settable-fields.ts';

/** The project at an id, or where it moved; undefined when there was never one. */
export async function currentId(trx: Kysely<Tables>, id: string): Promise<string | undefined> {
  const moved = await trx.selectFrom('project_redirect').select('to_id').where('from_id', '=', id).executeTakeFirst();
  const row = await trx
    .selectFrom('project')
    .select('id')
    .where('id', '=', moved?.to_id ?? id)
    .executeTakeFirst();
  return row?.id;
}

/** The project of a sheet that once lived, in which it stands or stood last. */
async function homeOf(trx: Kysely<Tables>, sheet: string): Promise<string | undefined> {
  const row = await trx.selectFrom('project_sheet').select('project').where('sheet', '=', sheet).executeTakeFirst();
  return row?.project;
}

/** The sheets of a project as it stands, the best described first; those that are gone when none lives. */
async function sheetsIn(
  trx: Kysely<Tables>,
  project: string,
): Promise<{ body: Project; sheets: string[] } | undefined> {
  const row = await trx.selectFrom('project').select('body').where('id', '=', project).executeTakeFirst();
  return row && { body: row.body, sheets: row.body.tellings.map(({ sheet }) => sheet) };
}

/** The word as it is kept, or why it cannot be. */
export async function completeWish(
  trx: Kysely<Tables>,
  wish: Wish,
  sources: ReadonlyMap<string, unknown>,
): Promise<{ word: Word } | DecisionRefusal> {
  const missing = async (sheets: readonly string[]): Promise<DecisionRefusal | undefined> => {
    const rows = await trx.selectFrom('sheet').select('record').where('record', 'in', sheets).execute();
    const known = new Set(rows.map(({ record }) => record));
    const sheet = sheets.find((one) => !known.has(one));
    return sheet === undefined ? undefined : { code: 'sheet-unknown', sheet };
  };
  if (wish.kind === 'same' || wish.kind === 'not-same') {
    if (wish.sheets[0] === wish.sheets[1]) return { code: 'one-sheet' };
    const [first, second] = [...wish.sheets].sort() as [string, string];
    return (await missing(wish.sheets)) ?? { word: { kind: wish.kind, sheets: [first, second] } };
  }
  if (wish.kind === 'split' || wish.kind === 'choose') {
    if (wish.kind === 'choose' && !isChoosable(wish.field))
      return { code: 'field-unknown', field: wish.field, known: choosableFields };
    const unknown = await missing([wish.sheet]);
    if (unknown !== undefined) return unknown;
    const home = await homeOf(trx, wish.sheet);
    if (wish.kind === 'choose') {
      const { body } = await trx
        .selectFrom('sheet')
        .select('body')
        .where('record', '=', wish.sheet)
        .executeTakeFirstOrThrow();
      const said = body[wish.field as keyof typeof body];
      if (said === undefined || said === '' || (Array.isArray(said) && said.length === 0))
        return { code: 'says-nothing', sheet: wish.sheet, field: wish.field };
      return { word: { kind: 'choose', project: home ?? '', field: wish.field, sheet: wish.sheet } };
    }
    const together = home === undefined ? undefined : await sheetsIn(trx, home);
    const from = (together?.sheets ?? []).filter((one) => one !== wish.sheet).sort();
    if (home === undefined || from.length === 0 || !together?.sheets.includes(wish.sheet))
      return { code: 'alone', sheet: wish.sheet };
    return { word: { kind: 'split', project: home, sheet: wish.sheet, from } };
  }
  if (wish.kind === 'correct') {
    const { sheet, source, field } = wish;
    const row = await trx.selectFrom('sheet').select('source').where('record', '=', sheet).executeTakeFirst();
    if (row?.source !== source) return { code: 'sheet-unknown', sheet };
    if (!isShownField(field)) return { code: 'field-unknown', field, known: shownFields };
    const read = readCorrection(field, wish.value);
    if ('why' in read) return { code: 'value-refused', field, why: read.why };
    const home = (await homeOf(trx, sheet)) ?? '';
    return { word: { kind: 'correct', project: home, source, field, value: read.value, sheet } };
  }
  const project = await currentId(trx, wish.project);
  const found = project === undefined ? undefined : await sheetsIn(trx, project);
  if (project === undefined || found === undefined) return { code: 'project-unknown', project: wish.project };
  if (wish.kind === 'hide') return { word: { kind: 'hide', project, sheets: [...found.sheets].sort() } };
  if (wish.kind === 'relate') {
    const model = await currentId(trx, wish.model);
    const other = model === undefined ? undefined : await sheetsIn(trx, model);
    if (model === undefined || other === undefined) return { code: 'project-unknown', project: wish.model };
    if (model === project) return { code: 'one-sheet' };
    const { by } = wish;
    return { word: { kind: 'relate', project, sheets: found.sheets, model, modelSheets: other.sheets, by } };
  }
  if (wish.kind === 'endorse') {
    if (!sources.has(wish.source)) return { code: 'source-unknown', source: wish.source };
    // What a partner vouches for goes first where its own sheet goes.
    const own = found.body.tellings.filter(({ source }) => source === wish.source).map(({ sheet }) => sheet);
    const sheets = [...new Set([...own, ...found.sheets])];
    return { word: { kind: 'endorse', project, source: wish.source, sheets } };
  }
  if (!isSettable(wish.field)) return { code: 'field-unknown', field: wish.field, known: settableFields };
  const read = readValue(wish.field, wish.value);
  if ('why' in read) return { code: 'value-refused', field: wish.field, why: read.why };
  const value = read.value as Extract<Word, { kind: 'set' }>['value'];
  return { word: { kind: 'set', project, field: wish.field, value, sheets: found.sheets } };
}
