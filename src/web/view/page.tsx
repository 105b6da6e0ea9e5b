/** The frame of every page: head, header with the search box, content, footer. */
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { SiteAssets } from '../assets.ts';
import { feedPath } from '../search/address.ts';
import { languages, type Voice, voices } from '../text/language.ts';
import { Apart } from './apart.tsx';
import type { Country } from './country.ts';
import { PersonIcon } from './icons.tsx';
import { currentOf, Menu } from './menu.tsx';
import { cardSize } from './social-card.ts';
import { Wordmark } from './wordmark.tsx';

export interface Head {
  title: string;
  description: string;
  /** The path without its language prefix, with its query: canonical and alternates are made of it. */
  path: string;
  /** Pages that search engines should not keep (searches with many criteria, errors). */
  unlisted?: boolean;
  /** What stands in it is drawn by the sheet of forms and desks, though its address is a reader’s. */
  desk?: boolean;
  /** Publishing tools may put this page’s map or card in place of its address (oEmbed). */
  embeddable?: boolean;
  previous?: string | undefined;
  next?: string | undefined;
  type?: 'website' | 'article';
  /** schema.org, as JSON-LD. */
  data?: object;
  /** The page's own picture for where its link is shared, its path without the language's prefix; else that of the site. */
  picture?: { path: string; alt: string };
}

export interface PageContext {
  voice: Voice;
  baseUrl: string;
  assets: SiteAssets;
  country: Country;
  /** Whether people can sign in here. */
  accounts: boolean;
  /** Whether a project can be told here. */
  telling: boolean;
  /** A stamp for a form that is shown now; empty where nobody can send one. */
  stamp(): string;
  /** The host that the interactive map asks for its tiles, when the operator has chosen one. */
  tiles: string | undefined;
}

type PlaceInSite = 'home' | 'search' | 'project';

interface PageProps {
  context: PageContext;
  head: Head;
  at?: PlaceInSite;
  /** What stands in the header beside the wordmark: the search box, on pages that have none of their own. */
  box?: Child;
  children?: Child;
}

const feedTypes = [
  ['.atom', 'application/atom+xml'],
  ['.json', 'application/feed+json'],
] as const;

/** The pages that people read, and come to first: none of them needs the sheet of forms and desks. */
const ofReaders = /^\/($|recherche$|projets\/[^/]+$|(territoires|themes|lieux|partenaires)(\/[^/]+)?$)/;

/** JSON inside a script element: `<` must not close it. */
const inScript = (value: object) => JSON.stringify(value).replaceAll('<', '\\u003c');

