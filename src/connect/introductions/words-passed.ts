/** What a person wrote, made fit to be passed on: plain text, nothing hidden in it, no address before both agreed. */
import { withoutUnseen } from '#lib/text/unseen.ts';

/** Characters of one message. */
export const longest = 5_000;
export const shortest = 20;
const longestName = 80;

export function plainText(text: string): string {
  return (
    withoutUnseen(text.toWellFormed().replace(/\r\n?/g, '\n'))
      .normalize('NFC')
      // From the first blank of a run alone: tried from each of them, a long run would take minutes.
      .replace(/(?<![ \t])[ \t]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** A name on one line; empty when nothing is left. */
export const plainName = (name: string): string =>
  plainText(name).replace(/\s+/g, ' ').slice(0, longestName).toWellFormed().trim();

/** Takes what was drawn for this conversation (keys, relay addresses) out of a text, however mail programs cut it into lines. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((kept, secret) => {
    // Between two characters: a soft line break, the mark of a quotation, an escape of an address.
    const pattern = [...secret].map((one) => one.replace(/[^A-Za-z0-9]/g, '\\$&')).join('[\\s>=]*');
    return kept.replace(new RegExp(pattern, 'gi'), '[…]');
  }, text);
}
