/** Files that the browser asks for: the stylesheet, the fonts, the islands that Vite built. Each named by its content. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '#lib/hash.ts';
import { embedSheet } from './embed/sheet.ts';
import { subsetFonts, unicodeRange } from './fonts/letters.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    css: z.array(z.string()).optional(),
    imports: z.array(z.string()).optional(),
  }),
);

/** Vite's manifest (source file → built file); undefined when nothing was built. */
function readManifest(folder: string): z.infer<typeof manifestSchema> | undefined {
  const file = join(folder, '.vite/manifest.json');
  return existsSync(file) ? manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
}

const require = createRequire(import.meta.url);
/** A file of a packaged font. */
export const fontFile = (family: string, file: string) =>
  readFileSync(join(require.resolve(`@fontsource-variable/${family}/package.json`), '../files', file));

const latinExt =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF';

/**
 * Where a font comes too late for the first page, a local one stands in to the end of it (`optional`), so that nothing
 * moves under the reader's eyes; the next page has it. It is stretched to the font's measures: widths measured over
 * 400 characters of French against Arial (Liberation Sans is its metric twin), heights as the fonts declare them.
 */
const standIns = [
  {
    family: 'Figtree fallback',
    weights: '200 549',
    locals: ['Arial', 'Liberation Sans', 'Helvetica'],
    adjust: 100,
    up: 95,
    down: 25,
  },
  {
    family: 'Figtree fallback',
    weights: '550 900',
    locals: ['Arial Bold', 'Liberation Sans Bold', 'Helvetica Bold'],
    adjust: 97,
    up: 98,
    down: 26,
  },
  {
    family: 'Bricolage fallback',
    weights: '200 900',
    locals: ['Arial Bold', 'Liberation Sans Bold', 'Helvetica Bold'],
    adjust: 101.1,
    up: 92,
    down: 26.7,
  },
];

/** What the pages that people read are made of. The order matters: tokens first, print last. */
const readersSheets = [
  'tokens',
  'base',
  'map',
  'home',
  'search',
  'project',
  'places',
  'forced-colors',
  'print',
] as const;

/** Forms, accounts, desks, and what is seldom opened: a sheet of its own, after the other, so that readers go without. */
const deskSheets = [
  'standing',
  'observatory',
  'account',
  'following',
  'introductions',
  'curation',
  'curation-concepts',
  'corrections',
  'matters',
  'contribute',
  'design',
] as const;

export interface SiteAssets {
  /** Name under `/assets/` → file. */
  files: ReadonlyMap<string, Asset>;
  stylesheet: string;
  /** What the pages with forms, desks and charts add to it. */
  deskSheet: string;
  /** The address of what a browser may fetch before a link is followed. */
  prefetch: string;
  /** Fonts that every page wants. */
  preloads: readonly string[];
  /** The address of the drawn country. */
  ground: string;
  /** The address of the outlines of the départements, each by its id. */
  departements: string;
  /** The address of the script that every page loads; undefined when nothing was built. */
  script: string | undefined;
  /** What that script imports: asked for with it, or it would come one journey later, after the first image. */
  modules: readonly string[];
  /** The stylesheets of an embedded map: for another site's page, and for our own frame, with our fonts. */
  embedSheets: { component: string; frame: string };
  /** The built component and the interactive map that it fetches; undefined when nothing was built. */
  embed: { component: Asset; live: string } | undefined;
}

/**
 * Pages that anybody reads are fetched when a reader is about to follow their link (a pointer that rests on it, a finger
 * that presses it); nothing of one person's, no file, nothing that counts against a limit.
 */
