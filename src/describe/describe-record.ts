/** One record in our schema: its manifest's mapping applied, cleaned, put into the vocabularies, each problem noted. */

import { type Problem, problem } from '#model/problem.ts';
import type { Row } from '#model/record.ts';
import { type Assignment, type Sheet, type SheetKind, sheetKinds } from '#model/sheet.ts';
import type { Manifest } from '#model/source.ts';
import { sureFrom } from './align/align.ts';
import { alignText } from './align/text.ts';
import { withholdPersonal } from './clean/contact.ts';
import { readDay, readYear } from './clean/day.ts';
import { htmlToText, stripTags } from './clean/html.ts';
import { looksDamaged } from './clean/mojibake.ts';
import { cleanLine, cleanTitle } from './clean/text.ts';
import { type ConceptFields, conceptFields, type OpenWord } from './concept-fields.ts';
import { findContactsOf } from './contacts.ts';
import { readLanguage, type ToldLanguage } from './language.ts';
import { findImages, findLinks, findReferences, readAddressOf } from './links.ts';
import { findOrganisation, findOrganisations } from './organisation.ts';
import { bodyOf, lineOf, linesOf, passageOf } from './passages.ts';
import { findPlaces, type Place } from './places.ts';
import { findReach, type Reach } from './reach.ts';
import { settleTexts } from './summary.ts';
import { plainUnderstanding, type Understanding } from './understanding.ts';

/** A sheet before its places are resolved and its quality assessed. */
export type Draft = Omit<Sheet, 'id' | 'sites' | 'area' | 'quality' | 'problems'>;

export interface Description {
  sheet: Draft;
  places: Place[];
  reach: Reach | undefined;
  problems: Problem[];
  /** The words that were not known at once, each with what was made of it. */
  words: OpenWord[];
}

/** What the parts of describing share: the rows of one record, and where problems are noted. */
export interface Describing {
  rows: readonly Row[];
  manifest: Manifest;
  language: string;
  understanding: Understanding;
  note: (problem: Problem) => void;
}

/**
 * Describes one record. Several rows are one grouped record: a field of one value comes from the first row that gives
 * something, lists are united, and each row and site mapping gives a place, equal ones once. Pure.
 */
export function describeRecord(
  rows: readonly Row[],
  manifest: Manifest,
  understanding: Understanding = plainUnderstanding,
): Description {
  const problems = new Map<string, Problem>();
  const note = (found: Problem) => {
    const told = { ...found, value: withholdPersonal(found.value) };
    problems.set(`${told.field} ${told.code} ${told.value}`, told);
  };
  const describing: Describing = { rows, manifest, language: manifest.language, understanding, note };
  const { map } = manifest;
  const { language, ...languageKnown } = languageOf(describing);
  describing.language = language;
  const title = lineOf(describing, map.title, cleanTitle);
  if (title === '') note(problem('title', 'title-missing'));
  const line = lineOf(describing, map.summary, cleanLine);
  const settled = settleTexts(title, line, bodyOf(describing, map.body));
  // Pieces of a body that stood in tags of their own meet in a summary: their typography is set anew.
  const summary = settled.summary === line ? line : cleanLine(settled.summary, language);
  const texts = { ...settled, summary: summary.replace(/\s[-–—|]$/u, '') };
  for (const [field, text] of [
    ['title', title],
    ['summary', texts.summary],
    ['body', texts.body],
  ] as const)
    if (looksDamaged(text)) note(problem(field, 'text-damaged', text));
  const concepts = conceptFields(describing);
  if (concepts.themes.length === 0) themesFromText(understanding, concepts, title, texts);
  const contacts = findContactsOf(describing);
  const sheet: Draft = {
    source: manifest.id,
    kind: kindOf(concepts.kind),
    title,
    ...texts,
    themes: concepts.themes,
    audiences: concepts.audiences,
    approaches: concepts.approaches,
    placeKinds: concepts.placeKinds,
    sdgs: concepts.sdgs,
    ...given('stage', concepts.stage[0]),
    ...given('startYear', dateOf(describing, 'startYear', readYear)),
    ...given('endYear', dateOf(describing, 'endYear', readYear)),
    ...given('holder', findOrganisation(describing, concepts.holderKind[0], texts.summary)),
    partners: findOrganisations(describing, 'partners'),
    funders: findOrganisations(describing, 'funders'),
    links: findLinks(describing),
    images: findImages(describing),
    contacts: contacts.filter(({ published }) => published || manifest.introductions),
    language,
    languageKnown,
    ...given('createdAt', dateOf(describing, 'createdAt', readDay)),
    ...given('updatedAt', dateOf(describing, 'updatedAt', readDay)),
    results: passageOf(describing, map.results),
    needed: passageOf(describing, map.needed),
    inspiredBy: findReferences(describing, 'inspiredBy'),
    takenUpBy: findReferences(describing, 'takenUpBy'),
    lessons: passageOf(describing, map.lessons),
    tags: tagsOf(describing, concepts.unknown),
    assignments: concepts.assignments,
    ...given('suggestions', concepts.suggestions.length > 0 ? concepts.suggestions : undefined),
    ...given('recordUrl', readAddressOf(describing, 'recordUrl', map.recordUrl)),
    licence: manifest.licence,
    ...given('attribution', lineOf(describing, map.attribution, cleanLine) || undefined),
  };
  if (contacts.some((contact) => !contact.published)) note(problem('contacts', 'contact-withheld'));
  return {
    sheet,
    places: findPlaces(describing),
    reach: findReach(describing),
    problems: [...problems.values()],
    words: concepts.words,
  };
}