export const Page: FC<PageProps> = ({ context, head, at, box, children }) => {
  const { voice, baseUrl, assets } = context;
  const { words } = voice;
  const other = voices[voice.language === 'fr' ? 'en' : 'fr'];
  const canonical = baseUrl + voice.path(head.path);
  const picture = head.picture ?? { path: '/carte.png', alt: `${words.siteName}. ${words.tagline}` };
  const title = at === 'home' ? words.home.named(words.siteName, head.title) : `${head.title} · ${words.siteName}`;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={voice.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title}</title>
          <meta name="description" content={head.description} />
          <link rel="stylesheet" href={assets.stylesheet} />
          {(head.desk === true || !ofReaders.test(head.path.replace(/[?#].*/, ''))) && (
            <link rel="stylesheet" href={assets.deskSheet} />
          )}
          {/* After the stylesheet, and less pressing: text does not wait for them. */}
          {assets.preloads.map((url) => (
            <link rel="preload" href={url} as="font" type="font/woff2" crossorigin="" fetchpriority="low" />
          ))}
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" sizes="any" />
          <link rel="apple-touch-icon" href="/favicon.png" />
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#211c29" />
          {head.unlisted ? <meta name="robots" content="noindex, follow" /> : <link rel="canonical" href={canonical} />}
          {languages.map((language) => (
            <link rel="alternate" hreflang={language} href={baseUrl + voices[language].path(head.path)} />
          ))}
          <link rel="alternate" hreflang="x-default" href={baseUrl + head.path} />
          {head.previous && <link rel="prev" href={head.previous} />}
          {head.next && <link rel="next" href={head.next} />}
          <link
            rel="search"
            type="application/opensearchdescription+xml"
            href={voice.path('/opensearch.xml')}
            title={words.siteName}
          />
          {at === 'search' &&
            feedTypes.map(([extension, type]) => (
              <link rel="alternate" type={type} href={voice.path(feedPath(head.path, extension))} title={head.title} />
            ))}
          {head.embeddable &&
            (['json', 'xml'] as const).map((format) => (
              <link
                rel="alternate"
                type={format === 'json' ? 'application/json+oembed' : 'text/xml+oembed'}
                href={`${baseUrl}/oembed?${new URLSearchParams({ url: canonical, format })}`}
                title={head.title}
              />
            ))}
          <meta property="og:type" content={head.type ?? 'website'} />
          <meta property="og:site_name" content={words.siteName} />
          <meta property="og:title" content={head.title} />
          <meta property="og:description" content={head.description} />
          <meta property="og:url" content={canonical} />
          <meta property="og:locale" content={voice.language === 'fr' ? 'fr_FR' : 'en_GB'} />
          <meta property="og:image" content={baseUrl + voice.path(picture.path)} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content={String(cardSize.width)} />
          <meta property="og:image:height" content={String(cardSize.height)} />
          <meta property="og:image:alt" content={picture.alt} />
          <meta name="twitter:card" content="summary_large_image" />
          {head.data && <script type="application/ld+json">{raw(inScript(head.data))}</script>}
          {assets.modules.map((file) => (
            <link rel="modulepreload" href={file} />
          ))}
          {assets.script && <script type="module" src={assets.script} />}
        </head>
        <body class={at ?? 'other'}>
          <a class="skip" href="#contenu">
            {words.skip}
          </a>
          <header class="top">
            <div class="top-row">
              <Wordmark voice={voice} home={voice.path('/')} />
              {box}
              <nav class="main" aria-label={words.nav.label}>
                <ul>
                  <li>
                    <a href={voice.path('/recherche')} aria-current={currentOf('/recherche', head.path)}>
                      {words.nav.explore}
                    </a>
                  </li>
                  <li>
                    <a href={voice.path('/themes')} aria-current={currentOf('/themes', head.path)}>
                      {words.nav.themes}
                    </a>
                  </li>
                  <li class="extra">
                    <a href={voice.path('/territoires')} aria-current={currentOf('/territoires', head.path)}>
                      {words.about.nav.territories}
                    </a>
                  </li>
                  <li>
                    <a href={voice.path('/partenaires')} aria-current={currentOf('/partenaires', head.path)}>
                      {words.nav.partners}
                    </a>
                  </li>
                  {/* The same for everyone: a page that told who reads it could not be kept by caches. */}
                  {context.accounts && (
                    <li>
                      <a class="own" href={voice.path('/compte')} rel="nofollow">
                        <PersonIcon />
                        <span>{words.account.link}</span>
                      </a>
                    </li>
                  )}
                  <li>
                    <a class="tongue" href={other.path(head.path)} lang={other.language} hreflang={other.language}>
                      <span aria-hidden="true">{words.otherLanguage.short}</span>
                      <span class="unseen">{words.otherLanguage.long}</span>
                    </a>
                  </li>
                </ul>
              </nav>
              <Menu
                voice={voice}
                other={other}
                path={head.path}
                accounts={context.accounts}
                telling={context.telling}
              />
            </div>
          </header>
          <main id="contenu" tabindex={-1}>
            {children}
          </main>
          {/* On paper only: what a note is cited by. */}
          <p class="printed">
            {words.siteName}, {canonical}
          </p>
          <Footer voice={voice} other={other} path={head.path} context={context} />
        </body>
      </html>
    </>
  );
};

const Footer: FC<{ voice: Voice; other: Voice; path: string; context: PageContext }> = (props) => {
  const { voice, other, path, context } = props;
  const { words } = voice;
  return (
    // Without our script nothing would lay it out later.
    <footer class={context.assets.script === undefined ? 'end band' : 'end band later'}>
      <div>
        <div class="columns">
          <div>
            <Wordmark voice={voice} home={voice.path('/')} />
            <p>{words.footer.about}</p>
          </div>
          <FooterLinks
            voice={voice}
            title={words.footer.explore}
            links={[
              ['/recherche', words.footer.all],
              ['/themes', words.footer.byTheme],
              ['/lieux', words.about.nav.places],
              ['/territoires', words.about.nav.territories],
              ['/observatoire', words.observatory.title],
              ['/partenaires', words.footer.byPartner],
              ...(context.accounts
                ? ([
                    ['/carnets', words.collections.nav],
                    ['/communautes', words.communities.nav],
                  ] as const)
                : []),
            ]}
          />
          <FooterLinks
            voice={voice}
            title={words.footer.carrefour}
            links={[
              ['/a-propos', words.about.nav.about],
              ['/contribuer', words.about.nav.contribute],
              ...(context.telling ? [['/contribuer/projet', words.contribute.add] as const] : []),
              ['/donnees-ouvertes', words.about.nav.openData],
              ['/embarquer/essayer', words.embed.try.title],
              ['/design', words.design.title],
              ['/plan-du-site', words.about.nav.map],
            ]}
          />
          <FooterLinks
            voice={voice}
            title={words.about.nav.legal}
            links={[
              ['/mentions-legales', words.about.nav.mentions],
              ['/donnees-personnelles', words.about.nav.privacy],
              ['/accessibilite', words.about.nav.accessibility],
            ]}
          >
            <li>
              <a href={other.path(path)} lang={other.language} hreflang={other.language}>
                {words.otherLanguage.long}
              </a>
            </li>
          </FooterLinks>
        </div>
        <p class="small">
          <span>{context.tiles === undefined ? words.footer.privacy : words.footer.privacyWithTiles}</span>
          <Apart by=" " />
          <span>{words.footer.maps}</span>
          <Apart by=" " />
          <span>{words.footer.code}</span>
        </p>
      </div>
    </footer>
  );
};

interface FooterLinksProps {
  voice: Voice;
  title: string;
  links: readonly (readonly [path: string, name: string])[];
  children?: Child;
}

const FooterLinks: FC<FooterLinksProps> = ({ voice, title, links, children }) => (
  <div>
    <h2>{title}</h2>
    <ul>
      {links.map(([path, name]) => (
        <li>
          <a href={voice.path(path)}>{name}</a>
        </li>
      ))}
      {children}
    </ul>
  </div>
);
