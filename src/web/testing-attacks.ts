/** For tests: a site that many browsers try to get into, each on a network of its own. */
import { type PeopledSite, peopledSite } from './testing-people.ts';

export async function attackedSite() {
  const house = await peopledSite({ rooms: { proxies: 1, queues: { pairs: async () => 1 } } });
  let network = 0;
  return {
    ...house,
    /** One test's tries are not counted against another's. */
    browser: () => house.browser(`203.0.113.${++network}`),
    tokenFor: async (mail: string) => (await house.lastLink(mail)).searchParams.get('jeton') ?? '',
    /** What the site complained of that no visitor can be blamed for. */
    faults: () => house.complaints.filter(({ message }) => /broke/.test(message)),
  };
}

export type AttackedSite = Awaited<ReturnType<typeof attackedSite>>;

export const status = async ({ get }: ReturnType<PeopledSite['browser']>, path = '/compte') => (await get(path)).status;
