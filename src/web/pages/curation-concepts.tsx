/** `/curation/mots`: words that no vocabulary knew, each a form that works without script. */
import type { FC } from 'hono/jsx';
import type { StandingAnswer } from '#describe/words/answers.ts';
import type { WaitingWord } from '#describe/words/queue.ts';
import type { Assignment } from '#model/sheet.ts';
import { labelOf, type VocabularyName, vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { PortraitHead } from '../view/portrait.tsx';

const wordsPath = '/curation/mots';
export type WordsView = 'attente' | 'plus-tard' | 'reponses';

interface WordsProps {
  context: PageContext;
  view: WordsView;
  vocabulary: VocabularyName | undefined;
  total: number;
  words: readonly WaitingWord[];
  answers: readonly StandingAnswer[];
  /** By source id, how the catalogue is called. */
  nameOf(source: string): string;
  /** What just happened, said first. */
  notice: { text: string; wrong: boolean; undo?: string | undefined } | undefined;
  page: number;
  pages: number;
  /** What was sent of a word and refused: it stays in its form. */
  typed: TypedAnswer | undefined;
}

export interface TypedAnswer {
  vocabulary: string;
  word: string;
  other: string;
  reason: string;
}

/** The address of a view of the queue, without its language. */
export function wordsAddress(view: WordsView, vocabulary?: string, page = 1): string {
  const search = new URLSearchParams();
  if (view !== 'attente') search.set('vue', view);
  if (vocabulary !== undefined) search.set('vocabulaire', vocabulary);
  if (page > 1) search.set('page', String(page));
  return search.size === 0 ? wordsPath : `${wordsPath}?${search}`;
}

export const CurationConceptsPage: FC<WordsProps> = (props) => {
  const { context, view, vocabulary, total, words, answers, nameOf, notice, page, pages, typed } = props;
  const { voice } = context;
  const said = voice.words.curationConcepts;
  const here = voice.path(wordsAddress(view, vocabulary, page));
  const counted = { attente: said.waitingCount, 'plus-tard': said.laterCount, reponses: said.answeredCount }[view];
  const views = { attente: said.views.waiting, 'plus-tard': said.views.later, reponses: said.views.answered };
  const listed = [...new Set(words.map((one) => one.vocabulary))];
  return (
    <Page
      context={context}
      head={{ title: said.title, description: said.description, path: wordsPath, unlisted: true }}
    >
      <div class="band">
        <PortraitHead>
          <h1>{said.heading}</h1>
          <p class="lead">{said.lead}</p>
        </PortraitHead>
        {notice !== undefined && (
          <div class={notice.wrong ? 'queue-notice wrong' : 'queue-notice'} role={notice.wrong ? 'alert' : 'status'}>
            <p>{notice.text}</p>
            {notice.undo !== undefined && <Undo voice={voice} id={notice.undo} here={here} />}
          </div>
        )}
        <nav class="queue-views" aria-label={said.views.label}>
          <ul class="chips">
            {Object.entries(views).map(([name, label]) => (
              <li>
                <a
                  class={name === view ? 'chip on' : 'chip'}
                  href={voice.path(wordsAddress(name as WordsView, vocabulary))}
                  aria-current={name === view ? 'page' : undefined}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
          <ul class="chips" aria-label={said.vocabulary}>
            {[undefined, ...vocabularyNames].map((name) => (
              <li>
                <a
                  class={name === vocabulary ? 'chip on' : 'chip'}
                  href={voice.path(wordsAddress(view, name))}
                  aria-current={name === vocabulary ? 'true' : undefined}
                >
                  {name === undefined ? said.everyVocabulary : voice.set(vocabularies[name].title[voice.language])}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <h2>{counted(total, voice.number(total))}</h2>
        {total === 0 && <p class="lead">{said.nothing}</p>}
        <ol class="queue">
          {words.map((word, at) => (
            <WordItem
              voice={voice}
              word={word}
              at={at}
              here={here}
              nameOf={nameOf}
              typed={typed?.word === word.word && typed.vocabulary === word.vocabulary ? typed : undefined}
            />
          ))}
          {answers.map((answer) => (
            <AnswerItem voice={voice} answer={answer} here={here} />
          ))}
        </ol>
        {listed.map((name) => (
          <datalist id={`concepts-${name}`}>
            {vocabularies[name].concepts.map(({ label }) => (
              <option value={label[voice.language]} />
            ))}
          </datalist>
        ))}
        {pages > 1 && (
          <p class="queue-pages">
            {page > 1 && <a href={voice.path(wordsAddress(view, vocabulary, page - 1))}>{said.previous}</a>}
            {page < pages && <a href={voice.path(wordsAddress(view, vocabulary, page + 1))}>{said.next}</a>}
          </p>
        )}
      </div>
    </Page>
  );
};

interface WordItemProps {
  voice: Voice;
  word: WaitingWord;
  at: number;
  here: string;
  nameOf(source: string): string;
  typed: TypedAnswer | undefined;
}

const WordItem: FC<WordItemProps> = ({ voice, word, at, here, nameOf, typed }) => {
  const said = voice.words.curationConcepts;
  const { vocabulary, evidence, written, sheets, sources, proposals, examples } = word;
  return (
    <li class="queue-item" aria-labelledby={`mot-${at}`}>
      <h3 id={`mot-${at}`}>{written}</h3>
      <p class="quiet">
        {said.sheets(sheets, voice.number(sheets))} · {voice.set(vocabularies[vocabulary].title[voice.language])}
        {evidence === 'text' && ` · ${said.text}`} · {voice.list(sources.map(nameOf))}
      </p>
      <p class="quiet">
        {said.examples}
        {voice.colon}
        {examples.map(({ title }) => title).join(' · ')}
      </p>
      <form method="post" action={here}>
        <input type="hidden" name="vocabulary" value={vocabulary} />
        <input type="hidden" name="evidence" value={evidence} />
        <input type="hidden" name="word" value={word.word} />
        <fieldset>
          <legend>{evidence === 'text' ? said.meansText : said.means}</legend>
          {proposals.length === 0 && <p class="quiet">{said.noProposal}</p>}
          {proposals.map((proposal, rank) => (
            <label class="queue-choice">
              <input type="checkbox" name="concept" value={proposal.concept} checked={rank === 0} />
              <span>
                <b>{voice.set(labelOf(vocabulary, proposal.concept, voice.language))}</b>{' '}
                <small class="quiet">
                  {said.proposal(voice.share(proposal.confidence ?? 1), wordsBehind(proposal).join(', '))}
                </small>
              </span>
            </label>
          ))}
          <label class="queue-field">
            <span>{said.other}</span>
            <input
              name="other"
              list={`concepts-${vocabulary}`}
              autocomplete="off"
              maxlength={200}
              placeholder={said.otherHint}
              value={typed?.other}
            />
          </label>
        </fieldset>
        <label class="queue-field">
          <span>{said.reason}</span>
          <input name="reason" autocomplete="off" maxlength={500} value={typed?.reason} />
        </label>
        <p class="queue-buttons">
          <button class="button" type="submit" name="answer" value="accept">
            {said.accept}
          </button>
          <button class="button soft" type="submit" name="answer" value="refuse">
            {said.refuse}
          </button>
          <button class="button soft" type="submit" name="answer" value="later">
            {said.later}
          </button>
        </p>
      </form>
    </li>
  );
};

const AnswerItem: FC<{ voice: Voice; answer: StandingAnswer; here: string }> = ({ voice, answer, here }) => {
  const said = voice.words.curationConcepts;
  const { id, written, vocabulary, author, madeAt, reason } = answer;
  return (
    <li class="queue-item">
      <h3>{written}</h3>
      <p>{meaningOf(voice, answer)}</p>
      <p class="quiet">
        {voice.set(vocabularies[vocabulary].title[voice.language])} · {said.by(author, voice.day(madeAt.toISOString()))}
        {reason !== '' && ` · ${reason}`}
      </p>
      <Undo voice={voice} id={id} here={here} />
    </li>
  );
};

const Undo: FC<{ voice: Voice; id: string; here: string }> = ({ voice, id, here }) => (
  <form method="post" action={here}>
    <input type="hidden" name="undo" value={id} />
    <button class="button soft" type="submit">
      {voice.words.curationConcepts.undo}
    </button>
  </form>
);

/** What an answer says, in a few words: the concepts, none, or that it waits. */
export function meaningOf(voice: Voice, { vocabulary, concepts, later }: StandingAnswer): string {
  const said = voice.words.curationConcepts;
  if (later) return said.putAside;
  if (concepts.length === 0) return said.none;
  return voice.list(concepts.map((concept) => voice.set(labelOf(vocabulary, concept, voice.language))));
}

/** The words that spoke for a proposal, without the learner's signs: `=a b`, `a+b`, `~abcd` are the whole, two, a part. */
function wordsBehind({ because = [] }: Assignment): string[] {
  const plain = because.map((feature) =>
    feature.startsWith('~') ? feature.slice(1).replace(/[\^$]/g, '') : feature.replace(/^=/, '').replaceAll('+', ' '),
  );
  return [...new Set(plain)].filter((word, _, all) => !all.some((other) => other !== word && other.includes(word)));
}
