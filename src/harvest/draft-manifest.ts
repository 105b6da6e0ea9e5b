/** The beginning of a manifest, from a file: its format and columns as found, the mapping guessed from their names. */
import { basename, extname } from 'node:path';
import { stringify } from 'yaml';
import { foldToWords } from '#lib/text/fold.ts';
import type { Format } from '#model/source.ts';
import { createColumnsSeen } from './columns-seen.ts';
import { readFile } from './read/read.ts';

export interface DraftWish {
  id: string;
  name?: string | undefined;
  organisation?: string | undefined;
  licence?: string | undefined;
  address?: string | undefined;
}

export type Draft = { yaml: string; mapped: string[]; unread: string[] } | { reason: string };

/** Rows looked at: enough to meet the columns that only some items of a JSON list have. */
const looked = 500;

/** Where a column goes, by the first words of its folded name that match; the order decides between two. */
const guesses: readonly [field: string, names: RegExp][] = [
  ['title', /^(titre|title|nom|name|intitule|denomination|libelle|raison sociale)\b/],
  ['summary', /^(resume|summary|accroche|chapo|description courte|presentation resume)\b/],
  ['body', /^(description|presentation|contenu|body|detail|descriptif|texte)\b/],
  ['themes', /^(theme|thematique|domaine|themes|thematiques)\b/],
  ['audiences', /^(public|publics|beneficiaires)\b/],
  ['tags', /^(tag|tags|mots cles|mot cle|keywords|categorie|categories)\b/],
  ['startYear', /^(annee|annee de creation|date de creation|debut|edition)\b/],
  ['updatedAt', /^(date maj|date de mise a jour|mise a jour|updated|modified|modifie)\b/],
  ['holder.name', /^(structure|porteur|organisme|organisation|association|holder)\b/],
  ['holder.siret', /^siret\b/],
  ['holder.siren', /^siren\b/],
  ['holder.rna', /^rna\b/],
  ['site.inseeCode', /^(code insee|insee|insee com|inseecom|citycode|code commune)\b/],
  ['site.postcode', /^(code postal|cp|postcode|codepostal)\b/],
  ['site.address', /^(adresse|address|rue|voie)\b/],
  ['site.city', /^(ville|commune|city|localite)\b/],
  ['site.departement', /^(departement|dep)\b/],
  ['site.latitude', /^(lat|latitude)\b|^geometry lat$/],
  ['site.longitude', /^(lon|lng|long|longitude)\b|^geometry lon$/],
  ['link', /^(site|site web|site internet|url|lien|web|website|page)\b/],
  ['image', /^(image|photo|illustration|url illustration|logo)\b/],
  ['mails', /^(mail|email|courriel|e mail)\b/],
  ['phones', /^(tel|telephone|phone|mobile)\b/],
];

const keyNames = /^(id|identifiant|uid|guid|uuid|code|ref|reference|numero|n)\b/;

/** Reads the file, or says in a sentence why it can't be read. */
export async function draftManifest(file: string, wish: DraftWish): Promise<Draft> {
  const format = formatOf(file);
  if (format === undefined)
    return { reason: `${basename(file)} does not end in .csv, .tsv, .xlsx, .ods, .json, .jsonl, .ndjson or .geojson.` };
  const seen = createColumnsSeen();
  let rows = 0;
  for await (const reading of readFile(file, format)) {
    if ('failed' in reading) return { reason: `Line ${reading.line}: ${reading.failed}` };
    if ('header' in reading) seen.addHeader(reading.header);
    else if ('row' in reading) {
      seen.add(reading.row);
      rows++;
    }
    if (rows >= looked) break;
  }
  const columns = seen.all();
  if (rows === 0) return { reason: 'There is no row in the file.' };
  const fields = new Map<string, string>();
  for (const [field, names] of guesses) {
    const column = columns.find((name) => names.test(foldToWords(name)) && ![...fields.values()].includes(name));
    if (column !== undefined && !fields.has(field)) fields.set(field, column);
  }
  if (!fields.has('title')) fields.set('title', columns[0]!);
  const key = columns.find((name) => keyNames.test(foldToWords(name)));
  const mapped = [...new Set([...fields.values(), ...(key === undefined ? [] : [key])])];
  const unread = columns.filter((name) => !mapped.includes(name));
  return { yaml: write(wish, file, format, fields, key, unread), mapped, unread };
}

function formatOf(file: string): Format | undefined {
  const ending = extname(file).toLowerCase();
  if (['.csv', '.tsv', '.txt'].includes(ending)) return { type: 'csv', skip: 0, headerLines: 1 };
  if (['.xlsx', '.ods'].includes(ending)) return { type: 'spreadsheet', skip: 0, headerLines: 1 };
  if (['.json', '.jsonl', '.ndjson'].includes(ending)) return { type: 'json', items: '' };
  return ending === '.geojson' ? { type: 'geojson' } : undefined;
}

function write(
  wish: DraftWish,
  file: string,
  format: Format,
  fields: ReadonlyMap<string, string>,
  key: string | undefined,
  unread: readonly string[],
): string {
  const under = (prefix: string): Record<string, string> =>
    Object.fromEntries(
      [...fields].flatMap(([field, column]) =>
        field.startsWith(prefix) ? [[field.slice(prefix.length), column]] : [],
      ),
    );
  const site = under('site.');
  const holder = under('holder.');
  const plain = [...fields].filter(([field]) => !field.includes('.') && field !== 'link' && field !== 'image');
  const map: Record<string, unknown> = Object.fromEntries(plain);
  if (holder.name !== undefined) map.holder = holder;
  if (Object.keys(site).length > 0) map.sites = [site];
  for (const [field, list] of [
    ['link', 'links'],
    ['image', 'images'],
  ] as const)
    if (fields.has(field)) map[list] = [{ url: fields.get(field) }];
  const manifest = {
    id: wish.id,
    name: wish.name ?? wish.id,
    organisation: { name: wish.organisation ?? wish.name ?? wish.id },
    licence: wish.licence ?? 'LO-2.0',
    attribution: wish.organisation ?? wish.name ?? wish.id,
    ...(wish.address === undefined ? {} : { address: wish.address }),
    files: [basename(file)],
    format: format.type === 'csv' || format.type === 'spreadsheet' ? { type: format.type } : format,
    key: key === undefined ? 'content' : [key],
    map,
    unread,
  };
  return `# Begun from ${basename(file)}. Correct what was guessed; docs/reference/source-manifest.md explains every line.\n${stringify(manifest, { lineWidth: 0 })}`;
}
