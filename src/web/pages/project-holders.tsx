/** That a project is kept by its own people, and what they told last. Nothing where nobody is known. */
import type { FC } from 'hono/jsx';
import type { News } from '#connect/claims/held.ts';
import type { Voice } from '../text/language.ts';

export interface Held {
  holders: number;
  news: readonly News[];
}

export const ProjectHolders: FC<{ voice: Voice; held: Held | undefined }> = ({ voice, held }) => {
  const words = voice.words.holders.shown;
  if (held === undefined || held.holders === 0) return null;
  return (
    <section class="chapter mark-water">
      <h2>{held.holders > 1 ? words.titleSeveral : words.title}</h2>
      {held.news.length === 0 && <p class="quiet">{words.about}</p>}
      {held.news.map(({ text, at }) => (
        <figure class="endorsement">
          <blockquote>
            <p>{voice.set(text)}</p>
          </blockquote>
          <figcaption class="quiet">{words.by(voice.day(at.toISOString()))}</figcaption>
        </figure>
      ))}
    </section>
  );
};
