/** Which domains prove by their mail that somebody is of a project: the very domain of its own site, and nobody else's. */
import { domainToASCII } from 'node:url';

/**
 * Hosts at which anybody has pages or a mailbox: mail providers, social networks, builders of sites, platforms of
 * associations. Their subdomains likewise.
 */
const shared = [
  'gmail.com', 'googlemail.com', 'google.com', 'outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'live.com',
  'live.fr', 'msn.com', 'yahoo.com', 'yahoo.fr', 'ymail.com', 'icloud.com', 'me.com', 'mac.com', 'aol.com', 'gmx.com',
  'gmx.fr', 'gmx.net', 'mail.com', 'mailo.com', 'mailo.fr', 'proton.me', 'protonmail.com', 'pm.me', 'tutanota.com',
  'tuta.com', 'zoho.com', 'yandex.com', 'orange.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'neuf.fr', 'cegetel.net',
  'bbox.fr', 'numericable.fr', 'laposte.net', 'club-internet.fr', 'aliceadsl.fr', 'riseup.net', 'disroot.org',
  'facebook.com', 'fb.com', 'instagram.com', 'linkedin.com', 'x.com', 'twitter.com', 'youtube.com', 'youtu.be',
  'vimeo.com', 'tiktok.com', 'linktr.ee', 'bsky.app', 'mastodon.social', 'framapiaf.org', 'telegram.org', 't.me',
  'wordpress.com', 'wixsite.com', 'wix.com', 'weebly.com', 'jimdo.com', 'jimdofree.com', 'jimdosite.com', 'webnode.fr',
  'webnode.com', 'e-monsite.com', 'over-blog.com', 'over-blog.fr', 'canalblog.com', 'blogspot.com', 'blogspot.fr',
  'blogger.com', 'tumblr.com', 'medium.com', 'substack.com', 'notion.site', 'notion.so', 'github.io', 'gitlab.io',
  'netlify.app', 'vercel.app', 'pages.dev', 'web.app', 'herokuapp.com', 'squarespace.com', 'strikingly.com',
  'helloasso.com', 'assoconnect.com', 'yapla.com', 'ulule.com', 'kisskissbankbank.com', 'leetchi.com', 'miimosa.com',
  'eventbrite.fr', 'eventbrite.com', 'meetup.com', 'mobilizon.fr', 'framasite.org', 'frama.site', 'frama.space',
  'gogocarto.fr', 'communecter.org', 'openstreetmap.org', 'wikipedia.org', 'data.gouv.fr', 'airtable.com', 'typeform.com',
] as const; // biome-ignore format: a table

/** Suffixes under which anybody registers a name: none of them is somebody's domain. */
const suffixes = new Set([
  'asso.fr', 'com.fr', 'gouv.fr', 'nom.fr', 'prd.fr', 'tm.fr', 'co.uk', 'org.uk', 'com.re', 'asso.re', 'nom.re',
  'co.com', 'eu.org', 'eu.com', 'gp', 'mq', 'gf', 're', 'yt', 'pm', 'nc', 'pf', 'com.gp', 'asso.gp', 'com.nc', 'asso.nc',
  'com.pf', 'asso.pf', 'org.pf', 'fr.eu.org',
]); // biome-ignore format: a table

/** The domain of an address, in ASCII and lower case; undefined when it has none. */
export function domainOfMail(mail: string): string | undefined {
  const domain = domainToASCII(
    mail
      .slice(mail.lastIndexOf('@') + 1)
      .trim()
      .toLowerCase(),
  );
  return isDomain(domain) ? domain : undefined;
}

/** The domains of these web addresses that are their holder's own, without `www.`, each once. */
export function ownDomains(urls: readonly string[]): string[] {
  const hosts = urls.flatMap((url) => {
    if (!URL.canParse(url)) return [];
    const { protocol, hostname } = new URL(url);
    return /^https?:$/.test(protocol)
      ? [
          hostname
            .toLowerCase()
            .replace(/^www\./, '')
            .replace(/\.$/, ''),
        ]
      : [];
  });
  return [...new Set(hosts)].filter((host) => isDomain(host) && !isShared(host));
}

/**
 * Whether mail at that domain is mail of the project's own. The very domain of the site: neither one above it (the
 * town's, whose agents are many) nor one below (anybody's whom the host gave a name).
 */
export const proves = (mail: string, domains: readonly string[]): boolean => {
  const domain = domainOfMail(mail);
  return domain !== undefined && domains.includes(domain);
};

const isDomain = (text: string): boolean =>
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(text) && !suffixes.has(text);

const isShared = (host: string): boolean => shared.some((one) => host === one || host.endsWith(`.${one}`));
