/** The identifiers of French organisations: each optional, each checked, never guessed. */

function luhnSum(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighed = i % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum;
}

/** A SIREN (9 digits, Luhn) without its spaces, or undefined. Source: INSEE, répertoire Sirene. */
export function readSiren(text: string): string | undefined {
  const digits = text.replace(/[\s.\u00a0]/g, '');
  return /^\d{9}$/.test(digits) && digits !== '000000000' && luhnSum(digits) % 10 === 0 ? digits : undefined;
}

/**
 * A SIRET (14 digits, Luhn) without its spaces, or undefined. The establishments of La Poste (SIREN 356000000), more
 * than Luhn allows, are valid when the sum of their digits is a multiple of 5. Source: INSEE, répertoire Sirene.
 */
export function readSiret(text: string): string | undefined {
  const digits = text.replace(/[\s.\u00a0]/g, '');
  if (!/^\d{14}$/.test(digits) || digits.startsWith('000000000')) return undefined;
  if (luhnSum(digits) % 10 === 0) return digits;
  const plainSum = [...digits].reduce((sum, digit) => sum + Number(digit), 0);
  return digits.startsWith('356000000') && plainSum % 5 === 0 ? digits : undefined;
}

/** The number of an association in the Répertoire national (W and 9 digits or letters), in capitals, or undefined. */
export function readRna(text: string): string | undefined {
  const code = text.replace(/[\s.\u00a0]/g, '').toUpperCase();
  return /^W\d[A-Z0-9]\d{7}$/.test(code) ? code : undefined;
}
