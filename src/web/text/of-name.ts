/** French only: “de” before a name, which melts with its article (du Réseau, des Bricoleurs) or loses its vowel. */

/** Before an h nothing is elided: the name does not say whether it is aspirate. */
export function ofName(name: string): string {
  const melted = /^(Les?) (?=\S)/.exec(name);
  if (melted !== null) return `${melted[1] === 'Le' ? 'du' : 'des'} ${name.slice(melted[0].length)}`;
  return /^[aeiouœæàâäéèêëîïôöùûü]/i.test(name) ? `d’${name}` : `de ${name}`;
}
