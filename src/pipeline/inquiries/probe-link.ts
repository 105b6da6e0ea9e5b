/** Whether a link still leads somewhere. Only what is surely gone is called so: a partner will read it. */
import type { PoliteFetch } from '#lib/net/polite-fetch.ts';
import type { Answers } from './inquiry.ts';

export function linkProbe(fetch: PoliteFetch): (url: string) => Promise<Omit<Answers['link'], 'gone'>> {
  return async (url) => {
    const answer = await fetch(url);
    if ('body' in answer) {
      answer.body.destroy();
      return { state: 'reachable', status: 200 };
    }
    if ('unchanged' in answer) return { state: 'reachable' };
    const { status, unknownHost } = answer;
    if (status === 404 || status === 410) return { state: 'gone', status };
    // One that is slow, or refuses strangers, may be there for a visitor.
    if (unknownHost) return { state: 'gone' };
    return status === undefined ? { state: 'unsure' } : { state: 'unsure', status };
  };
}
