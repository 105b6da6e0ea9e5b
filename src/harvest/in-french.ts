/** What a run says to a partner, in French: expectations that are not met, news of columns, why a row is refused. */
import type { ColumnNews } from './column-news.ts';
import type { ColumnKind } from './columns-seen.ts';
import type { Broken } from './expectations.ts';

const nbsp = '\u00a0';
const quoted = (text: string): string => `«${nbsp}${text}${nbsp}»`;
const list = new Intl.ListFormat('fr-FR', { type: 'conjunction' });
const oneDecimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
const share = (part: number): string => `${oneDecimal.format(part * 100)}${nbsp}%`;
const number = new Intl.NumberFormat('fr-FR');
const many = (count: number, word: string, words = `${word}s`): string =>
  `${number.format(count)} ${count >= 2 ? words : word}`;
const columns = (names: readonly string[]): string => list.format(names.map(quoted));

/** The fields of the mapping that are told by a word of everyday; the others keep their name. */
const fieldNames: Readonly<Record<string, string>> = {
  title: 'le nom',
  summary: 'le résumé',
  body: 'la description',
  themes: 'les thèmes',
  audiences: 'les publics',
  approaches: 'les manières de faire',
  placeKinds: 'le genre de lieu',
  stage: 'l’avancement',
  startYear: 'l’année de début',
  endYear: 'l’année de fin',
  'holder.name': 'le nom du porteur',
  'sites.address': 'l’adresse',
  'sites.postcode': 'le code postal',
  'sites.city': 'la commune',
  'sites.inseeCode': 'le code Insee',
  'sites.latitude': 'la latitude',
  'sites.longitude': 'la longitude',
  'links.url': 'les liens',
  'images.url': 'les images',
  mails: 'les adresses électroniques',
  phones: 'les téléphones',
  tags: 'les mots-clés',
  recordUrl: 'l’adresse de la fiche',
};
const fieldName = (field: string): string => fieldNames[field] ?? quoted(field);

/** The counterpart of `tellBroken`. */
export function brokenInFrench(broken: Broken): string {
  switch (broken.code) {
    case 'too-few':
      return `Le catalogue n’a que ${many(broken.found, 'fiche')}, alors qu’on en attend au moins ${number.format(broken.least)}.`;
    case 'too-many':
      return `Le catalogue a ${many(broken.found, 'fiche')}, alors qu’on en attend au plus ${number.format(broken.most)}.`;
    case 'dropped':
      return `${many(broken.missing, 'fiche')} sur ${number.format(broken.before)} ${broken.missing >= 2 ? 'ont' : 'a'} disparu (${share(broken.missing / broken.before)}, alors qu’on en attend au plus ${share(broken.atMost)}).`;
    case 'repeats':
      return `${many(broken.repeats, 'ligne répète', 'lignes répètent')} l’identifiant d’une autre, sur ${number.format(broken.rows)} (${share(broken.repeats / broken.rows)}, alors qu’on en attend au plus ${share(broken.atMost)})${nbsp}: la colonne qui les distingue est-elle toujours la bonne${nbsp}?`;
    case 'titles-lost':
      return `${many(broken.untitled, 'fiche perdrait', 'fiches perdraient')} son nom, sur ${number.format(broken.before)}${nbsp}: la colonne des noms est-elle toujours la même${nbsp}?`.replace(
        'perdraient son nom',
        'perdraient leur nom',
      );
    case 'field-sparse':
      return `${share(broken.share)} des fiches diraient ${fieldName(broken.field)}, alors qu’on en attend ${share(broken.expected)}.`;
    case 'outside': {
      const where =
        broken.territories.length === 0 ? 'là où leur ligne le dit' : `dans ${list.format(broken.territories)}`;
      return `${many(broken.outside, 'lieu ne se trouve', 'lieux ne se trouvent')} pas ${where}, sur ${number.format(broken.places)} (on attend qu’au moins ${share(broken.atLeast)} s’y trouvent).`;
    }
  }
}

const kinds: Record<ColumnKind, string> = {
  number: 'des nombres',
  date: 'des dates',
  'yes-no': 'des oui et des non',
  'web-address': 'des adresses web',
  text: 'des textes',
  mixed: 'de tout',
  empty: 'rien',
};

/** The counterpart of `tellColumnNews`. */
export function columnNewsInFrench(news: ColumnNews): string {
  const filling =
    'fields' in news && news.fields.length > 0 ? `${nbsp}: elle donne ${list.format(news.fields.map(fieldName))}` : '';
  switch (news.code) {
    case 'column-gone':
      return `La colonne ${quoted(news.column)} n’est plus là${filling}.`;
    case 'column-new':
      return `La colonne ${quoted(news.column)} est nouvelle.`;
    case 'column-emptied':
      return `La colonne ${quoted(news.column)} est vide ; elle était remplie dans ${Math.round(news.share * 100)} % des lignes${filling}.`.replace(
        / (?=[;%])/g,
        nbsp,
      );
    case 'type-changed':
      return `La colonne ${quoted(news.column)} contenait ${kinds[news.from]} et contient désormais ${kinds[news.to]}, par exemple ${quoted(news.example)}${filling}.`;
    case 'rule-idle':
      return `Rien ne donne ${fieldName(news.field)}${nbsp}: ${columns(news.columns)} ne ${news.columns.length >= 2 ? 'contiennent' : 'contient'} rien.`;
    case 'rule-fruitless':
      return `Rien ne donne ${fieldName(news.field)}${nbsp}: la règle ne tire rien de ce qui est dans ${columns(news.columns)} (${many(news.sheets, 'fiche regardée', 'fiches regardées')}).`;
  }
}

