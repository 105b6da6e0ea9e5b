/** Merging: one project out of one or more sheets, field by field, each field knowing its sheets and its rule. */
import { sha256, stableJson } from '#lib/hash.ts';
import { slugify } from '#lib/text/fold.ts';
import type { ShownField } from '#model/correction.ts';
import type { Endorsement, Project, Provenance } from '#model/project.ts';
import type { Sheet, Site } from '#model/sheet.ts';
import type { LicenceId } from '#model/source.ts';
import { precisions } from '#model/territory.ts';
import { isChoosable } from './settable-fields.ts';

/** What a merge needs to know of a source. */
export interface TellingSource {
  attribution: string;
  licence: LicenceId;
}

/** A person's word on a field: it says what this sheet says (`corrected`: since its partner corrected it), or this value. */
export type Choice = { field: string; sheet: string; corrected?: true } | { field: string; value: unknown };

/** A partner's word on its own sheet. */
export interface SheetCorrection {
  sheet: string;
  field: ShownField;
  value: unknown;
  source: string;
  /** ISO 8601, a day. */
  at: string;
}

/** What people said of a whole project. */
export interface SaidOf {
  /** The latest last. */
  choices?: readonly Choice[];
  endorsements?: readonly Endorsement[];
  /** The latest last. */
  corrections?: readonly SheetCorrection[];
}

const byText = ['body', 'results', 'needed', 'lessons'] as const;
const byUnion = [
  'themes', 'audiences', 'approaches', 'placeKinds', 'sdgs', 'tags', 'partners', 'funders',
  'links', 'images', 'contacts', 'inspiredBy', 'takenUpBy',
] as const; // biome-ignore format: a table
/** Of several kinds the one that says most of what a visitor will find. */
const kindOrder: readonly Sheet['kind'][] = ['projet', 'lieu', 'methode', 'ressource', 'appel', 'organisation'];

/**
 * The project that these sheets tell of together. `sheets` in any order: the result does not depend on it. The best
 * described sheet gives title and summary, the longest clean text its texts, the most precise its place, the latest its
 * stage; lists are united, the best pictures first; the start is the earliest. What people chose overrules all that:
 * each choice holds as long as its sheet is here and says something.
 */
export function mergeSheets(
  id: string,
  sheets: readonly Sheet[],
  sources: ReadonlyMap<string, TellingSource>,
  { choices = [], endorsements = [], corrections = [] }: SaidOf = {},
): Project {
  const ranked = sheets
    .map((sheet) => corrected(sheet, corrections))
    .sort((a, b) => b.quality - a.quality || compare(b.updatedAt, a.updatedAt) || (a.id < b.id ? -1 : 1));
  const best = ranked[0]!;
  const latest = [...ranked].sort((a, b) => compare(b.updatedAt, a.updatedAt));
  const provenance: Record<string, Provenance> = {};
  const from = <T>(field: string, rule: string, sheet: Sheet | undefined, value: T): T => {
    if (sheet !== undefined) provenance[field] = { sheets: [sheet.id], rule };
    return value;
  };
  const first = <K extends keyof Sheet>(field: K, rule: string, order: readonly Sheet[]): Sheet[K] | undefined => {
    const sheet = order.find((candidate) => filled(candidate[field]));
    return from(field, rule, sheet, sheet?.[field]);
  };

  const texts = Object.fromEntries(
    byText.map((field) => {
      const longest = [...ranked].sort((a, b) => fullness(b[field]) - fullness(a[field]))[0]!;
      return [field, from(field, 'longest', longest[field] === '' ? undefined : longest, longest[field])];
    }),
  ) as Pick<Project, (typeof byText)[number]>;

  const unions = Object.fromEntries(
    byUnion.map((field) => {
      const givers = ranked.filter((sheet) => sheet[field].length > 0);
      if (givers.length > 0) provenance[field] = { sheets: givers.map((sheet) => sheet.id), rule: 'union' };
      const seen = new Map<string, unknown>();
      for (const item of givers.flatMap((sheet) => sheet[field] as readonly unknown[])) {
        const name = identity(item);
        // Of one picture, a catalogue that keeps its rights gives the address alone; who lets it be shown gives the drawing.
        if (!seen.has(name) || (hasDrawing(item) && !hasDrawing(seen.get(name)))) seen.set(name, item);
      }
      const items = [...seen.values()];
      return [field, field === 'images' ? bestPictureFirst(items as Sheet['images']) : items];
    }),
  ) as Pick<Project, (typeof byUnion)[number]>;

  const chosen = chosenFields(ranked, choices);
  if (chosen.values.contacts !== undefined) unions.contacts = chosen.values.contacts;
  // One partner who withholds a mail or a number is enough: it is not published because another did.
  const withheld = new Set(
    ranked.flatMap(({ contacts }) => contacts.filter((one) => !one.published).map((one) => one.value)),
  );
  unions.contacts = unions.contacts.map((one) => ({ ...one, published: one.published && !withheld.has(one.value) }));

  const placed = mergeSites(ranked);
  if (placed.givers.length > 0) provenance.sites = { sheets: placed.givers, rule: 'most-precise' };
  const titled = ranked.find(({ title }) => !isShouted(title)) ?? best;
  const bodySheet = ranked.find((sheet) => sheet.id === (chosen.provenance.body ?? provenance.body)?.sheets[0]);
  const kindSheet = [...ranked].sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind))[0]!;
  const starts = [...ranked].sort((a, b) => (a.startYear ?? 9999) - (b.startYear ?? 9999));

  const merged: Project = {
    id,
    slug: slugify(chosen.values.title ?? titled.title),
    kind: from('kind', 'most-telling', kindSheet, kindSheet.kind),
    title: from('title', 'best-described', titled, titled.title),
    summary: first('summary', 'best-described', ranked) ?? '',
    ...texts,
    ...unions,
    stage: first('stage', 'latest', latest),
    startYear: first('startYear', 'earliest', starts),
    endYear: first('endYear', 'latest', latest),
    holder: first('holder', 'best-described', ranked),
    sites: placed.sites,
    area: first('area', 'best-described', ranked),
    language: (bodySheet ?? best).language,
    createdAt: [...ranked]
      .map((sheet) => sheet.createdAt)
      .filter(filled)
      .sort()[0],
    updatedAt: latest[0]!.updatedAt,
    quality: best.quality,
    sources: [...new Set(ranked.map((sheet) => sheet.source))],
    tellings: ranked.map((sheet) => ({
      sheet: sheet.id,
      source: sheet.source,
      title: sheet.title,
      url: sheet.recordUrl,
      licence: sheet.licence,
      attribution: sheet.attribution ?? sources.get(sheet.source)?.attribution ?? sheet.source,
      updatedAt: sheet.updatedAt,
    })),
    provenance,
  };
  const whole = { ...merged.provenance, ...chosen.provenance };
  const seen = correctionsSeen(corrections, whole);
  return {
    ...merged,
    ...chosen.values,
    ...(endorsements.length > 0 && { endorsements: [...endorsements] }),
    ...(seen.length > 0 && { corrections: seen }),
    contacts: merged.contacts,
    provenance: whole,
  };
}

