/** What a field says, as one line of text, for those who compare: codes by their labels, no contact that is withheld. */
import type { Project } from '#model/project.ts';
import type { Sheet, Site } from '#model/sheet.ts';
import { labelOf, type VocabularyName } from '#model/vocabulary.ts';
import type { Voice } from '../text/language.ts';

/** Characters of a text that are shown. */
const most = 700;

const vocabularyOf: Readonly<Record<string, VocabularyName>> = {
  kind: 'kinds',
  stage: 'stages',
  themes: 'themes',
  audiences: 'audiences',
  approaches: 'approaches',
  placeKinds: 'place-kinds',
  sdgs: 'sdgs',
};

/** Empty when nothing is said. */
export function sayValue(voice: Voice, said: Sheet | Project, field: keyof Sheet & keyof Project): string {
  const all = [said[field]].flat().filter((one) => one !== undefined && one !== '');
  const texts = all.map((one) => sayOne(voice, field, one)).filter((text) => text !== '');
  const whole = texts.join(' ; ');
  return whole.length > most ? `${whole.slice(0, most)}…` : whole;
}

function sayOne(voice: Voice, field: string, one: unknown): string {
  const vocabulary = vocabularyOf[field];
  if (vocabulary !== undefined) return labelOf(vocabulary, String(one), voice.language);
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
