/** The lines of an Excel sheet (ECMA-376, part 1, chapter 18): cells by their address, shared texts, days as numbers. */
import type { XmlHandler } from '../xml/scan.ts';
import type { Line } from './grid.ts';
import { mostColumns } from './ods.ts';

/** The sheets of `xl/workbook.xml`, in order, and whether days are counted from 1904. */
export function createWorkbook(): XmlHandler & { sheets: { name: string; relation: string }[]; from1904: boolean } {
  return {
    sheets: [],
    from1904: false,
    open(name, attributes) {
      if (local(name) === 'sheet') {
        this.sheets.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? idOf(attributes) });
      } else if (local(name) === 'workbookPr') this.from1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
    },
    text() {},
    close() {},
  };
}

/** Where each relation leads. */
export function createRelations(): XmlHandler & { targets: Map<string, string> } {
  return {
    targets: new Map(),
    open(_, { Id, Target }) {
      if (Id !== undefined && Target !== undefined) this.targets.set(Id, Target);
    },
    text() {},
    close() {},
  };
}

/** The texts that cells share; phonetic readings are left out. */
export function createSharedTexts(): XmlHandler & { texts: string[] } {
  let [text, wanted, phonetic] = ['', false, false];
  return {
    texts: [],
    open(name) {
      const tag = local(name);
      if (tag === 'si') text = '';
      else if (tag === 'rPh') phonetic = true;
      else if (tag === 't') wanted = !phonetic;
    },
    text(piece) {
      if (wanted) text += piece;
    },
    close(name) {
      const tag = local(name);
      if (tag === 'si') this.texts.push(spellOut(text));
      else if (tag === 'rPh') phonetic = false;
      else if (tag === 't') wanted = false;
    },
  };
}

/** Which cell styles show a number as a day or an hour. */
export function createStyles(): XmlHandler & { isDay: boolean[] } {
  const written = new Map<number, string>();
  let inCells = false;
  return {
    isDay: [],
    open(name, attributes) {
      const tag = local(name);
      if (tag === 'numFmt') written.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (tag === 'cellXfs') inCells = true;
      else if (tag === 'xf' && inCells) this.isDay.push(showsDay(Number(attributes.numFmtId ?? 0), written));
    },
    text() {},
    close(name) {
      if (local(name) === 'cellXfs') inCells = false;
    },
  };
}

/** Formats 14 to 22, 27 to 36, 45 to 47 and 50 to 58 are built in; others are days when they write years or days. */
function showsDay(id: number, written: Map<number, string>): boolean {
  const code = written.get(id);
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  const shown = code.split(';')[0]!.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[ydjah]/i.test(shown.replace(/general|standard/i, '')) || /m.*s|s.*m/i.test(shown);
}

export interface XlsxLines extends XmlHandler {
  take(): Line[];
}

export interface Shared {
  texts: string[];
  isDay: boolean[];
  from1904: boolean;
}

export function createXlsxLines({ texts, isDay, from1904 }: Shared): XlsxLines {
  let lines: Line[] = [];
  let cells: string[] = [];
  let [line, column, kind, style, text, wanted] = [0, 0, 'n', 0, '', false];
  const spell = (): string => {
    if (kind === 's') return texts[Number(text)] ?? '';
    if (kind === 'b') return text === '1' ? 'true' : 'false';
    if (kind === 'e') return '';
    if (kind === 'd') return text.replace(/T00:00:00(\.0+)?Z?$/, '');
    if (kind !== 'n') return spellOut(text);
    const number = Number(text);
    if (text === '' || !Number.isFinite(number)) return text;
    if (isDay[style] === true) return dayOf(number, from1904);
    return /[eE]/.test(text) ? String(number) : text;
  };
  return {
    open(name, attributes) {
      const tag = local(name);
      if (tag === 'row') {
        line = Number(attributes.r ?? line + 1);
        [cells, column] = [[], 0];
      } else if (tag === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        [kind, style, text] = [attributes.t ?? 'n', Number(attributes.s ?? 0), ''];
      } else if (tag === 'v' || tag === 't') wanted = true;
    },
    text(piece) {
      if (wanted) text += piece;
    },
    close(name) {
      const tag = local(name);
      if (tag === 'v' || tag === 't') wanted = false;
      else if (tag === 'c') {
        const cell = text === '' ? '' : spell();
        if (cell === '' || column > mostColumns) return;
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = cell;
      } else if (tag === 'row' && cells.length > 0) lines.push({ line, cells });
    },
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

/** `C7` stands in column 3. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(address ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Days are counted from 30 December 1899 (the calendar's 1900 is wrongly a leap year) or from 1 January 1904. */
function dayOf(number: number, from1904: boolean): string {
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, number < 60 ? 31 : 30);
  const seconds = Math.round(number * 86_400);
  if (seconds < 0 || seconds > 2_958_466 * 86_400) return String(number);
  const iso = new Date(start + seconds * 1000).toISOString();
  if (number < 1) return iso.slice(11, 19);
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** `_x000D_` is how a sheet writes a character that XML cannot. */
const spellOut = (text: string): string =>
  text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const idOf = (attributes: Record<string, string>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
