/** A whole manifest from rows: what each column is for, why, and what stays unread. Pure: reads and writes nothing. */
import type { Condition, Mapping, Rule } from '#model/mapping.ts';
import type { Row } from '#model/record.ts';
import { withholdPersonal } from '../clean/contact.ts';
import { type Column, profile } from './column.ts';
import { proposeConcepts } from './concepts.ts';
import { proposeFacts, proposeHolder } from './facts.ts';
import type { Guessing, PlaceChecks, Reason } from './guess.ts';
import { because } from './guess.ts';
import { proposeKey, proposeRefuse, proposeUncounted, proposeWithhold } from './identity.ts';
import { proposeSite } from './places.ts';
import { proposeTexts, proposeTitle } from './texts.ts';
import { titleOfPlace } from './titles-of-places.ts';
import { proposeWhole } from './whole.ts';

export interface Asked {
  rows: readonly Row[];
  columns: readonly string[];
  /** The catalogue's name, where it is known. */
  name?: string | undefined;
  /** The name of its file, where it is one. */
  file?: string | undefined;
  /** What the catalogue is called, and its file: words that say what all of it is about. */
  called: string;
  /** Who keeps it, where it is known. */
  organisation?: string | undefined;
  /** Known beforehand: by the format or the platform. */
  key?: string[] | 'content' | undefined;
  /** The address of a list of web pages, from which `@url` leads to those of its items. */
  page?: string | undefined;
  places: PlaceChecks;
}

/** The part of a manifest that rows tell. */
export interface Proposal {
  key: string[] | 'content';
  group?: true;
  uncounted?: string[];
  withhold?: Condition;
  refuse?: Condition;
  map: Mapping;
  unread: string[];
  reasons: Reason[];
  /** What a person should know besides, a sentence each. */
  notes: string[];
  /** What each unread column holds. */
  left: { column: string; filled: number; examples: string[] }[];
}

/** At least one row, and one column that holds something, or undefined: nothing could be a title. */
export function propose({
  rows,
  columns: names,
  name: own = '',
  file,
  called,
  organisation,
  key,
  page,
  places,
}: Asked): Proposal | undefined {
  const columns = names.map((name) => profile(name, rows));
  const guessing: Guessing = { columns, rows, places, name: own, called, taken: new Set(), reasons: [] };
  const withhold = proposeWithhold(guessing);
  const title = proposeTitle(guessing);
  if (title === undefined) return undefined;
  const site = proposeSite(guessing);
  const facts = proposeFacts(guessing, page);
  const reserved = new Set(guessing.taken);
  const holder = proposeHolder(guessing, title, organisation);
  for (const name of guessing.taken) reserved.add(name);
  const texts = proposeTexts(guessing);
  const concepts = proposeConcepts(
    guessing,
    reserved,
    title,
    columns.find((column) => column.name === holder?.name),
  );
  const whole = proposeWhole(guessing, title, site, facts.startYear !== undefined);
  const told = tellingColumns(columns, title, site, facts);
  const placeNames = new Set(placeFields.flatMap((field) => columnsOf(site?.[field])));
  const placing = columns.filter(({ name }) => placeNames.has(name));
  const refuse = proposeRefuse(guessing, rows, title, told, placing);
  // A few rows without a title say nothing of what tells the others apart.
  const titled = rows.filter((_, at) => title.cells[at]!.length > 0);
  const kept = titled.length > rows.length / 2 ? titled : rows;
  const identity = key === undefined ? identify(guessing, kept, told) : { key, group: false };
  if (key !== undefined) because(guessing, ['key'], 'as the format or the platform has it', 'sure');
  const uncounted = proposeUncounted(guessing, identity.key);

  const map = mappingOf(guessing, { title, site, facts, holder, texts, concepts, whole }, own || (file ?? ''));
  const read = new Set([...guessing.taken, ...(identity.key === 'content' ? [] : identity.key)]);
  const left = columns.filter(({ name }) => !read.has(name));
  const proposal: Proposal = {
    key: identity.key,
    map,
    unread: shorten(
      left.map(({ name }) => name),
      names,
    ),
    reasons: guessing.reasons,
    notes: whole.notes,
    left: left.map(tell),
  };
  if (identity.group) proposal.group = true;
  if (uncounted.length > 0) proposal.uncounted = uncounted;
  if (withhold !== undefined) proposal.withhold = withhold;
  if (refuse !== undefined) proposal.refuse = refuse;
  return proposal;
}

/** What was found, column by column. */
interface Found {
  title: Column;
  site: ReturnType<typeof proposeSite>;
  facts: ReturnType<typeof proposeFacts>;
  holder: ReturnType<typeof proposeHolder>;
  texts: ReturnType<typeof proposeTexts>;
  concepts: ReturnType<typeof proposeConcepts>;
  whole: ReturnType<typeof proposeWhole>;
}

