/** Those who answer: the national geocoder when it is set, and a polite reader for links and pictures. */

import type { FetchLimits } from '#lib/net/guarded-fetch.ts';
import { createHosts } from '#lib/net/hosts.ts';
import { createPoliteFetch } from '#lib/net/polite-fetch.ts';
import { createGeoplateforme } from '#locate/geocode/geoplateforme.ts';
import type { InquireRooms } from './inquire.ts';
import { imageProbe, largestImage } from './probe-image.ts';
import { linkProbe } from './probe-link.ts';

/** `limits` say which hosts may be asked although they are not public, how names are looked up, and who asks. */
export function outside(
  geocoderUrl: string | undefined,
  limits: Pick<FetchLimits, 'allow' | 'resolve' | 'agent' | 'headers'> = {},
  hosts = createHosts(),
): Pick<InquireRooms, 'geocoder' | 'probeLink' | 'probeImage'> {
  const manners = {
    limits: { ...limits, maxBytes: largestImage, timeout: 60_000, idleTimeout: 15_000 },
    hosts,
    tries: 1,
  };
  // Whether a page is there is looked at; nothing is taken of it. Of a picture a drawing is.
  const looking = createPoliteFetch({ ...manners, mines: false });
  return {
    geocoder: geocoderUrl === undefined ? undefined : createGeoplateforme({ url: geocoderUrl }),
    probeLink: linkProbe(looking),
    probeImage: imageProbe(createPoliteFetch(manners)),
  };
}
