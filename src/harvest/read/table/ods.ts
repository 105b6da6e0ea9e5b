/** The lines of an OpenDocument sheet (ODF 1.3, part 3, chapter 9): `content.xml`, with its repeated rows and cells. */
import type { XmlHandler } from '../xml/scan.ts';
import type { Line } from './grid.ts';

/** The width of a sheet; a cell that says it stands more often is repeated no further. */
export const mostColumns = 16_384;
/** A filled line repeated more often is no list of items. */
const mostRepeats = 10_000;

export interface OdsLines extends XmlHandler {
  /** The lines of the wanted sheet read since the last call. */
  take(): Line[];
  sheets: string[];
  fault: string | undefined;
}

/** `wanted` is a sheet's name; the first sheet when undefined. */
export function createOdsLines(wanted: string | undefined): OdsLines {
  let lines: Line[] = [];
  let inside = false;
  let [lineNumber, repeatRow, repeatCell] = [1, 1, 1];
  let cells: string[] = [];
  let empties = 0;
  let value: string | undefined;
  let text = '';
  let [paragraphs, notes] = [0, 0];

  const endCell = () => {
    const cell = value ?? text;
    if (cell === '') empties += repeatCell;
    else {
      const width = Math.min(cells.length + empties, mostColumns);
      while (cells.length < width) cells.push('');
      empties = 0;
      for (let n = 0; n < repeatCell && cells.length < mostColumns; n++) cells.push(cell);
    }
  };
  const endRow = (fail: (reason: string) => void) => {
    const isFilled = cells.some((cell) => cell.trim() !== '');
    if (isFilled && repeatRow > mostRepeats) fail(`Line ${lineNumber}: one line is repeated ${repeatRow} times.`);
    else if (isFilled) for (let n = 0; n < repeatRow; n++) lines.push({ line: lineNumber + n, cells });
    lineNumber += repeatRow;
  };

  return {
    sheets: [],
    fault: undefined,
    open(name, attributes) {
      if (name === 'table:table') {
        const sheet = attributes['table:name'] ?? '';
        inside = wanted === undefined ? this.sheets.length === 0 : sheet === wanted;
        this.sheets.push(sheet);
        lineNumber = 1;
      } else if (!inside) return;
      else if (name === 'table:table-row') {
        [cells, empties, repeatRow] = [[], 0, timesOf(attributes['table:number-rows-repeated'])];
      } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        repeatCell = timesOf(attributes['table:number-columns-repeated']);
        value = heldIn(attributes);
        [text, paragraphs] = ['', 0];
      } else if (name === 'office:annotation') notes++;
      else if (notes > 0) return;
      else if (name === 'text:p' && paragraphs++ > 0) text += '\n';
      else if (name === 'text:s') text += ' '.repeat(Math.min(timesOf(attributes['text:c']), 1000));
      else if (name === 'text:tab') text += '\t';
      else if (name === 'text:line-break') text += '\n';
    },
    text(piece) {
      if (inside && notes === 0 && paragraphs > 0) text += piece;
    },
    close(name) {
      if (name === 'table:table') inside = false;
      else if (!inside) return;
      else if (name === 'office:annotation') notes--;
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        endCell();
        paragraphs = 0;
      } else if (name === 'table:table-row') {
        endRow((reason) => {
          this.fault ??= reason;
        });
      }
    },
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

function timesOf(repeated: string | undefined): number {
  const times = Number(repeated ?? 1);
  return Number.isInteger(times) && times > 0 ? times : 1;
}

/** What a cell holds, not how it is shown: a number with all its digits, a day as ISO 8601. Undefined for texts. */
function heldIn(attributes: Record<string, string>): string | undefined {
  switch (attributes['office:value-type']) {
    case 'float':
    case 'percentage':
    case 'currency':
      return attributes['office:value'];
    case 'date':
      return attributes['office:date-value']?.replace(/T00:00:00(\.0+)?$/, '');
    case 'boolean':
      return attributes['office:boolean-value'];
    default:
      return undefined;
  }
}
