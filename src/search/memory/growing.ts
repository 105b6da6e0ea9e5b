/** Typed arrays that grow: for building what will then never change. */

abstract class Growing<T extends Uint8Array | Uint32Array | Float64Array> {
  length = 0;
  protected items: T;

  constructor(items: T) {
    this.items = items;
  }

  protected abstract larger(size: number): T;

  push(value: number): void {
    if (this.length === this.items.length) this.grow(this.length + 1);
    this.items[this.length++] = value;
  }

  at(index: number): number {
    return this.items[index]!;
  }

  protected grow(least: number): void {
    const items = this.larger(Math.max(least, this.items.length * 2));
    items.set(this.items as never);
    this.items = items;
  }

  /** What was pushed, in an array of exactly that size. */
  done(): T {
    return this.items.slice(0, this.length) as T;
  }
}

export class GrowingUint32 extends Growing<Uint32Array> {
  constructor(size = 1024) {
    super(new Uint32Array(size));
  }

  protected override larger(size: number): Uint32Array {
    return new Uint32Array(size);
  }
}

export class GrowingFloat64 extends Growing<Float64Array> {
  constructor(size = 256) {
    super(new Float64Array(size));
  }

  protected override larger(size: number): Float64Array {
    return new Float64Array(size);
  }
}

export class GrowingBytes extends Growing<Uint8Array> {
  constructor(size = 4096) {
    super(new Uint8Array(size));
  }

  protected override larger(size: number): Uint8Array {
    return new Uint8Array(size);
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.items.length) this.grow(this.length + bytes.length);
    this.items.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A whole number from 0 in groups of seven bits, the lowest first. */
  pushNumber(value: number): void {
    while (value > 127) {
      this.push((value & 127) | 128);
      value >>>= 7;
    }
    this.push(value);
  }
}
