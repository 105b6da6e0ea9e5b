/** The custom elements that the islands define, so that pages can write them. */
import 'hono/jsx';

type Attributes = Record<string, unknown>;

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'carrefour-completion': Attributes;
      'carrefour-carte': Attributes;
      'carrefour-criteres': Attributes;
      'carrefour-copie': Attributes;
      'carrefour-essai': Attributes;
      'carrefour-menu': Attributes;
      'carrefour-doublons': Attributes;
      'carrefour-recit': Attributes;
    }
  }
}
