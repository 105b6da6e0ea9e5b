/** What a field says, as one line of text: codes by their labels, no contact that is withheld. */
import type { Sheet, Site } from './sheet.ts';
import { labelOf, type VocabularyName } from './vocabulary.ts';

const vocabularyOf: Readonly<Record<string, VocabularyName>> = {
  kind: 'kinds',
  stage: 'stages',
  themes: 'themes',
  audiences: 'audiences',
  approaches: 'approaches',
  placeKinds: 'place-kinds',
  sdgs: 'sdgs',
};

/** Empty when nothing is said. `value`: what the field of a sheet or a project holds. */
export function fieldText(field: string, value: unknown, language: 'fr' | 'en'): string {
  return [value]
    .flat()
    .filter((one) => one !== undefined && one !== null && one !== '')
    .map((one) => oneText(field, one, language))
    .filter((text) => text !== '')
    .join(' ; ');
}

function oneText(field: string, one: unknown, language: 'fr' | 'en'): string {
  const vocabulary = vocabularyOf[field];
  if (vocabulary !== undefined) return labelOf(vocabulary, String(one), language);
  if (field === 'body') return withoutMarkup(String(one));
  if (typeof one !== 'object' || one === null) return String(one);
  if (field === 'sites') return placeOf(one as Site);
  if (field === 'area') return (one as NonNullable<Sheet['area']>).territories.join(', ');
  const {
    published = true,
    value,
    name,
    label,
    alt,
    url,
  } = one as {
    published?: boolean;
  } & Partial<Record<'value' | 'name' | 'label' | 'alt' | 'url', string>>;
  if (!published) return '';
  return value ?? ([name ?? label ?? alt, url].filter(Boolean).join(' – ') || '');
}

export function placeOf({ name, address, postcode, city }: Site): string {
  return [name, address, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}

export function withoutMarkup(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
