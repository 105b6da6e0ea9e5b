/** Headers of every answer: what a browser may load, and how long it may keep a page. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { originOf, type Tiles } from './tiles.ts';

/** The only pages that other sites may frame: the embedded map, in each language. */
const framed = /^(\/en)?\/embarquer$/;
/** The page on which one tries it frames it too. */
const framing = /^(\/en)?\/embarquer\/essayer$/;
/** What other origins may read, with neither cookie nor key: what an embedded map is made of, and oEmbed. */
const readElsewhere =
  /^(\/assets\/.+|\/carte\/(fond|contours)\.json|(\/en)?\/recherche\/carte|(\/en)?\/embarquer\/carte\.json|\/embarquer\/carrefour-carte\.js|\/oembed)$/;

/** Nothing from elsewhere, no inline script, no inline style; the map's worker is one of our own files. */
export function securityHeaders(tiles?: Tiles): MiddlewareHandler {
  const usual = policy({ tiles });
  const ofFramed = policy({ tiles, framed: true });
  const ofFraming = policy({ tiles, framing: true });
  return async (c, next) => {
    const { path } = c.req;
    const headers = framed.test(path) ? ofFramed : framing.test(path) ? ofFraming : usual;
    await headers(c, next);
    if (!readElsewhere.test(path)) return;
    c.res.headers.set('Access-Control-Allow-Origin', '*');
    c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  };
}

interface Policy {
  tiles: Tiles | undefined;
  framed?: boolean;
  framing?: boolean;
}

const policy = ({ tiles, framed = false, framing = false }: Policy): MiddlewareHandler => {
  // The site of the operator's tiles and no other.
  const elsewhere = [originOf(tiles)].filter((origin) => origin !== undefined);
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...elsewhere],
      connectSrc: ["'self'", ...elsewhere],
      workerSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [framed ? '*' : "'none'"],
      ...(framing && { frameSrc: ["'self'"] }),
    },
    // A year, as lists of what is expected of sites have it; browsers heed it over https alone.
    strictTransportSecurity: 'max-age=31536000; includeSubDomains',
    referrerPolicy: 'strict-origin-when-cross-origin',
    xFrameOptions: framed ? false : 'DENY',
    // A page that asks its frames to declare themselves (COEP) may still show this one.
    crossOriginResourcePolicy: framed ? 'cross-origin' : 'same-origin',
    permissionsPolicy: { geolocation: [], camera: [], microphone: [], payment: [], usb: [] },
  });
};

/** Pages change when a run ends: kept, but asked about each time (an ETag makes the answer short). */
export const pageCache = 'public, no-cache';
/** Files are named by their content. */
export const assetCache = 'public, max-age=31536000, immutable';
export const dayCache = 'public, max-age=86400';
/** Pages that are one person's: kept nowhere. */
export const personalCache = 'private, no-store';
