/** Points as whole numbers, exact to a ten-millionth of a degree (a centimetre): geo points of Lucene are rounded. */

const parts = 10_000_000;
/** Larger than any longitude as a whole number: 360 degrees need 32 bits. */
const shift = 4_294_967_296n;

/** A point as one number of 63 bits, in decimal digits. */
export function packPoint({ lat, lon }: { lat: number; lon: number }): string {
  return String(BigInt(Math.round((lat + 90) * parts)) * shift + BigInt(Math.round((lon + 180) * parts)));
}

/** The same in reverse, in Painless: from `packed`, the whole numbers `y` and `x`, then degrees `lat` and `lon`. */
export const unpackPoint = `
  long y = packed / ${shift}L - 900000000L;
  long x = packed % ${shift}L - 1800000000L;
  double lat = y / 10000000.0;
  double lon = x / 10000000.0;`;
