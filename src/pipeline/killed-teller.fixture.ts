/** A process of its own that tells followers what is new, to be killed: the database and the moment are its arguments. */
import { tellNews } from '#connect/alerts/tell-news.ts';
import { kyselyOn, makePool } from '#db/connect.ts';
import { matchNews } from './match-news.ts';
import { newsItem } from './news-item.ts';

const [databaseUrl = '', now = ''] = process.argv.slice(2);
const baseUrl = 'https://carrefour.example';
await tellNews({
  db: kyselyOn(makePool({ connectionString: databaseUrl }, 5)),
  secret: 'a secret for tests, 0123456789 abcdefghijklmnop',
  baseUrl,
  match: matchNews,
  newsItems: async () => newsItem({ baseUrl, sources: new Map(), territories: { territory: () => undefined } }),
  now: () => new Date(now),
});
