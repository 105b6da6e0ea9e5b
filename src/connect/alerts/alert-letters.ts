/** The letters of followed searches: the one to confirm, and the news. */
import { type LetterItem, type Written, writeLetter } from '../mail/letter.ts';
import { quoted } from '../mail/quoted.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Rhythm } from './rhythm.ts';

export const alertWords = { fr, en };

interface Confirmed {
  language: 'fr' | 'en';
  label: string;
  rhythm: Rhythm;
  url: string;
}

export function confirmLetter(baseUrl: string, { language, label, rhythm, url }: Confirmed): Written {
  const { confirm, hello, rhythms, siteName, orCopy } = alertWords[language];
  return writeLetter(
    {
      subject: confirm.subject,
      hello,
      paragraphs: [confirm.text(quoted(label), rhythms[rhythm])],
      action: { label: confirm.action, url },
      why: [confirm.notYou],
    },
    { language, siteName, baseUrl, orCopy },
  );
}

export interface News {
  language: 'fr' | 'en';
  label: string;
  rhythm: Rhythm;
  /** How many there are of each, and those that are written out. */
  fresh: { total: number; items: readonly LetterItem[] };
  changed: { total: number; items: readonly LetterItem[] };
  /** Addresses: the search, the stop of this alert, the list of all. */
  search: string;
  stop: string;
  list: string;
}

export function newsLetter(baseUrl: string, news: News): Written {
  const { news: words, hello, rhythms, siteName, orCopy } = alertWords[news.language];
  const { fresh, changed, label } = news;
  const more = fresh.total + changed.total - fresh.items.length - changed.items.length;
  const lists = [
    { heading: words.fresh(fresh.total), items: fresh.items, total: fresh.total },
    { heading: words.changed(changed.total), items: changed.items, total: changed.total },
  ].filter(({ total }) => total > 0);
  return writeLetter(
    {
      subject: words.subject(
        label.length > 60 ? `${label.slice(0, 60).trimEnd()}…` : label,
        fresh.total,
        changed.total,
      ),
      hello,
      paragraphs: [words.text(label), ...(more > 0 ? [words.more(more)] : [])],
      lists,
      action: { label: words.action, url: news.search },
      why: [words.why(rhythms[news.rhythm])],
      links: [
        { label: words.stop, url: news.stop },
        { label: words.list, url: news.list },
      ],
    },
    { language: news.language, siteName, baseUrl, orCopy },
  );
}