const prefetchRules = {
  prefetch: [
    {
      where: {
        and: [
          {
            href_matches: ['', '/en'].flatMap((prefix) => [
              prefix || '/',
              `${prefix}/recherche`,
              `${prefix}/:section(projets|territoires|themes|lieux|partenaires){/:id}?`,
            ]),
          },
          { not: { selector_matches: '[rel~="nofollow"], [rel~="external"]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
};

/** The framed page holds the map and nothing else. */
const framePage =
  'html,body,.frame{margin:0;height:100%}body{font-family:Figtree,"Figtree fallback",system-ui,sans-serif}.cis h1,.cis h2{font-family:"Bricolage Grotesque","Bricolage fallback",system-ui,sans-serif}';

/** Reads everything once. `built` is the folder that Vite wrote, or did not: then pages go without script. */
export function siteAssets(built: string, country: { file: string; departements: string }): SiteAssets {
  const files = new Map<string, Asset>();
  const put = (stem: string, extension: string, type: string, body: Buffer) => {
    const name = `${stem}-${sha256(body.toString('latin1')).slice(0, 10)}.${extension}`;
    files.set(name, { body: new Uint8Array(body), type });
    return `/assets/${name}`;
  };
  const preloads: string[] = [];
  let css = '';
  for (const { family, name, weights } of subsetFonts) {
    const face = (file: string, range: string) =>
      `@font-face{font-family:"${family}";src:url(${file}) format("woff2");font-weight:${[...new Set(weights)].join(' ')};font-display:optional;unicode-range:${range}}`;
    const extended = put(
      `${name}-latin-ext`,
      'woff2',
      'font/woff2',
      fontFile(name, `${name}-latin-ext-wght-normal.woff2`),
    );
    const own = put(name, 'woff2', 'font/woff2', readFileSync(new URL(`fonts/${name}.woff2`, import.meta.url)));
    preloads.push(own);
    // The last one is looked at first: a letter that both have is not a reason to fetch the other.
    css += face(extended, latinExt) + face(own, unicodeRange);
  }
  for (const { family, weights, locals, adjust, up, down } of standIns) {
    const source = locals.map((name) => `local("${name}")`).join(',');
    css += `@font-face{font-family:"${family}";src:${source};size-adjust:${adjust}%;ascent-override:${up}%;descent-override:${down}%;line-gap-override:0%;font-weight:${weights}}`;
  }
  const sheetOfEmbed = tighten(embedSheet());
  const embedSheets = {
    component: put('carte', 'css', 'text/css; charset=utf-8', Buffer.from(sheetOfEmbed)),
    frame: put('carte-cadre', 'css', 'text/css; charset=utf-8', Buffer.from(tighten(css + framePage) + sheetOfEmbed)),
  };
  const sheetOf = (names: readonly string[]) =>
    names.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8')).join('');
  const stylesheet = put('site', 'css', 'text/css; charset=utf-8', Buffer.from(tighten(css + sheetOf(readersSheets))));
  const deskSheet = put('desk', 'css', 'text/css; charset=utf-8', Buffer.from(tighten(sheetOf(deskSheets))));
  const prefetch = put(
    'avant',
    'json',
    'application/speculationrules+json',
    Buffer.from(JSON.stringify(prefetchRules)),
  );
  const ground = put('france', 'svg', 'image/svg+xml', Buffer.from(country.file));
  const departements = put('departements', 'svg', 'image/svg+xml', Buffer.from(country.departements));
  let script: string | undefined;
  const modules: string[] = [];
  let embed: SiteAssets['embed'];
  const manifest = readManifest(built);
  if (manifest !== undefined) {
    for (const file of filesIn(join(built, 'assets')))
      files.set(file, { body: new Uint8Array(readFileSync(join(built, 'assets', file))), type: typeOf(file) });
    const entry = manifest['src/web/islands/islands.ts'];
    if (entry !== undefined) script = `/${entry.file}`;
    for (const name of entry?.imports ?? []) {
      const file = manifest[name]?.file;
      if (file !== undefined) modules.push(`/${file}`);
    }
    const [component, live] = ['carte-embedded', 'carte-live'].map(
      (name) => manifest[`src/web/islands/${name}.ts`]?.file,
    );
    const file = component === undefined ? undefined : files.get(component.replace(/^assets\//, ''));
    if (file !== undefined && live !== undefined) embed = { component: file, live: `/${live}` };
  }
  return {
    files,
    stylesheet,
    deskSheet,
    prefetch,
    preloads,
    ground,
    departements,
    script,
    modules,
    embedSheets,
    embed,
  };
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.map')) : [];
}

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};
const typeOf = (file: string) => types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** Comments and needless spaces out; our own sheets hold no string in which a space would matter twice. */
function tighten(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');
}
