/** The code that a person copies into a page. */
import { type Criteria, writeCriteria } from '#model/criteria.ts';
import { searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';
import { xmlText } from '../view/xml.ts';
import { type Looks, looksParameters, writeLooks } from './looks.ts';
import { framePath } from './view.tsx';

interface Coded {
  voice: Voice;
  baseUrl: string;
  criteria: Criteria;
  looks: Looks;
  /** What a screen reader says of the frame. */
  title: string;
}

/** A frame with the map: for any page, even one that allows no script. Sizes are CSS pixels; `width` may be `100%`. */
export function frameCode({ voice, baseUrl, criteria, looks, title }: Coded, width: number | '100%' = '100%'): string {
  const source = baseUrl + framePath(voice, criteria, writeLooks(looks));
  return `<iframe src="${xmlText(source)}" title="${xmlText(title)}" width="${width}" height="${looks.height}" loading="lazy" style="border:0"></iframe>`;
}

/** The component, with a link inside it for readers whose browser does not run it. */
export function componentCode({ voice, baseUrl, criteria, looks }: Coded): string {
  const written: [string, string][] = [
    [
      'criteres',
      writeCriteria({ ...criteria, page: 1 })
        .toString()
        .replaceAll('%2C', ','),
    ],
    [looksParameters.height, String(looks.height)],
    ...(voice.language === 'en' ? ([['langue', 'en']] as [string, string][]) : []),
    ...writeLooks(looks).map(([name, value]): [string, string] => [
      name,
      name === looksParameters.accent ? `#${value}` : value,
    ]),
  ];
  const attributes = written.filter(([, value]) => value !== '').map(([name, value]) => ` ${name}="${xmlText(value)}"`);
  return `<script type="module" src="${xmlText(baseUrl)}/embarquer/carrefour-carte.js"></script>
<carrefour-carte${attributes.join('')}>
  <a href="${xmlText(baseUrl + searchPath(voice, criteria))}">${xmlText(voice.words.embed.fallback)}</a>
</carrefour-carte>`;
}
