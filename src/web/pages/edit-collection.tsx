/** One collection, for those who write it: its projects, who reads it, what it says of itself. */
import type { FC } from 'hono/jsx';
import { type Collection, type Guard, visibilities } from '#connect/collections/collection.ts';
import type { Standing } from '#connect/collections/items.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Voice } from '../text/language.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, Notice } from './account-frame.tsx';
import { collectionPath, ownCollectionPath } from './collections.tsx';
import { type CollectionSaid, CollectionSays, WordsFields } from './own-collections.tsx';

interface EditProps {
  context: PageContext;
  collection: Collection;
  /** How what a public one says stands with the curators. */
  guard: Guard | undefined;
  /** Whether the visitor also says who reads it. */
  runs: boolean;
  standing: readonly Standing<Project>[];
  gone: number;
  said: CollectionSaid | undefined;
}

export const EditCollectionPage: FC<EditProps> = (props) => {
  const { context, collection, guard, runs, standing, gone, said } = props;
  const { voice, baseUrl } = context;
  const words = voice.words.collections.edit;
  const path = ownCollectionPath(collection.id);
  return (
    <AccountFrame
      context={context}
      title={voice.set(collection.title)}
      lead={collection.visibility === 'public' ? words.leadPublic : words.lead}
      path={path}
    >
      <CollectionSays voice={voice} said={said} />
      {guard !== undefined && guard.is !== 'read' && (
        <Notice>
          {words.guard[guard.is]}
          {guard.sentence !== '' && guard.is !== 'waiting' && ` ${guard.sentence}`}
        </Notice>
      )}
      <p>
        <a class="button soft" href={voice.path(collectionPath(collection.id))}>
          {words.see}
        </a>
      </p>
      <section aria-labelledby="projets">
        <h2 id="projets">{words.projects}</h2>
        <ol class="alerts">
          {standing.map((item, rank) => (
            <EditItem voice={voice} path={path} item={item} before={standing[rank - 1]} after={standing[rank + 1]} />
          ))}
        </ol>
        {gone > 0 && <p class="quiet">{voice.words.collections.view.gone(gone)}</p>}
        <p>
          <a class="button soft" href={voice.path('/recherche')}>
            {words.find}
          </a>
        </p>
      </section>
      {runs && <ShareForm voice={voice} baseUrl={baseUrl} collection={collection} />}
      <section aria-labelledby="presentation">
        <h2 id="presentation">{words.describe}</h2>
        <form method="post" action={voice.path(path)} class="fields">
          <WordsFields voice={voice} typed={collection} />
          <button class="button soft" type="submit" name="faire" value="decrire">
            {words.save}
          </button>
        </form>
      </section>
      {runs && (
        <details>
          <summary>{words.delete}</summary>
          <form method="post" action={voice.path(path)}>
            <button class="button" type="submit" name="faire" value="supprimer">
              {words.deleteSure}
            </button>
          </form>
        </details>
      )}
    </AccountFrame>
  );
};

const ShareForm: FC<{ voice: Voice; baseUrl: string; collection: Collection }> = ({ voice, baseUrl, collection }) => {
  const words = voice.words.collections.edit;
  const { visibilities: own, visibilitiesOfMany } = voice.words.collections;
  const whose = collection.community === undefined ? own : visibilitiesOfMany;
  const path = ownCollectionPath(collection.id);
  const shared = `${baseUrl}${voice.path(collectionPath(collection.id))}?cle=${collection.linkKey}`;
  return (
    <section aria-labelledby="partage">
      <h2 id="partage">{words.share}</h2>
      <form method="post" action={voice.path(path)} class="fields">
        <fieldset class="field radios">
          <legend>{words.shareLead}</legend>
          {visibilities.map((visibility) => (
            <label>
              <input type="radio" name="partage" value={visibility} checked={visibility === collection.visibility} />
              <span>{whose[visibility]}</span>
            </label>
          ))}
        </fieldset>
        <button class="button soft" type="submit" name="faire" value="partager">
          {words.save}
        </button>
      </form>
      {collection.linkKey !== undefined && (
        <div class="field">
          <label for="lien">{words.link}</label>
          <input id="lien" readonly value={shared} />
        </div>
      )}
      {collection.visibility === 'public' && <p class="quiet">{words.publicNote}</p>}
    </section>
  );
};

interface ItemProps {
  voice: Voice;
  path: string;
  item: Standing<Project>;
  before: Standing<Project> | undefined;
  after: Standing<Project> | undefined;
}

/** Up is right before the one that is shown above: what is not shown in between does not swallow the press. */
const EditItem: FC<ItemProps> = ({ voice, path, item, before, after }) => {
  const words = voice.words.collections.edit;
  const { project, added, note } = item;
  const title = voice.set(project.title);
  const field = `note-${project.id}`;
  const move = (where: 'avant' | 'apres', other: Standing<Project> | undefined, said: string) =>
    other !== undefined && (
      <form method="post" action={voice.path(path)}>
        <input type="hidden" name="projet" value={added.join(' ')} />
        <input type="hidden" name={where} value={where === 'avant' ? other.added[0] : other.added.at(-1)} />
        <button class="button soft" type="submit" name="faire" value="ranger" aria-label={words.which(said, title)}>
          {said}
        </button>
      </form>
    );
  return (
    <li id={`p-${project.id}`}>
      <p>
        <a href={voice.path(`/projets/${projectPath(project)}`)}>
          <b>{title}</b>
        </a>
      </p>
      <form method="post" action={voice.path(path)} class="fields">
        <input type="hidden" name="projet" value={added.join(' ')} />
        <div class="field">
          <label for={field}>{words.noteOf(title)}</label>
          <textarea id={field} name="note" maxlength={2000} rows={2}>
            {note}
          </textarea>
        </div>
        <div class="choices">
          <button class="button soft" type="submit" name="faire" value="noter">
            {words.saveNote}
          </button>
          <button
            class="button soft"
            type="submit"
            name="faire"
            value="retirer"
            aria-label={words.which(words.remove, title)}
          >
            {words.remove}
          </button>
        </div>
      </form>
      <div class="choices">
        {move('avant', before, words.up)}
        {move('apres', after, words.down)}
      </div>
    </li>
  );
};
