/** The beginning of a text, of so many UTF-16 units at most: never half a letter, which no address can hold. */
export function cutTo(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
