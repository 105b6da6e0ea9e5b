/** The tables of a WOFF2 file. Source: W3C Recommendation “WOFF File Format 2.0”. */
import { brotliDecompressSync } from 'node:zlib';

/** The tags that a directory names by their rank alone. */
const tags =
  'cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'.split(
    ' ',
  );

/** A reader that goes forward over bytes. */
export class Bytes {
  private readonly view: DataView;
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u8 = () => this.view.getUint8(this.at++);
  i8 = () => this.view.getInt8(this.at++);
  u16 = () => this.view.getUint16((this.at += 2) - 2);
  i16 = () => this.view.getInt16((this.at += 2) - 2);
  u32 = () => this.view.getUint32((this.at += 4) - 4);
  i32 = () => this.view.getInt32((this.at += 4) - 4);
  /** A signed fraction of 16 bits, 14 of them after the point. */
  f2dot14 = () => this.i16() / 16384;
  /** “UIntBase128”: seven bits a byte. */
  base128(): number {
    let value = 0;
    for (let more = true; more; ) {
      const byte = this.u8();
      value = value * 128 + (byte & 127);
      more = byte > 127;
    }
    return value;
  }
  /** “255UInt16”: small numbers in one byte. */
  short(): number {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 255) return this.u8() + 253;
    return code === 254 ? this.u8() + 506 : code;
  }
  from(start: number, length?: number): Bytes {
    return new Bytes(this.bytes.subarray(start, length === undefined ? undefined : start + length));
  }
}

/** Tag → bytes; `glyf` and `hmtx` in the form that the file gives them (`transformed`). Throws when it is no WOFF2. */
export function readWoff2(file: Uint8Array): Map<string, { bytes: Bytes; transformed: boolean }> {
  const from = new Bytes(file);
  if (from.u32() !== 0x774f4632) throw new Error('this is not a WOFF2 file');
  from.at = 12;
  const count = from.u16();
  from.at = 20;
  const compressed = from.u32();
  from.at = 48;
  const directory = Array.from({ length: count }, () => {
    const flags = from.u8();
    const rank = flags & 63;
    let tag = tags[rank];
    if (tag === undefined) tag = String.fromCharCode(from.u8(), from.u8(), from.u8(), from.u8());
    const version = flags >> 6;
    const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0;
    const whole = from.base128();
    return { tag, transformed, length: transformed ? from.base128() : whole };
  });
  const data = new Bytes(brotliDecompressSync(file.subarray(from.at, from.at + compressed)));
  const tables = new Map<string, { bytes: Bytes; transformed: boolean }>();
  let at = 0;
  for (const { tag, transformed, length } of directory) {
    tables.set(tag, { bytes: data.from(at, length), transformed });
    at += length;
  }
  return tables;
}
