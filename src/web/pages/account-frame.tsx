/** The frame of the pages about signing in and one's account: one narrow column, nothing that search engines keep. */
import type { Child, FC } from 'hono/jsx';
import { Page, type PageContext } from '../view/page.tsx';

interface Props {
  context: PageContext;
  title: string;
  lead: string;
  /** Without the language prefix, with its query. */
  path: string;
  children?: Child;
}

export const AccountFrame: FC<Props> = ({ context, title, lead, path, children }) => (
  <Page context={context} head={{ title, description: lead, path, unlisted: true }}>
    <div class="band">
      <div class="account">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {children}
      </div>
    </div>
  </Page>
);

/** Something said about what was just done, or about what went wrong, heard by screen readers. */
export const Notice: FC<{ trouble?: boolean; children?: Child }> = ({ trouble = false, children }) => (
  <p class={trouble ? 'note trouble-note' : 'note'} role={trouble ? 'alert' : 'status'}>
    {children}
  </p>
);

/** What became of a form, above it: done, or why not. */
export const Outcome: FC<{ said: string | undefined; refused: string | undefined }> = ({ said, refused }) => (
  <>
    {said !== undefined && <Notice>{said}</Notice>}
    {refused !== undefined && <Notice trouble>{refused}</Notice>}
  </>
);

interface MailFieldProps {
  label: string;
  value: string | undefined;
  /** Ids of what says more of it, in the order in which it is read. */
  describedBy?: string;
  /** What was typed is no address. */
  invalid?: boolean;
}

/** Where a mail address is asked for. */
export const MailField: FC<MailFieldProps> = ({ label, value, describedBy, invalid = false }) => (
  <>
    <label for="mail">{label}</label>
    <input
      id="mail"
      name="mail"
      type="email"
      autocomplete="email"
      required
      maxlength={254}
      value={value}
      aria-describedby={describedBy}
      aria-invalid={invalid ? 'true' : undefined}
    />
  </>
);
