/** Reed-Solomon over GF(256) as QR codes have it (ISO/IEC 18004:2015, 7.5): x⁸ + x⁴ + x³ + x² + 1, roots from 1. */

const powers: number[] = [1];
while (powers.length < 255) {
  const next = powers.at(-1)! << 1;
  powers.push(next > 255 ? next ^ 0x11d : next);
}
const logarithms = new Map(powers.map((value, at) => [value, at]));

export const multiplied = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : powers[(logarithms.get(a)! + logarithms.get(b)!) % 255]!;

/** The remainder of the data, as a polynomial, after division by the generator of that degree. */
export function errorCorrection(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let root = 0; root < degree; root++)
    generator = [...generator, 0].map(
      (coefficient, at) => coefficient ^ (at === 0 ? 0 : multiplied(generator[at - 1]!, powers[root]!)),
    );
  const rest = [...data, ...Array<number>(degree).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const lead = rest[at]!;
    for (let one = 0; one <= degree; one++) rest[at + one]! ^= multiplied(generator[one]!, lead);
  }
  return rest.slice(data.length);
}
