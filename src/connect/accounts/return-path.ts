/** Where a person goes on after signing in: a path of this site, never elsewhere. */

const base = 'https://here.invalid';
const longest = 2_000;

/** The path with its query, or the other one when it leads outside, is not a path, or is a page of signing in. */
export function returnPath(asked: unknown, otherwise: string): string {
  if (typeof asked !== 'string' || asked.length > longest || !asked.startsWith('/')) return otherwise;
  // Browsers read a backslash as a slash and drop tabs and line ends: `/\evil.example` leads outside.
  if (/[\\\u0000-\u0020\u007f]/.test(asked)) return otherwise;
  if (!URL.canParse(asked, base)) return otherwise;
  const url = new URL(asked, base);
  const path = url.pathname + url.search + url.hash;
  // `/.//evil.example` has a pathname that begins with two slashes.
  if (url.origin !== base || path.startsWith('//')) return otherwise;
  return /^\/(en\/)?connexion(\/|\?|#|$)/.test(path) ? otherwise : path;
}
