/** The three words on a matter, each with the sentence that its author will read. */
import type { FC } from 'hono/jsx';
import { verdicts } from '#connect/moderation/matter.ts';
import type { Voice } from '../text/language.ts';
import { type CurationMattersProps, mattersPath, type ShownMatter } from './curation-matters.tsx';

interface DecideProps {
  voice: Voice;
  shown: ShownMatter;
  chosen: CurationMattersProps['chosen'];
  next: string | undefined;
  genre: string | undefined;
}

export const Decide: FC<DecideProps> = ({ voice, shown, chosen, next, genre }) => {
  const words = voice.words.matters;
  const { matter, offered, twoEyes, mayAsk } = shown;
  const path = voice.path(`${mattersPath}/${matter.id}`);
  const only = genre === undefined ? '' : `genre=${genre}`;
  const means = words.aboutKinds[matter.kind] ?? words.about;
  return (
    <section aria-labelledby="decision" class="verdict">
      <h2 id="decision">{words.decide}</h2>
      {twoEyes && <p>{matter.approvedBy === null ? words.twoEyes : words.half}</p>}
      <label class="shortcuts" hidden>
        <input type="checkbox" checked />
        <span>
          {words.shortcuts} <small>{words.shortcutsAre}</small>
        </span>
      </label>
      {verdicts
        .filter((one) => mayAsk || one !== 'ask')
        .map((verdict) => {
          const isChosen = verdict === chosen.verdict;
          const sentence = isChosen ? (chosen.typed ?? offered[verdict][chosen.sentence]) : offered[verdict][0];
          return (
            <details class="word" name="mot" open={isChosen} id={verdict}>
              <summary data-key={words.keys[verdict]}>
                {words.verdicts[verdict]}{' '}
                <span class="key" aria-hidden="true">
                  {words.keys[verdict].toUpperCase()}
                </span>
              </summary>
              <form method="post" action={only === '' ? path : `${path}?${only}`} class="fields">
                <input type="hidden" name="vu" value={matter.changedAt.toISOString()} />
                <p class="quiet">{means[verdict]}</p>
                <div class="field">
                  <label for={`phrase-${verdict}`}>{words.sentence}</label>
                  <textarea
                    id={`phrase-${verdict}`}
                    name="phrase"
                    rows={4}
                    maxlength={2000}
                    lang={matter.language}
                    required={verdict !== 'accept'}
                    aria-describedby={`langue-${verdict}`}
                  >
                    {sentence}
                  </textarea>
                  <p class="quiet" id={`langue-${verdict}`}>
                    {words.sentenceTo[matter.language]}
                  </p>
                </div>
                {offered[verdict].length > 1 && (
                  <p class="side-links">
                    {words.otherSentences}{' '}
                    {offered[verdict].map((text, n) => (
                      <a href={`${path}?mot=${verdict}&phrase=${n}${only && `&${only}`}#${verdict}`} title={text}>
                        {words.sentenceN(n + 1)}
                      </a>
                    ))}
                  </p>
                )}
                <button
                  class={verdict === 'accept' ? 'button' : 'button soft'}
                  type="submit"
                  name="verdict"
                  value={verdict}
                >
                  {words.submit[verdict]}
                </button>
              </form>
            </details>
          );
        })}
      {next !== undefined && (
        <p>
          <a href={`${voice.path(`${mattersPath}/${next}`)}${only && `?${only}`}`} data-key={words.keys.next}>
            {words.next}
          </a>
        </p>
      )}
    </section>
  );
};
