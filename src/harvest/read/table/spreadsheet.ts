/** Reads a sheet of a spreadsheet: Excel (.xlsx) or OpenDocument (.ods), told apart by what the file holds. */
import { open } from 'node:fs/promises';
import type { Format } from '#model/source.ts';
import type { Reading } from '../reading.ts';
import { type XmlHandler, XmlScanner } from '../xml/scan.ts';
import { type Line, readGrid } from './grid.ts';
import { createOdsLines } from './ods.ts';
import { createRelations, createSharedTexts, createStyles, createWorkbook, createXlsxLines } from './xlsx.ts';
import { openZip, type Zip, ZipFault } from './zip.ts';

/** Bytes that a file inside the archive may unfold to. */
const largestSheet = 512 * 1024 * 1024;
const largestShared = 128 * 1024 * 1024;
const largestPart = 8 * 1024 * 1024;

type Given = Line | { line: number; failed: string };

export async function* readSpreadsheet(
  path: string,
  format: Extract<Format, { type: 'spreadsheet' }>,
): AsyncGenerator<Reading> {
  yield* readGrid(after(format.skip, linesOf(path, format.sheet)), format.headerLines);
}

async function* after(skip: number, lines: AsyncIterable<Given>): AsyncGenerator<Given> {
  for await (const given of lines) if ('failed' in given || given.line > skip) yield given;
}

/** The lines of a sheet by its name, the first when undefined; a fault is the last thing given. */
export async function* linesOf(path: string, sheet: string | undefined): AsyncGenerator<Given> {
  if (await isOldExcel(path)) {
    return yield { line: 1, failed: 'The file is an old Excel file (.xls): save it as .xlsx, .ods or .csv.' };
  }
  try {
    const zip = await openZip(path);
    if (zip.names().includes('xl/workbook.xml')) yield* xlsxLines(zip, sheet);
    else if (zip.names().includes('content.xml')) yield* odsLines(zip, sheet);
    else yield { line: 1, failed: 'The file is an archive, but no spreadsheet: neither .xlsx nor .ods.' };
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    yield { line: 1, failed: `The spreadsheet cannot be read: ${error.message}` };
  }
}

async function* odsLines(zip: Zip, sheet: string | undefined): AsyncGenerator<Given> {
  const lines = createOdsLines(sheet);
  for await (const fault of scanned(zip, 'content.xml', largestSheet, lines)) {
    if (fault !== undefined) return yield fault;
    yield* lines.take();
    if (lines.fault !== undefined) return yield { line: 1, failed: lines.fault };
  }
  if (sheet !== undefined && !lines.sheets.includes(sheet)) yield noSheet(sheet, lines.sheets);
}

async function* xlsxLines(zip: Zip, sheet: string | undefined): AsyncGenerator<Given> {
  const [workbook, relations] = [createWorkbook(), createRelations()];
  const [shared, styles] = [createSharedTexts(), createStyles()];
  const parts: [string, number, XmlHandler][] = [
    ['xl/workbook.xml', largestPart, workbook],
    ['xl/_rels/workbook.xml.rels', largestPart, relations],
    ['xl/sharedStrings.xml', largestShared, shared],
    ['xl/styles.xml', largestPart, styles],
  ];
  for (const [name, largest, handler] of parts) {
    if (!zip.names().includes(name)) continue;
    for await (const fault of scanned(zip, name, largest, handler)) if (fault !== undefined) return yield fault;
  }
  const found = sheet === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheet);
  if (found === undefined)
    return yield noSheet(
      sheet ?? '',
      workbook.sheets.map(({ name }) => name),
    );
  const target = relations.targets.get(found.relation) ?? 'worksheets/sheet1.xml';
  const name = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const lines = createXlsxLines({ texts: shared.texts, isDay: styles.isDay, from1904: workbook.from1904 });
  for await (const fault of scanned(zip, name, largestSheet, lines)) {
    if (fault !== undefined) return yield fault;
    yield* lines.take();
  }
}

/** The names of the sheets, in their order. */
export async function sheetsOf(path: string): Promise<{ names: string[] } | { failed: string }> {
  try {
    const zip = await openZip(path);
    const workbook = createWorkbook();
    const lines = createOdsLines('');
    const [name, handler] = zip.names().includes('xl/workbook.xml')
      ? (['xl/workbook.xml', workbook] as const)
      : (['content.xml', lines] as const);
    if (!zip.names().includes(name))
      return { failed: 'The file is an archive, but no spreadsheet: neither .xlsx nor .ods. Unpack it first.' };
    for await (const fault of scanned(zip, name, largestSheet, handler)) if (fault !== undefined) return fault;
    return { names: handler === workbook ? workbook.sheets.map((sheet) => sheet.name) : lines.sheets };
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return { failed: `The spreadsheet cannot be read: ${error.message}` };
  }
}

/** Hands a file of the archive to the handler, piece by piece; gives a fault where it ends early. */
async function* scanned(zip: Zip, name: string, largest: number, handler: XmlHandler) {
  const scanner = new XmlScanner(handler);
  const decoder = new TextDecoder();
  for await (const bytes of zip.bytes(name, largest)) {
    const fault = scanner.push(decoder.decode(bytes, { stream: true }));
    yield fault;
    if (fault !== undefined) return;
  }
  yield scanner.push(decoder.decode()) ?? scanner.end();
}

function noSheet(sheet: string, sheets: string[]): Given {
  const named = sheets.map((name) => `“${name}”`).join(', ');
  return { line: 1, failed: `There is no sheet “${sheet}” in the file. It has ${named || 'none'}.` };
}

async function isOldExcel(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  } finally {
    await file.close();
  }
}
