/** Telling the curators that a community, one of its needs or meetings, or a public collection is not as it should be. */
import type { FC } from 'hono/jsx';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { TextField } from './community-fields.tsx';

interface Props {
  context: PageContext;
  /** Where the form stands, its query included. */
  path: string;
  /** What is reported. */
  title: string;
  refused: 'unreadable' | 'too-many' | undefined;
  typed: string;
  sent: boolean;
}

export const ReportCirclePage: FC<Props> = ({ context, path, title, refused, typed, sent }) => {
  const { voice } = context;
  const words = voice.words.communities.report;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(voice.set(title))} path={path}>
      {refused !== undefined && <Notice trouble>{voice.words.communities.refused[refused]}</Notice>}
      {sent ? (
        <Notice>{words.done}</Notice>
      ) : (
        <form method="post" action={voice.path(path)} class="fields">
          <FormSigns context={context} />
          <TextField id="texte" label={words.text} value={typed} required />
          <button class="button" type="submit">
            {words.submit}
          </button>
        </form>
      )}
    </AccountFrame>
  );
};
