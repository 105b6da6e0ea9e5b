/** The search box: what and where. A plain form; the island completes it where there is script. */
import type { FC } from 'hono/jsx';
import { placeParameters } from '../search/place.ts';
import type { Voice } from '../text/language.ts';
import { SearchIcon } from './icons.tsx';

interface SearchBoxProps {
  voice: Voice;
  q?: string;
  where?: string;
  /** The territory whose name `where` is. */
  shown?: string | undefined;
  /** The id of the form; the panel of criteria belongs to the same one. */
  form?: string;
  /** Its name as a landmark, where a page shows several. */
  label?: string | undefined;
}

export const SearchBox: FC<SearchBoxProps> = ({ voice, q = '', where = '', shown, form = 'chercher', label }) => {
  const { box } = voice.words;
  const complete = voice.path('/recherche/completion');
  const said = { label: box.suggestions, says: JSON.stringify(box.suggested) };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every screen reader
    <form
      class="box"
      id={form}
      action={voice.path('/recherche')}
      method="get"
      role="search"
      aria-label={label ?? box.label}
    >
      <carrefour-completion class="box-field" src={complete} {...said}>
        <label for={`${form}-q`}>{box.what}</label>
        <input
          id={`${form}-q`}
          type="search"
          name="q"
          value={q}
          placeholder={box.whatHint}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxlength={300}
          enterkeyhint="search"
        />
      </carrefour-completion>
      <carrefour-completion class="box-field" src={`${complete}?lieu=1`} {...said} fills={placeParameters.chosen}>
        <label for={`${form}-ou`}>{box.where}</label>
        <input
          id={`${form}-ou`}
          type="search"
          name={placeParameters.where}
          value={where}
          placeholder={box.whereHint}
          autocomplete="off"
          spellcheck={false}
          maxlength={100}
          enterkeyhint="search"
        />
        {shown !== undefined && <input type="hidden" name={placeParameters.shown} value={shown} />}
      </carrefour-completion>
      <button class="button" type="submit">
        <SearchIcon />
        {box.submit}
      </button>
    </form>
  );
};
