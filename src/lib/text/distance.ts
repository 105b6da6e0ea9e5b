/** How far two spellings are: optimal string alignment (a letter added, lost, changed, or two neighbours swapped). */

/** How many edits a typed word is forgiven: one from four letters, two from eight; none for numbers. */
export function mostEdits(word: string): 0 | 1 | 2 {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Which letters a word holds, one bit each: two words at n edits differ by at most 2 n bits. */
export function letterSignature(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits >>> 0;
}

let rows: [Uint8Array, Uint8Array, Uint8Array] = [new Uint8Array(80), new Uint8Array(80), new Uint8Array(80)];

/** The distance when it is at most `most` (0, 1, 2…); otherwise `most + 1`. Words of up to 79 letters. */
export function distanceWithin(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  if (a.length > 79 || b.length > 79) return a === b ? 0 : far;
  let [before, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row.fill(far, 0, b.length + 1);
    row[0] = Math.min(i, far);
    let least = row[0]!;
    const letter = a.charCodeAt(i - 1);
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    for (let j = from; j <= to; j++) {
      const same = letter === b.charCodeAt(j - 1);
      let edits = last[j - 1]! + (same ? 0 : 1);
      if (last[j]! + 1 < edits) edits = last[j]! + 1;
      if (row[j - 1]! + 1 < edits) edits = row[j - 1]! + 1;
      const swapped = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped && before[j - 2]! + 1 < edits) edits = before[j - 2]! + 1;
      row[j] = Math.min(edits, far);
      if (edits < least) least = edits;
    }
    if (least > most) return far;
    [before, last, row] = [last, row, before];
  }
  rows = [before, last, row];
  return Math.min(last[b.length]!, far);
}
