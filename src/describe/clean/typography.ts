/** French typography: apostrophes, quotation marks, no-break spaces, ellipses. */

const noBreak = '\u00a0';
const narrow = '\u202f';
/** Addresses of pages and mails are not prose. */
const address = /(?<!\S)(\S*(?::\/\/|www\.|@)\S*)/;

/** Sets a plain text as a French printer would; a text in another language only loses its doubled spaces. */
export function setType(text: string, language: string): string {
  const spaced = text.replace(/[\u00a0\u202f\u2007\u2009\u200a]/g, ' ').replace(/[^\S\n]+/g, ' ');
  if (language !== 'fr') return spaced;
  if (!/['".!?:;«»<…]/.test(spaced)) return spaced;
  return spaced
    .split(address)
    .map((part, index) => (index % 2 === 1 ? part : french(part)))
    .join('');
}

function french(text: string): string {
  return text
    .replace(/(?<=\p{L})['‘ʼ´`](?=[\p{L}«])/gu, '’')
    .replace(/(?<=(?<!\p{L})(?:[cdjlmnst]|qu))['’] (?=\p{L})/giu, '’')
    .replace(/\.{3,}/g, '…')
    .replace(/<<+/g, '«')
    .replace(/>>+/g, '»')
    .replace(/(?<=^|[\s(])"([^"\n]{1,200}?)"(?=$|[\s.,;:!?)…])/g, '«$1»')
    .replace(/« */g, `«${noBreak}`)
    .replace(/ *»/g, `${noBreak}»`)
    .replace(/(?<=[\p{L}\p{N})»%]) ?([!?]+)(?=$|[\s»)])/gu, `${narrow}$1`)
    .replace(/(?<=[\p{L}\p{N})»%]) ;|(?<=\p{L})(?<!&\w{1,31});(?=\s)/gu, `${narrow};`)
    .replace(/(?<=[\p{L}\p{N})»%]) :(?!\S*[)(])|(?<=\p{L}):(?=\s)/gu, `${noBreak}:`);
}
