/** One's own collections: the list, where to keep a project. */
import type { FC } from 'hono/jsx';
import type { Listed } from '#connect/collections/collection.ts';
import type { Project } from '#model/project.ts';
import type { Voice } from '../text/language.ts';
import { keepPath } from '../view/card.tsx';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { CollectionList, ownCollectionPath } from './collections.tsx';

/** What was just done, or why it was not. */
export type CollectionSaid =
  | { done: keyof Voice['words']['collections']['done'] }
  | { refused: keyof Voice['words']['collections']['refusals'] };

export const CollectionSays: FC<{ voice: Voice; said: CollectionSaid | undefined }> = ({ voice, said }) => {
  const words = voice.words.collections;
  if (said === undefined) return null;
  return 'done' in said ? (
    <Notice>{words.done[said.done]}</Notice>
  ) : (
    <Notice trouble>{words.refusals[said.refused]}</Notice>
  );
};

export interface Typed {
  title: string;
  lead: string;
}

export const WordsFields: FC<{ voice: Voice; typed: Typed }> = ({ voice, typed }) => {
  const words = voice.words.collections.mine;
  return (
    <>
      <div class="field">
        <label for="titre">{words.name}</label>
        <input id="titre" name="titre" required maxlength={120} value={typed.title} />
      </div>
      <div class="field">
        <label for="texte">{words.about}</label>
        <textarea id="texte" name="texte" maxlength={2000} rows={4}>
          {typed.lead}
        </textarea>
      </div>
    </>
  );
};

interface MineProps {
  context: PageContext;
  collections: readonly Listed[];
  typed: Typed;
  said: CollectionSaid | undefined;
}

export const OwnCollectionsPage: FC<MineProps> = ({ context, collections, typed, said }) => {
  const { voice } = context;
  const words = voice.words.collections.mine;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path="/compte/carnets">
      <CollectionSays voice={voice} said={said} />
      {collections.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <CollectionList context={context} collections={collections} own />
      )}
      <section aria-labelledby="nouveau">
        <h2 id="nouveau">{words.create}</h2>
        <form method="post" action={voice.path('/compte/carnets')} class="fields">
          <FormSigns context={context} />
          <WordsFields voice={voice} typed={typed} />
          <button class="button" type="submit">
            {words.submit}
          </button>
        </form>
      </section>
    </AccountFrame>
  );
};

interface KeepProps {
  context: PageContext;
  project: Project;
  collections: readonly Listed[];
  typed: Typed;
  said: CollectionSaid | undefined;
}

export const KeepPage: FC<KeepProps> = ({ context, project, collections, typed, said }) => {
  const { voice } = context;
  const words = voice.words.collections.add;
  const action = voice.path('/compte/carnets/ajouter');
  return (
    <AccountFrame
      context={context}
      title={words.title}
      lead={words.lead(voice.set(project.title))}
      path={keepPath(project.id)}
    >
      <CollectionSays voice={voice} said={said} />
      {collections.length > 0 && (
        <ul class="alerts">
          {collections.map(({ id, title, holds }) => (
            <li>
              {holds ? (
                <p>
                  <a href={voice.path(ownCollectionPath(id))}>{voice.set(title)}</a>{' '}
                  <span class="flag">{words.there}</span>
                </p>
              ) : (
                <form method="post" action={action}>
                  <input type="hidden" name="projet" value={project.id} />
                  <button class="button soft" type="submit" name="carnet" value={id}>
                    {words.into(voice.set(title))}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      <section aria-labelledby="nouveau">
        <h2 id="nouveau">{collections.length > 0 ? words.orNew : voice.words.collections.mine.create}</h2>
        <form method="post" action={action} class="fields">
          <FormSigns context={context} />
          <input type="hidden" name="projet" value={project.id} />
          <WordsFields voice={voice} typed={typed} />
          <button class="button" type="submit">
            {words.submitNew}
          </button>
        </form>
      </section>
    </AccountFrame>
  );
};
