/** What web addresses say: the same page is strong, the same site weak, a page on everybody's platform says nothing of the site. */
import type { Sheet } from '#model/sheet.ts';

/** Sites that host many: a domain in common is nothing. */
const shared = new Set(
  `facebook.com twitter.com x.com instagram.com linkedin.com youtube.com google.com google.fr goo.gl bit.ly
  wordpress.com blogspot.com blogspot.fr wixsite.com wix.com over-blog.com jimdo.com github.com github.io gitlab.com
  helloasso.com framasite.org framapad.org docs.google.com sites.google.com drive.google.com medium.com meetup.com
  fablabs.io thingiverse.com pole-emploi.fr caf.fr laposte.fr legroupe.laposte.fr ameli.fr gouv.fr free.fr
  orange.fr wanadoo.fr e-monsite.com pagesperso-orange.fr weebly.com eklablog.com canalblog.com hautetfort.com
  mediatheques.fr bibliotheques.fr centres-sociaux.fr ulule.com kisskissbankbank.com`.split(/\s+/),
);

export interface WebEvidence {
  /** Host and path without `www.`, slash and search; only pages that can name one thing. */
  pages: ReadonlySet<string>;
  /** Those of them that are not the front page of a site: a local branch links to its federation's. */
  inner: ReadonlySet<string>;
  /** Hosts that belong to somebody. */
  sites: ReadonlySet<string>;
}

export function webEvidence(sheet: Sheet): WebEvidence {
  const pages = new Set<string>();
  const sites = new Set<string>();
  for (const { url } of sheet.links) {
    if (!URL.canParse(url)) continue;
    const { hostname, pathname, search } = new URL(url);
    const host = hostname.toLowerCase().replace(/^(www|m|fr|fr-fr)\./, '');
    const path = readable(pathname)
      .toLowerCase()
      .replace(/\/(index\.(html?|php)|accueil|home)?\/?$/, '')
      .replace(/\/+$/, '');
    const platform = isShared(host);
    // The front page of a platform, or a page told only by its search, is nobody's.
    if (!platform) sites.add(host);
    if (!platform || (path.length > 1 && !/^\/(url|search|pages|groups)?$/.test(path)))
      pages.add(`${host}${path}${telling(search)}`);
  }
  return { pages, inner: new Set([...pages].filter((page) => /[/?]/.test(page))), sites };
}

/** The part of a search that names the page, without what only says where the visitor came from. */
function telling(search: string): string {
  const kept = [...new URLSearchParams(search)]
    .filter(([name]) => !/^(utm_|fbclid|gclid|ref|hl$|lang$|_rd[rc]$|sk$|fref)/.test(name))
    .map(([name, value]) => `${name}=${value}`.toLowerCase());
  return kept.length === 0 ? '' : `?${kept.sort().join('&')}`;
}

function isShared(host: string): boolean {
  const parts = host.split('.');
  return parts.some((_, i) => shared.has(parts.slice(i).join('.')) && (i === 0 || !ownSubdomain(host)));
}

/** `bocal.wordpress.com` is the Bocal's own, though its parent is everybody's. */
function ownSubdomain(host: string): boolean {
  return /\.(wordpress|blogspot|wixsite|jimdo|over-blog|e-monsite|weebly|eklablog|canalblog|hautetfort|centres-sociaux|free)\.(com|fr|net)$/.test(
    host,
  );
}

function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
