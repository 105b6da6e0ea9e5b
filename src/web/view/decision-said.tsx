/** A decision in one line, with who, when, why, and a button that undoes it. */
import type { FC } from 'hono/jsx';
import type { ToldDecision } from '#match/decisions-told.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';

/** What was decided: `« Le Bocal » et « La Ruche » : deux projets`. */
function whatWasDecided(voice: Voice, rooms: Pick<Rooms, 'sources'>, { word, titles }: ToldDecision): string {
  const { history } = voice.words.curation;
  const name = (sheet: string): string => voice.set(titles[sheet] ?? sheet);
  const field = (id: string): string => voice.words.project.fields[id] ?? id;
  switch (word.kind) {
    case 'same':
    case 'not-same':
      return history[word.kind](name(word.sheets[0]), name(word.sheets[1]));
    case 'split':
      return history.split(name(word.sheet));
    case 'choose':
      return history.choose(field(word.field), name(word.sheet));
    case 'set':
      return history.set(field(word.field), word.project);
    case 'hide':
      return history.hide(word.project);
    case 'endorse':
      return history.endorse(rooms.sources.get(word.source)?.name[voice.language] ?? word.source, word.project);
    case 'correct':
      return history.correct(
        field(word.field),
        rooms.sources.get(word.source)?.name[voice.language] ?? word.source,
        name(word.sheet),
      );
    case 'relate':
      return history.relate(word.project, word.model);
  }
}

interface DecisionSaidProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  decision: ToldDecision;
  /** Where the form that undoes it is sent. */
  undoAt: string;
}

export const DecisionSaid: FC<DecisionSaidProps> = ({ voice, rooms, decision, undoAt }) => {
  const { pairs, history } = voice.words.curation;
  const what = whatWasDecided(voice, rooms, decision);
  const { state, author, madeAt, reason, undoneAt, undoneBy, replacedBy } = decision;
  const ended = replacedBy === null ? history.undone : history.replaced;
  const day = (date: Date): string => voice.day(date.toISOString());
  return (
    <li class={`decision is-${state}`}>
      <div>
        <p>{state === 'undone' ? <s>{what}</s> : what}</p>
        {reason !== '' && <p class="why">{voice.set(reason)}</p>}
        <p class="quiet">
          {history.by(author, day(madeAt))}
          {undoneAt !== null && ` · ${ended(undoneBy ?? '', day(undoneAt))}`}
          {state !== 'undone' && history.states[state] !== '' && (
            <>
              {' '}
              <span class="flag">{history.states[state]}</span>
            </>
          )}
        </p>
      </div>
      {undoneAt === null && (
        <form method="post" action={undoAt}>
          <button class="button soft" type="submit" name="decision" value={decision.id} aria-label={pairs.undoOf(what)}>
            {pairs.undo}
          </button>
        </form>
      )}
    </li>
  );
};
