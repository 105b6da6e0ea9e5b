/** Beside the form: what was understood of it, and the projects that it may tell of already. */
import type { FC } from 'hono/jsx';
import type { Contribution } from '#connect/contributions/contribution.ts';
import type { Lack, Like } from '#connect/contributions/send.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Telling } from '#model/telling.ts';
import { labelOf } from '#model/vocabulary.ts';
import type { PageContext } from '../view/page.tsx';

export interface Advice {
  sheet: Sheet;
  likes: readonly Like[];
  lacks: readonly Lack[];
  /** The commune and its département, when the place is known. */
  place: string | undefined;
  /** Themes that the text speaks of and its author has not ticked. */
  themes: readonly string[];
  /** What it is said to tell of. */
  chosen: { title: string; path: string } | undefined;
  /** When it was saved, as a time of the day. */
  savedAt: string | undefined;
}

interface Props {
  context: PageContext;
  contribution: Contribution | undefined;
  telling: Telling;
  advice: Advice | undefined;
}

/** `id`: the island takes this part of an answer and puts it in place of the one before. */
export const ContributeHints: FC<Props> = ({ context, contribution, telling, advice }) => {
  const { voice } = context;
  const words = voice.words.contribute;
  const { hints } = words;
  return (
    <aside class="tell-hints" id="indices" aria-labelledby="indices-titre" data-recit={contribution?.id}>
      <h2 id="indices-titre">{hints.title}</h2>
      <p class="quiet" role="status">
        {advice?.savedAt !== undefined && words.savedAt(advice.savedAt)}
      </p>
      <h3>{hints.place}</h3>
      <p>
        {advice?.place !== undefined
          ? hints.placeFound(advice.place)
          : telling.city === '' && telling.postcode === ''
            ? hints.placeMissing
            : hints.placeUnknown}
      </p>
      <h3>{hints.themes}</h3>
      {advice === undefined || advice.themes.length === 0 ? (
        <p>{telling.themes.length > 0 ? labels(telling.themes) : hints.themesNone}</p>
      ) : (
        <>
          <p>{labels(advice.themes)}</p>
          {advice.themes.map((theme) => (
            <input type="hidden" name="proposes" value={theme} />
          ))}
          <button class="button soft" type="submit" name="act" value="themes">
            {hints.themesAdd}
          </button>
        </>
      )}
      {advice !== undefined && telling.title !== '' && (
        <Likes context={context} likes={advice.likes} chosen={advice.chosen} />
      )}
      {advice !== undefined && (
        <>
          <h3>{advice.lacks.length === 0 ? hints.whole : hints.lacks}</h3>
          {advice.lacks.length > 0 && (
            <ul class="bullets">
              {advice.lacks.map((lack) => (
                <li>{words.lacks[lack]}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </aside>
  );

  function labels(themes: readonly string[]): string {
    return voice.list(themes.map((theme) => voice.set(labelOf('themes', theme, voice.language))));
  }
};

/** Its buttons are of the form around it: what is typed is saved with the answer. */
export const Likes: FC<Pick<Props, 'context'> & Pick<Advice, 'likes' | 'chosen'>> = ({ context, likes, chosen }) => {
  const { voice } = context;
  const { hints } = voice.words.contribute;
  if (chosen !== undefined)
    return (
      <>
        <h3>{hints.likes}</h3>
        <p>
          <a href={voice.path(chosen.path)}>{hints.chosen(voice.set(chosen.title))}</a>
        </p>
        <button class="button soft" type="submit" name="raconte" value="aucun">
          {hints.isNone}
        </button>
      </>
    );
  return (
    <>
      <h3>{hints.likes}</h3>
      {likes.length === 0 ? (
        <p>{hints.likesNone}</p>
      ) : (
        <>
          <p class="quiet">{hints.likesLead}</p>
          <ul class="tell-likes">
            {likes.map(({ project, title, path, city, summary, outcome }) => (
              <li>
                <p>
                  <a href={voice.path(path)}>{voice.set(title)}</a>{' '}
                  <span class="quiet">
                    {city !== '' && `${city} · `}
                    {hints.outcomes[outcome]}
                  </span>
                </p>
                {summary !== '' && <p class="quiet">{voice.set(summary.slice(0, 140))}</p>}
                <button class="button soft" type="submit" name="raconte" value={project}>
                  {hints.isOne}
                  <span class="unseen"> : {hints.isOneOf(title)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};
