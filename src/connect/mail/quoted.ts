/** Somebody's words in a letter to an address that is not proven yet: whoever reads it may have asked for nothing. */

const most = 100;
const links = /\S*(?:\/\/|www\.)\S*|\S+\.\p{L}{2,}(?:[/?#]\S*)?|\S+@\S+/giu;

/** Short, and without anything that mail programs make a link of: such a letter must not carry an advertisement. */
export function quoted(text: string): string {
  const bare = text.replace(links, '…');
  return bare.length > most ? `${bare.slice(0, most).trimEnd()}…` : bare;
}
