/** Reads an answer of OAI-PMH 2.0 (openarchives.org): records, deleted ones, where to go on, or what went wrong. */
import type { Row } from '#model/record.ts';
import type { Reading } from '../reading.ts';
import { heldIn, readXmlItems, rowOf, textOf, type XmlNode } from '../xml/tree.ts';

const verbs = ['ListRecords', 'GetRecord'];

/**
 * The records of an answer. `@identifier`, `@datestamp` and `@sets` come from the header; the metadata's elements are
 * columns by their names without prefix. A deleted record is gone at the partner's word.
 */
export async function* readOai(text: AsyncIterable<string>): AsyncGenerator<Reading> {
  const records = new Set(verbs.map((verb) => `OAI-PMH.${verb}.record`));
  let [answered, other] = [false, ''];
  const isItem = (path: string): boolean => {
    const [root, verb] = path.split('.');
    if (root === 'OAI-PMH' && verb !== undefined && !['responseDate', 'request', 'error'].includes(verb)) {
      if (verbs.includes(verb)) answered = true;
      else other = verb;
    } else if (root !== 'OAI-PMH') other = `<${root}>`;
    return records.has(path) || path === 'OAI-PMH.error' || path === 'OAI-PMH.ListRecords.resumptionToken';
  };
  let next: string | undefined;
  for await (const item of readXmlItems(text, { isItem, rename: localName })) {
    if ('failed' in item) return yield item;
    if ('refused' in item) yield { ...item, value: '' };
    else if (item.node.name === 'error') {
      if (item.node.attributes.code === 'noRecordsMatch') return yield { nothing: 'No record matches.' };
      return yield { line: item.line, failed: tellError(item.node) };
    } else if (item.node.name === 'resumptionToken') {
      const token = textOf(item.node);
      if (token !== '') next = `?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`;
    } else yield readRecord(item.node, item.line);
  }
  if (!answered) {
    const told = other === '' ? 'nothing' : other;
    yield { line: 1, failed: `The answer is not a list of OAI-PMH records: it holds ${told}.` };
  } else if (next !== undefined) yield { next };
}

function readRecord(record: XmlNode, line: number): Reading {
  const header = childOf(record, 'header');
  const identifier = header === undefined ? '' : textOf(childOf(header, 'identifier') ?? header);
  if (header === undefined || identifier === '') {
    return { line, refused: 'The record has no header with an identifier.', value: textOf(record).slice(0, 200) };
  }
  const row: Row = { '@identifier': identifier, '@datestamp': textOf(childOf(header, 'datestamp') ?? noText) };
  const sets = elementsOf(header, 'setSpec').map(textOf);
  if (sets.length > 0) row['@sets'] = sets;
  if (header.attributes.status === 'deleted') return { line, gone: row };
  const metadata = childOf(record, 'metadata')?.children.find((child) => typeof child !== 'string');
  if (metadata === undefined) return { line, refused: 'The record has no metadata.', value: identifier };
  const value = heldIn(metadata);
  return { line, row: { ...row, ...(typeof value === 'string' ? rowOf(metadata) : value) } };
}

const noText: XmlNode = { name: '', attributes: {}, children: [] };

const elementsOf = (node: XmlNode, name: string): XmlNode[] =>
  node.children.filter((child): child is XmlNode => typeof child !== 'string' && child.name === name);

const childOf = (node: XmlNode, name: string): XmlNode | undefined => elementsOf(node, name)[0];

/** The errors of the protocol (chapter 3.6), for people. */
const sentences: Record<string, string> = {
  badArgument: 'the server does not understand the question',
  badResumptionToken: 'the server no longer knows where the list went on: run again',
  badVerb: 'the server does not know this kind of question',
  cannotDisseminateFormat: 'the server does not give records in this form: say another one in `format.prefix`',
  idDoesNotExist: 'the server does not know this record',
  noMetadataFormats: 'the server has no form for this record',
  noSetHierarchy: 'the server has no sets: leave `format.set` out',
};

function tellError(node: XmlNode): string {
  const code = node.attributes.code ?? '';
  const said = textOf(node);
  return `OAI-PMH: ${sentences[code] ?? 'the server answers with an error'} (${code}${said === '' ? '' : `: ${said}`}).`;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
