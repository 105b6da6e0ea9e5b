/** Names of feed elements whatever prefix their author chose. */

/** By a part of the namespace's address, which authors write in many ways. Those of feeds themselves have no prefix. */
const known: readonly [part: string, prefix: string][] = [
  ['purl.org/dc/elements', 'dc:'],
  ['purl.org/dc/terms', 'dcterms:'],
  ['purl.org/rss/1.0/modules/content', 'content:'],
  ['search.yahoo.com/mrss', 'media:'],
  ['w3.org/2003/01/geo', 'geo:'],
  ['georss.org/georss', 'georss:'],
  ['opengis.net/gml', 'gml:'],
  ['itunes.com/dtds/podcast', 'itunes:'],
  ['w3.org/1999/02/22-rdf-syntax-ns', 'rdf:'],
  ['w3.org/1999/xhtml', 'xhtml:'],
  ['purl.org/rss/1.0/', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['w3.org/2005/atom', ''],
  ['purl.org/atom/ns', ''],
  ['backend.userland.com/rss', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
];

/** Declarations are taken as they come: feeds that give one prefix two meanings are not met. */
export function createPrefixes() {
  const meanings = new Map<string, string>();
  return {
    note(attributes: Record<string, string>): void {
      for (const [name, address] of Object.entries(attributes)) {
        if (!name.startsWith('xmlns:')) continue;
        const found = known.find(([part]) => address.toLowerCase().includes(part));
        if (found !== undefined) meanings.set(name.slice(6).toLowerCase(), found[1]);
      }
    },
    canonical(name: string): string {
      const lower = name.toLowerCase();
      const colon = lower.indexOf(':');
      if (colon === -1) return lower;
      return (meanings.get(lower.slice(0, colon)) ?? lower.slice(0, colon + 1)) + lower.slice(colon + 1);
    },
  };
}
