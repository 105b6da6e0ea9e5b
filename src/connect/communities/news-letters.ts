/** The letter that tells a member what is announced. */
import type { Rhythm } from '../alerts/rhythm.ts';
import { type LetterItem, type Written, writeLetter } from '../mail/letter.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const letters = { fr, en };
type Language = 'fr' | 'en';

export interface CommunityNews {
  language: Language;
  name: string;
  rhythm: Rhythm;
  meetings: readonly { title: string; place: string; text: string; starts: Date; url: string }[];
  needs: readonly { title: string; text: string; url: string }[];
  /** Addresses: its page, and to stop these letters. */
  page: string;
  stop: string;
}

/** Of each kind that is told with its text; what comes after is told by its title alone, and none is left out. */
const mostWhole = 10;
const short = (text: string, rank: number) =>
  rank >= mostWhole ? undefined : text.length > 300 ? `${text.slice(0, 300).trimEnd()}…` : text;

/** `mardi 12 mai 2026 à 18:30`, in Paris. */
const timeOf = (at: Date, language: Language) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(at);

export function communityNewsLetter(baseUrl: string, news: CommunityNews): Written {
  const { language, name, rhythm, meetings, needs, page, stop } = news;
  const words = letters[language];
  const lists = [
    {
      heading: words.meetings(meetings.length),
      items: meetings.map(
        ({ title, place, text, starts, url }, rank): LetterItem => ({
          title,
          url,
          kicker: timeOf(starts, language),
          text: short(text, rank),
          note: place,
        }),
      ),
    },
    {
      heading: words.needs,
      items: needs.map(({ title, text, url }, rank): LetterItem => ({ title, url, text: short(text, rank) })),
    },
  ].filter(({ items }) => items.length > 0);
  return writeLetter(
    {
      subject: words.subject(name, meetings.length, needs.length),
      hello: words.hello,
      paragraphs: [words.text(name)],
      lists,
      action: { label: words.open, url: page },
      why: [words.why(words.rhythms[rhythm])],
      links: [{ label: words.stop, url: stop }],
    },
    { language, siteName: words.siteName, baseUrl, orCopy: words.orCopy },
  );
}