/** The sheet as its partner has corrected it here. */
function corrected(sheet: Sheet, corrections: readonly SheetCorrection[]): Sheet {
  const own = corrections.filter((one) => one.sheet === sheet.id);
  return own.length === 0 ? sheet : { ...sheet, ...Object.fromEntries(own.map(({ field, value }) => [field, value])) };
}

/** Those that a reader sees, each field and partner once: another's choice may stand before a correction. */
function correctionsSeen(
  corrections: readonly SheetCorrection[],
  provenance: Readonly<Record<string, Provenance>>,
): NonNullable<Project['corrections']> {
  const latest = new Map(
    corrections
      .filter(({ field, sheet }) => provenance[field]?.sheets.includes(sheet))
      .map(({ field, source, at }) => [`${field} ${source}`, { field, source, at }]),
  );
  return [...latest.values()];
}

function chosenFields(
  sheets: readonly Sheet[],
  choices: readonly Choice[],
): { values: Partial<Sheet>; provenance: Record<string, Provenance> } {
  const values: Record<string, unknown> = {};
  const provenance: Record<string, Provenance> = {};
  for (const choice of choices) {
    const { field } = choice;
    if (!isChoosable(field)) continue;
    if ('value' in choice) {
      values[field] = choice.value;
      provenance[field] = { sheets: [], rule: 'set' };
      continue;
    }
    const value = sheets.find((sheet) => sheet.id === choice.sheet)?.[field];
    if (!filled(value)) continue;
    values[field] = value;
    provenance[field] = { sheets: [choice.sheet], rule: choice.corrected ? 'correction' : 'decision' };
  }
  return { values: values as Partial<Sheet>, provenance };
}

/**
 * How much a text says: its length in characters without markup; one that was cut off at its end, or whose accents
 * were broken on the way (`Ã©`), says less than any that is whole.
 */
function fullness(text: string): number {
  const said = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const broken = /(?:…|\.\.\.|\[…\]|lire la suite)$/i.test(said) || /Ã[\u0080-\u00bf]|\ufffd/.test(said);
  return broken ? 1 - 1 / (said.length + 1) : said.length;
}

/** A title all in capitals, as an acronym is not: two long words or more. */
function isShouted(title: string): boolean {
  const words = title.match(/\p{L}{4,}/gu) ?? [];
  return words.length > 1 && title === title.toLocaleUpperCase('fr') && title !== title.toLocaleLowerCase('fr');
}

/** Pictures that say what they show and whose they are come first; then as the best described sheets give them. */
function bestPictureFirst(images: Sheet['images']): Sheet['images'] {
  const worth = ({ url, alt, credit }: Sheet['images'][number]): number =>
    (alt === '' ? 0 : 2) + (credit === undefined ? 0 : 1) + (url.startsWith('https:') ? 1 : 0);
  return [...images].sort((a, b) => worth(b) - worth(a));
}

/** A fingerprint of everything a reader could see change. */
export function projectHash(project: Project): string {
  return sha256(stableJson(project));
}

/** Every commune once with its most precise sites: those of the sheet that knows the commune best. */
function mergeSites(ranked: readonly Sheet[]): { sites: Site[]; givers: string[] } {
  const best = new Map<string, { level: number; sheet: Sheet }>();
  const place = (site: Site): string => site.commune ?? `${site.point?.lat},${site.point?.lon},${site.address}`;
  for (const sheet of ranked)
    for (const site of sheet.sites) {
      const level = precisions.indexOf(site.precision);
      const known = best.get(place(site));
      if (known === undefined || level < known.level) best.set(place(site), { level, sheet });
    }
  const sites: Site[] = [];
  const givers = new Set<string>();
  for (const sheet of ranked)
    for (const site of sheet.sites)
      if (best.get(place(site))?.sheet === sheet) {
        sites.push(site);
        givers.add(sheet.id);
      }
  return { sites, givers: [...givers] };
}

const hasDrawing = (item: unknown): boolean => (item as Partial<Sheet['images'][number]>).copy !== undefined;

/** What makes two list items the same: a web address, a name, the text itself. */
function identity(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { url, name, label, value } = item as Partial<Record<'url' | 'name' | 'label' | 'value', string>>;
  return url ?? value ?? name ?? label ?? stableJson(item);
}

function filled(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
