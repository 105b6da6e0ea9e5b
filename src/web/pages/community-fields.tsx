/** Fields of the forms of communities, and a part of their page. */
import type { Child, FC } from 'hono/jsx';

export const Section: FC<{ id: string; title: string; children?: Child }> = ({ id, title, children }) => (
  <section aria-labelledby={`${id}-titre`} class="community-part">
    <h2 id={`${id}-titre`}>{title}</h2>
    {children}
  </section>
);

export const Field: FC<{ id: string; name: string; label: string; most: number; value?: string; hint?: string }> = (
  props,
) => {
  const { id, name, label, most, value, hint } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} name={name} required maxlength={most} value={value} aria-describedby={hint && `${id}-aide`} />
      {hint !== undefined && (
        <p class="quiet" id={`${id}-aide`}>
          {hint}
        </p>
      )}
    </div>
  );
};

export const TextField: FC<{ id: string; label: string; value?: string; required?: boolean }> = (props) => {
  const { id, label, value = '', required = false } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} name="texte" maxlength={2000} rows={4} required={required}>
        {value}
      </textarea>
    </div>
  );
};
