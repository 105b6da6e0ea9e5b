/** `/curation/synonymes`: what the search reads as one thing said in several ways; forms that work without script. */
import type { FC } from 'hono/jsx';
import { builtInLines } from '#search/analysis/synonyms.ts';
import type { ThesaurusLine } from '#search/thesaurus/lines.ts';
import { longestWritten, mostWordings } from '#search/thesaurus/read-line.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { PortraitHead } from '../view/portrait.tsx';

export const thesaurusPath = '/curation/synonymes';

/** Projects that come or go, by title; `more` beside those named. */
export interface NamedProjects {
  named: { title: string; href: string }[];
  more: number;
}

export interface MovedShown {
  wording: string;
  before: number;
  after: number;
  come: NamedProjects;
  go: NamedProjects;
}

/** What a change would move, and the form that makes it. */
export interface ChangeShown {
  line: string;
  moved: readonly MovedShown[];
  /** A line to take away, by its id; else one to add, with why. */
  remove?: string | undefined;
  reason: string;
}

interface ThesaurusProps {
  context: PageContext;
  lines: readonly ThesaurusLine[];
  change?: ChangeShown | undefined;
  /** What was typed, when it must be typed again. */
  typed?: { line: string; reason: string } | undefined;
  notice?: { text: string; wrong: boolean } | undefined;
}

export const CurationThesaurusPage: FC<ThesaurusProps> = ({ context, lines, change, typed, notice }) => {
  const { voice } = context;
  const said = voice.words.thesaurus;
  const here = voice.path(thesaurusPath);
  return (
    <Page
      context={context}
      head={{ title: said.title, description: said.description, path: thesaurusPath, unlisted: true }}
    >
      <div class="band">
        <PortraitHead>
          <h1>{said.heading}</h1>
          <p class="lead">{said.lead}</p>
        </PortraitHead>
        <div class="queue">
          {notice !== undefined && (
            <div class={notice.wrong ? 'queue-notice wrong' : 'queue-notice'} role={notice.wrong ? 'alert' : 'status'}>
              <p>{notice.text}</p>
            </div>
          )}
          {change !== undefined && <Change voice={voice} change={change} here={here} />}
          <h2>{said.add}</h2>
          <form class="queue-item" method="post" action={here}>
            <label class="queue-field">
              <span>{said.line}</span>
              <input
                name="ligne"
                required
                autocomplete="off"
                maxlength={longestWritten * mostWordings}
                placeholder={said.example}
                value={typed?.line ?? ''}
              />
            </label>
            <label class="queue-field">
              <span>{said.reason}</span>
              <input name="raison" autocomplete="off" maxlength={500} value={typed?.reason ?? ''} />
            </label>
            <p class="queue-buttons">
              <button class="button" type="submit" name="acte" value="voir">
                {said.preview}
              </button>
            </p>
          </form>
          <h2>{said.own(lines.length, voice.number(lines.length))}</h2>
          <ul class="queue">
            {lines.map(({ id, wordings, author, madeAt, reason }) => (
              <li class="queue-item">
                <h3>{wordings.join(' = ')}</h3>
                <p class="quiet">
                  {said.by(author, voice.day(madeAt.toISOString()))}
                  {reason !== '' && ` · ${reason}`}
                </p>
                <form method="post" action={here}>
                  <input type="hidden" name="retirer" value={id} />
                  <p class="queue-buttons">
                    <button class="button soft" type="submit" name="acte" value="voir">
                      {said.remove}
                    </button>
                  </p>
                </form>
              </li>
            ))}
          </ul>
          <details>
            <summary>{said.builtIn(voice.number(builtInLines.length))}</summary>
            <p class="quiet">{said.builtInLead}</p>
            <ul>
              {builtInLines.map((line) => (
                <li>{line.join(' = ')}</li>
              ))}
            </ul>
          </details>
        </div>
      </div>
    </Page>
  );
};

const Change: FC<{ voice: Voice; change: ChangeShown; here: string }> = ({ voice, change, here }) => {
  const said = voice.words.thesaurus;
  const { line, moved, remove, reason } = change;
  return (
    <section class="queue-item" aria-labelledby="changement">
      <h2 id="changement">{remove === undefined ? said.ifAdded(line) : said.ifRemoved(line)}</h2>
      <p class="quiet">{said.nothingYet}</p>
      <ul>
        {moved.map(({ wording, before, after, come, go }) => (
          <li>
            <p>
              <b>{wording}</b> · {said.before}
              {voice.colon}
              {voice.number(before)} · {said.after}
              {voice.colon}
              {voice.number(after)}
            </p>
            {come.named.length + go.named.length === 0 && <p class="quiet">{said.same}</p>}
            <Named voice={voice} label={said.come} projects={come} />
            <Named voice={voice} label={said.go} projects={go} />
          </li>
        ))}
      </ul>
      <form method="post" action={here}>
        {remove === undefined ? (
          <>
            <input type="hidden" name="ligne" value={line} />
            <input type="hidden" name="raison" value={reason} />
          </>
        ) : (
          <input type="hidden" name="retirer" value={remove} />
        )}
        <p class="queue-buttons">
          <button class="button" type="submit" name="acte" value="faire">
            {remove === undefined ? said.confirmAdd : said.confirmRemove}
          </button>
        </p>
      </form>
    </section>
  );
};

const Named: FC<{ voice: Voice; label: string; projects: NamedProjects }> = ({ voice, label, projects }) => {
  const { named, more } = projects;
  if (named.length === 0) return null;
  return (
    <p>
      {label}{' '}
      {named.map(({ title, href }, i) => (
        <>
          {i > 0 && ' · '}
          <a href={href}>{title}</a>
        </>
      ))}
      {more > 0 && ` ${voice.words.thesaurus.more(more, voice.number(more))}`}
    </p>
  );
};
