/** Work space that searches share: a search runs from start to end without waiting, so they never meet in it. */

let sums = new Float32Array(1024);
let exactSums = new Float32Array(1024);

/** Two arrays of zeros, one place per document; whoever writes there leaves zeros behind. */
export function sumsFor(size: number): { sums: Float32Array; exactSums: Float32Array } {
  if (sums.length < size) {
    sums = new Float32Array(Math.ceil(size * 1.25));
    exactSums = new Float32Array(Math.ceil(size * 1.25));
  }
  return { sums, exactSums };
}
