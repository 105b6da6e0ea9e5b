/** The stylesheet of an embedded map: our tokens, bound to its own box so that it can be light or dark whatever its page is. */
import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8');

export function embedSheet(): string {
  const [light = '', dark = ''] = read('tokens').split('@media (prefers-color-scheme: dark)');
  const inside = (css: string) =>
    css.slice(css.indexOf(':root {') + ':root {'.length, css.indexOf('}', css.indexOf(':root {')));
  const night = inside(dark);
  return `.cis{${inside(light)}}
.cis[data-aspect="clair"]{color-scheme:light}
@media (prefers-color-scheme: dark){.cis:not([data-aspect="clair"]){${night}}}
.cis[data-aspect="sombre"]{color-scheme:dark;${night}}
${read('map')}${read('embed')}`;
}
