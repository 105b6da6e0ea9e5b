/** Bytes that are dear to make, kept by name while there is room: those asked longest ago go first. */

export class KeptBytes {
  private readonly kept = new Map<string, Uint8Array<ArrayBuffer>>();
  private readonly most: number;
  private size = 0;

  /** `most`: bytes kept at once. */
  constructor(most: number) {
    this.most = most;
  }

  async get(name: string, make: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.kept.get(name);
    if (known !== undefined) {
      this.kept.delete(name);
      this.kept.set(name, known);
      return known;
    }
    const made = await make();
    if (!this.kept.has(name) && made.length <= this.most / 8) {
      this.kept.set(name, made);
      this.size += made.length;
      for (const [oldest, bytes] of this.kept) {
        if (this.size <= this.most) break;
        this.kept.delete(oldest);
        this.size -= bytes.length;
      }
    }
    return made;
  }
}
