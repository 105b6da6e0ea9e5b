/** Headers of every answer: what a browser may load, and how long it may keep a page. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Tiles } from './rooms.ts';

/** Where the tiles of the interactive map come from, when the operator has chosen some: that host and no other. */
const hostOf = (tiles: Tiles | undefined) => (tiles === undefined ? [] : [new URL(tiles.url).origin]);

/** Nothing from elsewhere, no inline script, no inline style; the map's worker is one of our own files. */
export const securityHeaders = (tiles?: Tiles): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...hostOf(tiles)],
      connectSrc: ["'self'", ...hostOf(tiles)],
      workerSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'strict-origin-when-cross-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [], payment: [], usb: [] },
  });

/** Pages change when a run ends: kept, but asked about each time (an ETag makes the answer short). */
export const pageCache = 'public, no-cache';
/** Files are named by their content. */
export const assetCache = 'public, max-age=31536000, immutable';
export const dayCache = 'public, max-age=86400';
/** Pages that are one person's: kept nowhere. */
export const personalCache = 'private, no-store';
