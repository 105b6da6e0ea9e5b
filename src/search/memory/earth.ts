/** Distances on the Earth taken as a sphere. */

const radius = 6_371_008.8;
const radians = Math.PI / 180;

/** Of latitude: metres. */
export const metresPerDegree = radius * radians;

/** The haversine formula; degrees in, metres out; within 0.5 % of the ellipsoid. */
export function distanceInMetres(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const byLat = Math.sin(((lat2 - lat1) * radians) / 2);
  const byLon = Math.sin(((lon2 - lon1) * radians) / 2);
  const a = byLat * byLat + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * byLon * byLon;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** How many degrees of longitude a circle that spans `latSpan` degrees of latitude can reach either way. */
export function longitudeSpan(lat: number, latSpan: number): number {
  if (Math.abs(lat) + latSpan >= 90) return 180;
  const ratio = Math.sin(latSpan * radians) / Math.cos(lat * radians);
  return ratio >= 1 ? 180 : (Math.asin(ratio) / radians) * 1.0001;
}
