/**
 * Reads XML from strangers as it arrives: elements, attributes and texts with their lines. There are no document types
 * and no entities but the five of XML and numbers, so nothing unfolds and nothing outside is ever opened.
 */

export interface XmlHandler {
  open(name: string, attributes: Record<string, string>, line: number): void;
  text(text: string, line: number): void;
  close(name: string, line: number): void;
}

/** Why the text cannot be read on, in a sentence with its line. */
export interface XmlFault {
  line: number;
  failed: string;
}

/** Characters of one tag or one text. */
const largestPiece = 8 * 1024 * 1024;
const deepest = 100;

export class XmlScanner {
  line = 1;
  private rest = '';
  private readonly open: string[] = [];
  private rooted = false;
  private fault: XmlFault | undefined;
  private readonly handler: XmlHandler;
  private readonly skipsName: boolean;

  /** With `skipsName`, a document type that is only a name and an address (as RSS 0.91 has) is passed over. */
  constructor(handler: XmlHandler, { skipsName = false } = {}) {
    this.handler = handler;
    this.skipsName = skipsName;
  }

  /** Takes the next piece of text; a fault is the last word. */
  push(chunk: string): XmlFault | undefined {
    if (this.fault !== undefined) return this.fault;
    this.rest += chunk;
    // Without a mark nothing can end: what waits is not looked through again.
    if (/[<>]/.test(chunk)) this.rest = this.rest.slice(this.scan(this.rest));
    if (this.rest.length > largestPiece) this.fail('one text or tag is larger than 8 MB.');
    return this.fault;
  }

  end(): XmlFault | undefined {
    if (this.fault !== undefined) return this.fault;
    const open = this.open.at(-1);
    if (open !== undefined) this.fail(`the XML is cut: <${open}> is never closed.`);
    else if (this.rest.trim() !== '' || !this.rooted) this.fail('the text is not XML.');
    return this.fault;
  }

  /** Reads every complete piece from the start of `text`; gives where the first incomplete one begins. */
  private scan(text: string): number {
    let at = 0;
    while (this.fault === undefined) {
      const tag = text.indexOf('<', at);
      if (tag === -1) return at;
      if (tag > at) this.takeText(text.slice(at, tag));
      const end = this.fault === undefined ? this.takeMarkup(text, tag) : undefined;
      if (end === undefined) return tag;
      for (let line = text.indexOf('\n', tag); line !== -1 && line < end; line = text.indexOf('\n', line + 1)) {
        this.line++;
      }
      at = end;
    }
    return at;
  }

  private takeText(raw: string): void {
    if (this.open.length > 0) this.handler.text(decodeEntities(raw), this.line);
    else if (raw.replace(/^\ufeff/, '').trim() !== '') this.fail('the text is not XML.');
    for (let line = raw.indexOf('\n'); line !== -1; line = raw.indexOf('\n', line + 1)) this.line++;
  }

  /** Takes what begins with `<`; gives where it ends, or undefined when that has not arrived yet. */
  private takeMarkup(text: string, at: number): number | undefined {
    const until = (mark: string, from: number) => {
      const found = text.indexOf(mark, from);
      return found === -1 ? undefined : found + mark.length;
    };
    if (text[at + 1] === '!') {
      if (text.startsWith('<!--', at)) return until('-->', at + 4);
      if (text.startsWith('<![CDATA[', at)) {
        const end = until(']]>', at + 9);
        if (end !== undefined && this.open.length > 0) this.handler.text(text.slice(at + 9, end - 3), this.line);
        return end;
      }
      const start = text.slice(at, at + 9).toUpperCase();
      if (start === '<!DOCTYPE') {
        const end = this.skipsName ? endOfTag(text, at + 9) : undefined;
        const whole = text.slice(at, end ?? text.length);
        if (this.skipsName && !whole.includes('[') && whole.length < 1000) return end;
        this.fail('the XML declares a document type (DTD) or entities: such a file is not read.');
        return undefined;
      }
      if ('<!DOCTYPE'.startsWith(start) || '<![CDATA['.startsWith(start) || '<!--'.startsWith(start)) return undefined;
      this.fail('the text is not XML.');
      return undefined;
    }
    if (text[at + 1] === '?') return until('?>', at + 2);
    const end = endOfTag(text, at + 1);
    if (end === undefined) return undefined;
    if (text[at + 1] === '/') this.takeClose(text.slice(at + 2, end - 1).trim());
    else this.takeOpen(text.slice(at + 1, end - 1));
    return end;
  }

  private takeOpen(tag: string): void {
    const closed = tag.endsWith('/');
    const name = /^[^\s/<>="'&]+/.exec(tag)?.[0];
    if (name === undefined) {
      this.fail('a “<” begins no element: the text is not XML.');
      return;
    }
    if (this.open.length === 0 && this.rooted) this.fail('the XML goes on after its end.');
    if (this.open.length >= deepest) this.fail(`elements are nested deeper than ${deepest} levels.`);
    if (this.fault !== undefined) return;
    const attributes: Record<string, string> = {};
    for (const [, key, double, single] of tag.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      if (key !== '__proto__') attributes[key!] = decodeEntities(double ?? single ?? '');
    }
    this.rooted = true;
    this.handler.open(name, attributes, this.line);
    if (closed) this.handler.close(name, this.line);
    else this.open.push(name);
  }

  private takeClose(name: string): void {
    const open = this.open.pop();
    if (open === name) this.handler.close(name, this.line);
    else this.fail(open === undefined ? `</${name}> closes nothing.` : `<${open}> is closed by </${name}>.`);
  }

  private fail(reason: string): void {
    this.fault ??= { line: this.line, failed: `Line ${this.line}: ${reason}` };
  }
}

/** After the `>` that ends a tag: not one inside quotation marks. */
function endOfTag(text: string, from: number): number | undefined {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '>') return at + 1;
    else if (character === '"' || character === "'") quote = character;
  }
  return undefined;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and numbered characters; any other stays as it is written, for the cleaning to see. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g, (whole, name, decimal, hex) => {
    if (name !== undefined) return named[name as string]!;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
}