function mappingOf(
  guessing: Guessing,
  { title, site, facts, holder, texts, concepts, whole }: Found,
  named: string,
): Mapping {
  const ofPlace = whole.kind === 'lieu' ? titleOfPlace(guessing, title, site, named) : undefined;
  const map: Mapping = { kind: { constant: whole.kind }, title: ofPlace ?? title.name };
  if (texts.summary !== undefined) map.summary = texts.summary;
  if (texts.body !== undefined) map.body = texts.body;
  const themes = constantAnd(whole.themes, concepts.themes);
  if (themes !== undefined) map.themes = themes;
  if (concepts.audiences !== undefined) map.audiences = concepts.audiences;
  const approaches = together(whole.approaches, concepts.approaches);
  if (approaches !== undefined) map.approaches = approaches;
  const placeKinds = whole.kind === 'lieu' ? constantAnd(whole.placeKinds, concepts.placeKinds) : undefined;
  if (placeKinds !== undefined) map.placeKinds = placeKinds;
  if (whole.stage !== undefined) map.stage = { constant: whole.stage };
  if (facts.startYear !== undefined) map.startYear = facts.startYear;
  if (holder !== undefined)
    map.holder = { ...holder, ...(concepts.holderKind === undefined ? {} : { kind: concepts.holderKind }) };
  if (site !== undefined) map.sites = [site];
  for (const name of ['links', 'images', 'mails', 'phones', 'createdAt', 'updatedAt', 'recordUrl'] as const)
    if (facts[name] !== undefined) Object.assign(map, { [name]: facts[name] });
  if (concepts.tags !== undefined) map.tags = concepts.tags;
  return map;
}

function identify(guessing: Guessing, kept: readonly Row[], told: readonly Column[]) {
  if (kept.length === guessing.rows.length) return proposeKey(guessing, kept, told);
  const columns = guessing.columns.map(({ name }) => profile(name, kept));
  const own = { ...guessing, columns, rows: kept };
  return proposeKey(
    own,
    kept,
    told.map(({ name }) => columns.find((column) => column.name === name)!),
  );
}

const placeFields = ['address', 'city', 'postcode'] as const;

/** What tells items apart when nothing identifies them, most telling first. */
function tellingColumns(
  columns: readonly Column[],
  title: Column,
  site: Mapping['sites'] extends (infer S)[] | undefined ? S | undefined : never,
  facts: Pick<Mapping, 'links'>,
): Column[] {
  const names = [
    title.name,
    ...placeFields.flatMap((field) => columnsOf(site?.[field])),
    ...(['latitude', 'longitude'] as const).flatMap((field) => columnsOf(site?.[field])),
  ];
  names.push(...(facts.links ?? []).flatMap(({ url }) => columnsOf(url)));
  return [...new Set(names)].flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

function columnsOf(rule: Rule | undefined): string[] {
  if (rule === undefined) return [];
  if (typeof rule === 'string') return [rule];
  if (Array.isArray(rule)) return rule.flatMap(columnsOf);
  return [rule.from ?? []].flat();
}

function constantAnd(constant: string | undefined, rule: Rule | undefined): Rule | undefined {
  if (constant === undefined) return rule;
  return rule === undefined ? { constant } : [{ constant }, ...[rule].flat()];
}

function together(constants: readonly string[], rule: Rule | undefined): Rule | undefined {
  const all: Exclude<Rule, unknown[]>[] = [
    ...constants.map((constant) => ({ constant })),
    ...(rule === undefined ? [] : [rule].flat()),
  ];
  return all.length > 1 ? all : all[0];
}

/** Several columns of one beginning are named by it: `horaires_*`. */
function shorten(left: readonly string[], all: readonly string[]): string[] {
  const names: string[] = [];
  for (const name of left) {
    const prefix = /^[^_ ]{3,}[_ ]/.exec(name)?.[0];
    const alike = prefix === undefined ? [] : left.filter((other) => other.startsWith(prefix));
    const isAll = prefix !== undefined && all.filter((other) => other.startsWith(prefix)).length === alike.length;
    const short =
      alike.length >= (prefix === 'result_' ? 2 : 3) && (isAll || prefix === 'result_') ? `${prefix}*` : name;
    if (!names.includes(short)) names.push(short);
  }
  return names;
}

function tell({ name, filled, distinct }: Column): Proposal['left'][number] {
  const examples = [...distinct.keys()]
    .slice(0, 3)
    .map((value) => withholdPersonal(value.length > 60 ? `${value.slice(0, 59)}…` : value));
  return { column: name, filled, examples };
}
