/** SQLite FTS5, as Node has it: it finds and ranks the words, plain code filters, counts and gathers. */
import { DatabaseSync } from 'node:sqlite';
import { tokens } from '#lib/text/tokens.ts';
import type { SearchDocument } from '#search/engine.ts';
import type { Contender } from './measure.ts';
import { plainAnswer, wordsAlone } from './plain-answer.ts';

export function sqlite(documents: readonly SearchDocument[]): Contender {
  const db = new DatabaseSync(':memory:');
  db.exec(`create virtual table sheet using fts5(
    title, summary, body, organisations, keywords,
    content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '3 4 5')`);
  const insert = db.prepare(
    'insert into sheet (rowid, title, summary, body, organisations, keywords) values (?, ?, ?, ?, ?, ?)',
  );
  db.exec('begin');
  for (const [i, { title, summary, body, organisations, keywords }] of documents.entries())
    insert.run(i, title, summary, body, organisations, keywords);
  db.exec('commit');
  db.exec("insert into sheet (sheet) values ('optimize')");
  const find = db.prepare('select rowid from sheet where sheet match ? order by bm25(sheet, 8, 3, 2, 3, 2)');
  find.setReturnArrays(true);
  const first = db.prepare('select rowid from sheet where sheet match ? order by rank limit ?');
  const count = db.prepare('select count(*) as total from sheet where sheet match ?');
  db.exec("insert into sheet (sheet, rank) values ('rank', 'bm25(8, 3, 2, 3, 2)')");
  return {
    name: 'sqlite',
    inProcess: true,
    lacks: 'French stems, synonyms, typos; filters, counts, places and map cells are plain code here',
    ask(criteria, facets, map) {
      const words = tokens(criteria.q);
      // Every word, the last one as a beginning.
      const query = words.map((word, i) => `"${word}"${i + 1 === words.length ? '*' : ''}`).join(' ');
      if (wordsAlone(facets, map) && words.length > 0)
        return { ...count.get(query), hits: first.all(query, criteria.pageSize) };
      const found =
        words.length === 0 ? documents : (find.all(query) as unknown as [number][]).map(([rowid]) => documents[rowid]!);
      return plainAnswer(found, criteria, facets, map);
    },
    close: async () => db.close(),
  };
}