/** Sentences of the readers, as patterns, and how French says them. */
const sentences: readonly [RegExp, (...parts: string[]) => string][] = [
  [
    /^The item is the same as that of line (\d+) \(same (?:content|key: (.*))\)\.$/s,
    (line, key) =>
      `C’est la même fiche qu’à la ligne ${line} (${key ? `même identifiant${nbsp}: ${key}` : 'même contenu'}).`,
  ],
  [
    /^Nothing identifies the item: (.+) is empty\.$/s,
    (names) => `Rien n’identifie la fiche${nbsp}: ${requoted(names!)} ne contient rien.`,
  ],
  [
    /^The manifest says that such a row is no item\.$/,
    () => 'Le manifeste dit qu’une telle ligne n’est pas une fiche.',
  ],
  [
    /^The line has (\d+) cells where the header has (\d+) columns\.$/,
    (cells, header) => `La ligne a ${cells} cellules, alors que l’en-tête a ${header} colonnes.`,
  ],
  [/^The item is not an object with named values\.$/, () => 'L’élément n’est pas un objet avec des valeurs nommées.'],
  [/^The item is not JSON\.$/, () => 'L’élément n’est pas du JSON.'],
  [/^The (?:line is longer|item is larger) than 8 MB\.$/, () => `L’élément dépasse 8${nbsp}Mo.`],
  [
    /^The item is not a GeoJSON feature\.$/,
    () => 'L’élément n’est pas un objet GeoJSON (« feature »).'.replace(/(?<=«) | (?=»)/g, nbsp),
  ],
  [/^None of the fields is in the item\.$/, () => 'Aucun des champs attendus n’est dans l’élément.'],
  [/^The record has no metadata\.$/, () => 'La notice n’a pas de métadonnées.'],
  [
    /^The map says that the element was deleted or refused\.$/,
    () => 'La carte dit que cette fiche a été supprimée ou refusée.',
  ],
  [/^The catalogue is empty: there is no row in it\.$/, () => `Le catalogue est vide${nbsp}: il n’a aucune ligne.`],
  [/^The catalogue is empty: .*$/s, () => 'Le catalogue est vide.'],
  [
    /^The column “([^”]*)”, which tells items apart, is not in the file\. It has (.*)\.$/s,
    (column, has) =>
      `La colonne ${quoted(column!)}, qui distingue les fiches, n’est pas dans le fichier. Il a${nbsp}: ${requoted(has!)}.`,
  ],
  [
    /^The column “([^”]*)”, by which the partner says what not to publish, is not in the file\. It has (.*)\.$/s,
    (column, has) =>
      `La colonne ${quoted(column!)}, qui dit ce qu’il ne faut pas publier, n’est pas dans le fichier. Il a${nbsp}: ${requoted(has!)}.`,
  ],
  [
    /^A web page was sent in place of the table: .* It begins with “(.*)”\.$/s,
    (begins) =>
      `Une page web a été envoyée à la place du tableau${nbsp}: une page d’erreur, peut-être, ou une demande de connexion. Elle commence par ${quoted(begins!)}.`,
  ],
  [
    /^None of the (\d+) rows could be taken: the first reason is, (.*)$/s,
    (rows, reason) =>
      `Aucune des ${rows} lignes n’a pu être prise. La première raison${nbsp}: ${reasonInFrench(reason!).text}`,
  ],
  [/^There is no file (.*)\.$/s, (path) => `Le fichier ${quoted(path!)} n’est pas là.`],
  [
    /^The server says that there are (\d+) items, but gave only (\d+)\.$/,
    (said, gave) => `Le serveur annonce ${said} fiches et n’en a donné que ${gave}.`,
  ],
  [
    /^The run was stopped before the end of the catalogue\.$/,
    () => 'La lecture a été arrêtée avant la fin du catalogue.',
  ],
  [
    /^Another run of this catalogue is under way: wait until it has ended\.$/,
    () => `Une autre lecture de ce catalogue est en cours${nbsp}: attendez qu’elle soit finie.`,
  ],
];

const requoted = (names: string): string => names.replaceAll('“', `«${nbsp}`).replaceAll('”', `${nbsp}»`);

/** A sentence of a run in French; the rarer ones stay in English, and say so by their language. */
export function reasonInFrench(sentence: string): { text: string; lang: 'fr' | 'en' } {
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(sentence);
    if (found !== null) return { text: say(...found.slice(1)), lang: 'fr' };
  }
  return { text: sentence, lang: 'en' };
}
