/** A community's collections: its own, which its members write, and those that a member shows there. */
import type { FC } from 'hono/jsx';
import type { Listed } from '#connect/collections/collection.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { collectionPath, ownCollectionPath } from './collections.tsx';
import { type PartProps, Removal } from './community-acts.tsx';
import { Field, Section } from './community-fields.tsx';

interface Props extends PartProps {
  theirs: readonly Listed[];
  ownCollections: readonly Listed[];
}

export const CommunityCollections: FC<Props> = ({ context, seen, path, theirs, ownCollections }) => {
  const { voice } = context;
  const words = voice.words.communities.page;
  const { collections, mayWrite, role } = seen;
  if (theirs.length === 0 && collections.length === 0 && !mayWrite) return null;
  return (
    <Section id="carnets" title={words.collections}>
      {theirs.length > 0 && (
        <ul class="alerts">
          {theirs.map(({ id, title, items, visibility }) => (
            <li>
              <p>
                <a href={voice.path(mayWrite ? ownCollectionPath(id) : collectionPath(id))}>{voice.set(title)}</a>{' '}
                <span class="quiet">{voice.words.collections.projects(items, voice.number(items))}</span>{' '}
                {mayWrite && <span class="flag">{voice.words.collections.visibilitiesOfMany[visibility]}</span>}
              </p>
            </li>
          ))}
        </ul>
      )}
      {collections.length > 0 && (
        <ul class="alerts">
          {collections.map(({ id, title }) => (
            <li>
              <p>
                <a href={voice.path(collectionPath(id))}>{voice.set(title)}</a>{' '}
                <span class="quiet">{words.ofAMember}</span>
              </p>
              {(role === 'admin' || ownCollections.some((one) => one.id === id)) && (
                <Removal context={context} path={path} what="retirer-carnet" id={id} title={title} />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <NewCollection context={context} path={path} />}
      {mayWrite && ownCollections.length > 0 && (
        <ShowCollection context={context} path={path} collections={ownCollections} />
      )}
    </Section>
  );
};

const NewCollection: FC<{ context: PageContext; path: string }> = ({ context, path }) => {
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <details>
      <summary>{words.newCollection}</summary>
      <form method="post" action={voice.path(path)} class="fields">
        <FormSigns context={context} />
        <p class="quiet">{words.newCollectionLead}</p>
        <Field id="carnet-titre" name="titre" label={voice.words.collections.mine.name} most={120} />
        <button class="button" type="submit" name="faire" value="nouveau-carnet">
          {voice.words.collections.mine.submit}
        </button>
      </form>
    </details>
  );
};

const ShowCollection: FC<{ context: PageContext; path: string; collections: readonly Listed[] }> = (props) => {
  const { context, path, collections } = props;
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <form method="post" action={voice.path(path)} class="fields">
      <div class="field">
        <label for="carnet">{words.collection}</label>
        <select id="carnet" name="id">
          {collections.map(({ id, title }) => (
            <option value={id}>{title}</option>
          ))}
        </select>
      </div>
      <button class="button soft" type="submit" name="faire" value="carnet">
        {words.show}
      </button>
    </form>
  );
};
