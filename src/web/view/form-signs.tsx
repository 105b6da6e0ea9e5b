/** What each form carries unseen: when it was opened, the small sum that the browser does, and a field that people leave empty. */
import type { FC } from 'hono/jsx';
import type { PageContext } from './page.tsx';

export const FormSigns: FC<{ context: PageContext }> = ({ context: { voice, stamp } }) => (
  <carrefour-recit>
    <input type="hidden" name="stamp" value={stamp()} />
    <input type="hidden" name="work" value="" />
    {/* For programs that fill in whatever they find. */}
    <div class="trap" aria-hidden="true">
      <label>
        {voice.words.forms.trap}
        <input type="text" name="adresse2" tabindex={-1} autocomplete="off" />
      </label>
    </div>
  </carrefour-recit>
);
