/** Boilerplate: what a page says around its content. */

const more =
  /(?:\s*(?:…|\.{3}|\[…\]))?\s*[[(<]?\s*(?:lire la suite|lire plus|en savoir plus|voir plus|voir la suite|afficher la suite|read more|see more|continue reading)\s*(?:sur (?:le|notre) site)?\s*(?:…|\.{3}|»|>+|→|›|\.|!)*\s*[\])]?\s*$/i;
/** “Lire la suite” stands at the end: looking for it all along a long run of blanks would take hours. */
const longestMore = 100;
const sharing =
  /^(?:partager|tweeter|imprimer|suivez-nous)(?: (?:sur )?(?:facebook|twitter|linkedin|cette page|la page))?[.!]?$/i;
const consent =
  /\b(?:cookies?|traceurs?)\b.*\b(?:accept\w*|consent\w*|navigation|utilis\w*|param[eé]tr\w*|refus\w*)|\b(?:accept\w*|consent\w*|navigation|utilis\w*|refus\w*)\b.*\b(?:cookies|traceurs)\b/i;

/** A plain text without “Lire la suite”, invitations to share, and sentences about cookies. */
export function cutBoilerplate(text: string): string {
  let cut = text;
  if (/\b(?:cookies|traceurs)\b/i.test(cut))
    cut = cut.replace(/[^.!?\n]+[.!?]*/g, (part) => (part.length < 1000 && consent.test(part) ? '' : part));
  if (sharing.test(cut.trim())) return '';
  const end = cut.slice(-longestMore);
  const kept = end.replace(more, (found) => (/^\s*(?:…|\.{3})/.test(found) ? '…' : ''));
  return kept === end ? cut : (cut.slice(0, -longestMore) + kept).trimEnd();
}
