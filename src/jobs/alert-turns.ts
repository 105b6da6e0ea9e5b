/** Every minute: what is new is found in the searches that people follow, and the mails that are due are written. */
import { type NewsRooms, tellNews } from '#connect/alerts/tell-news.ts';
import { matchNews } from '#pipeline/match-news.ts';
import { newsItem } from '#pipeline/news-item.ts';
import type { Jobs } from './jobs.ts';

export interface AlertTurnsRooms extends Omit<NewsRooms, 'match' | 'newsItems' | 'signal'> {
  /** What a mail shows a project with, as it is known when there is one to show. */
  showing(): Promise<Parameters<typeof newsItem>[0]>;
  tell(text: string): void;
}

export function alertTurns(jobs: Jobs, { showing, tell, ...rooms }: AlertTurnsRooms): void {
  const newsItems = async () => newsItem(await showing());
  jobs.schedule('alerts', '* * * * *', async ({ signal }) => {
    const told = await tellNews({ ...rooms, match: matchNews, newsItems, signal });
    if (told.mailed > 0) tell(`Alerts: ${told.noted} news, ${told.looked} alerts looked at, ${told.mailed} mails.`);
  });
}