/** A partner who names no theme still tells what it is about: what is sure or decided is assigned, the rest suggested. */
function themesFromText(
  understanding: Understanding,
  concepts: ConceptFields,
  title: string,
  texts: { summary: string; body: string },
): void {
  const found = alignText(understanding.vocabularies.themes, {
    ...{ title, summary: texts.summary },
    body: htmlToText(texts.body),
  });
  const assign = (assignment: Assignment): void => {
    if (concepts.themes.includes(assignment.concept)) return;
    concepts.themes.push(assignment.concept);
    concepts.assignments.push(assignment);
  };
  for (const { concept, confidence, because } of found) {
    const word = because.join(', ');
    const carried = { vocabulary: 'themes' as const, evidence: 'text' as const, word };
    const proposal: Assignment = { vocabulary: 'themes', concept, how: 'text', word, confidence, because };
    const decided = understanding.decided(carried);
    if (decided !== undefined)
      for (const one of decided) assign({ vocabulary: 'themes', concept: one, how: 'decided', word });
    else if (confidence >= sureFrom) assign(proposal);
    else concepts.suggestions.push(proposal);
    const settled = decided !== undefined || confidence >= sureFrom;
    concepts.words.push({ ...carried, written: word, proposals: [proposal], settled });
  }
}

function kindOf(concepts: readonly string[]): SheetKind {
  return sheetKinds.find((kind) => kind === concepts[0]) ?? 'projet';
}

/** As the partner says; else as title, summary and body show, before anything is cleaned by the rules of a language. */
function languageOf(describing: Describing): ToldLanguage {
  const { map, language } = describing.manifest;
  const told = lineOf(describing, map.language, (text) => text.trim().toLowerCase());
  if (/^[a-z]{2}$/.test(told)) return { language: told, how: 'told', confidence: 1 };
  let text = '';
  for (const rule of [map.summary, map.body, map.title])
    if (text.length < longestShown) text += `${lineOf(describing, rule, (told) => told)}. `;
  return readLanguage(stripTags(text.slice(0, longestShown)), language);
}

/** Of a text as the partner wrote it, tags included, what its language is read from, in characters. */
const longestShown = 1500;

function dateOf<T>(
  describing: Describing,
  field: 'startYear' | 'endYear' | 'createdAt' | 'updatedAt',
  read: (text: string) => T | undefined,
): T | undefined {
  const told = lineOf(describing, describing.manifest.map[field], (text) => text);
  if (told === '') return undefined;
  const value = read(told);
  if (value === undefined) describing.note(problem(field, 'date-unreadable', told));
  return value;
}

function tagsOf(describing: Describing, unknown: readonly string[]): string[] {
  const words = [
    ...linesOf(describing, describing.manifest.map.tags, cleanLine),
    ...unknown.map((word) => cleanLine(word, describing.language)),
  ];
  const tags = new Map(
    words.filter((word) => word !== '' && word.length <= 80).map((word) => [word.toLowerCase(), word]),
  );
  return [...tags.values()];
}

/** A property only when there is something to put in it. */
function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
