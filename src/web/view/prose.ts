/** A project's own HTML, let through once more at the border of the page. */
import sanitize from 'sanitize-html';

/**
 * `describe` has already cleaned it, but what it wrote has since been stored, merged and perhaps written by hand: the
 * page trusts nothing that it prints unescaped. Headings go down so that the page keeps one outline; links say that
 * they lead outside.
 */
export function prose(html: string): string {
  return sanitize(html, {
    allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'i', 'a', 'blockquote', 'h3', 'h4'],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    transformTags: {
      h1: 'h3',
      h2: 'h3',
      h5: 'h4',
      h6: 'h4',
      a: (tagName, { href }) => ({ tagName, attribs: { href: href ?? '', rel: 'external noopener' } }),
    },
  });
}
