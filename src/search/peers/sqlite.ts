/** SQLite FTS5 over our French stems: its own BM25, any word may answer. */
import { DatabaseSync } from 'node:sqlite';
import { foldedStem } from '#lib/text/folded-stem.ts';
import { tokens } from '#lib/text/tokens.ts';
import { stopWords } from '../analysis/stop-words.ts';
import type { SearchDocument } from '../engine.ts';
import { type Peer, peerFieldNames, peerFields } from './peer.ts';

export async function openSqlite(documents: readonly SearchDocument[]): Promise<Peer> {
  const db = new DatabaseSync(':memory:');
  db.exec(`create virtual table sheet using fts5(${peerFieldNames.join(', ')}, content = '', tokenize = 'unicode61')`);
  const places = peerFieldNames.map(() => '?').join(', ');
  const insert = db.prepare(`insert into sheet (rowid, ${peerFieldNames.join(', ')}) values (?, ${places})`);
  const stems = (text: string) => tokens(text).map(foldedStem);
  db.exec('begin');
  for (const [i, document] of documents.entries())
    insert.run(i, ...peerFieldNames.map((name) => stems(document[name]).join(' ')));
  db.exec('commit');
  const find = db.prepare(
    `select rowid from sheet where sheet match ? order by bm25(sheet, ${Object.values(peerFields).join(', ')}) limit ?`,
  );
  return {
    async find(text, most) {
      const words = tokens(text);
      const telling = words.filter((word) => !stopWords.has(word));
      const asked = [...new Set((telling.length > 0 ? telling : words).map(foldedStem))];
      if (asked.length === 0) return [];
      const rows = find.all(asked.map((stem) => `"${stem}"`).join(' OR '), most);
      return rows.map(({ rowid }) => documents[Number(rowid)]!.id);
    },
    close: async () => db.close(),
  };
}
