/** One project on the curators' desk: its sheets, what each says of each field, what can be decided, and what was. */
import type { Child, FC } from 'hono/jsx';
import type { ToldDecision } from '#match/decisions-told.ts';
import type { ProjectDesk } from '#match/project-desk.ts';
import { choosableFields, settableFields } from '#match/settable-fields.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { DecisionSaid } from '../view/decision-said.tsx';
import { sayValue } from '../view/field-value.ts';
import { OutIcon } from '../view/icons.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { letterOf, sealOf } from '../view/seal.ts';
import { deskPath } from './curation-pairs.tsx';

export interface CurationProjectProps {
  context: PageContext;
  rooms: Pick<Rooms, 'sources'>;
  found: ProjectDesk;
  /** All that was decided of it, the latest first. */
  history: readonly ToldDecision[];
  said?: { text: string; undo?: string | undefined } | undefined;
  refused?: { text: string; against: readonly ToldDecision[] } | undefined;
  /** What was sent and refused: it stays in its form, which is open. */
  typed?: TypedDecision | undefined;
}

export type TypedDecision = Partial<Record<'act' | 'sheet' | 'field' | 'value' | 'source' | 'reason', string>>;

export const CurationProjectPage: FC<CurationProjectProps> = (props) => {
  const { context, rooms, found, history, said, refused, typed = {} } = props;
  const reasonOf = (act: string): string | undefined => (typed.act === act ? typed.reason : undefined);
  const { voice } = context;
  const { pairs, project: words } = voice.words.curation;
  const { project, sheets } = found;
  const path = deskPath(project.id);
  const at = voice.path(path);
  const undoAt = `${at}/annuler`;
  const living = sheets.filter(({ live }) => live).length;
  const withdrawn = history.some(({ word, undoneAt }) => word.kind === 'hide' && undoneAt === null);
  const title = words.title(voice.set(project.title));
  const tellerOf = (sheet: Sheet): string => {
    const known = rooms.sources.get(sheet.source);
    return known === undefined ? sheet.source : voice.set(known.name[voice.language]);
  };
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review desk">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.lead}</p>
            {!found.hidden && (
              <p>
                <a href={voice.path(`/projets/${project.id}`)}>{words.page}</a>
              </p>
            )}
            {withdrawn && <p class="note">{words.hidden}</p>}
            {living === 0 && <p class="note">{words.untold}</p>}
          </header>
          <div role="status">
            {said !== undefined && (
              <div class="note outcome">
                <p>{said.text}</p>
                {said.undo !== undefined && (
                  <form method="post" action={undoAt}>
                    <button class="button soft" type="submit" name="decision" value={said.undo}>
                      {pairs.undo}
                    </button>
                  </form>
                )}
              </div>
            )}
          </div>
          {refused !== undefined && (
            <section class="note refused" aria-labelledby="refus" role="alert">
              <h2 id="refus">{pairs.refused}</h2>
              <p>{refused.text}</p>
              <Decisions voice={voice} rooms={rooms} decisions={refused.against} undoAt={undoAt} />
            </section>
          )}
          <section aria-labelledby="fiches">
            <h2 id="fiches">{words.sheets}</h2>
            <ul class="decisions">
              {sheets.map(({ sheet, live }) => (
                <li class="decision">
                  <div class="side">
                    <span class={`seal seal-${sealOf(sheet.source)}`} aria-hidden="true">
                      {letterOf(tellerOf(sheet))}
                    </span>
                    <div>
                      <p>
                        <b>{voice.set(sheet.title)}</b>
                      </p>
                      <p class="quiet">
                        {tellerOf(sheet)} {!live && <span class="flag">{words.gone}</span>}
                      </p>
                      {sheet.recordUrl !== undefined && (
                        <p class="side-links">
                          <a href={sheet.recordUrl} rel="external noopener">
                            {pairs.original} <OutIcon />
                          </a>
                        </p>
                      )}
                    </div>
                  </div>
                  {live && living > 1 && (
                    <form method="post" action={at} class="deciding">
                      <input type="hidden" name="act" value="split" />
                      <Reason
                        label={words.reasonFree}
                        typed={typed.sheet === sheet.id ? reasonOf('split') : undefined}
                      />
                      <button
                        class="button soft"
                        type="submit"
                        name="sheet"
                        value={sheet.id}
                        aria-label={words.splitOf(`${voice.set(sheet.title)} (${tellerOf(sheet)})`)}
                      >
                        {words.split}
                      </button>
                    </form>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <section aria-labelledby="champs" class="asked">
            <h2 id="champs">{words.fields}</h2>
            {choosableFields.map((field) => (
              <FieldRow
                voice={voice}
                at={at}
                found={found}
                field={field}
                tellerOf={tellerOf}
                typed={typed.field === field ? reasonOf('choose') : undefined}
              />
            ))}
          </section>
          <Deciding
            voice={voice}
            at={at}
            act="set"
            title={words.set}
            about={words.setAbout}
            button={words.setButton}
            open={typed.act === 'set'}
          >
            <label class="field">
              <span>{words.field}</span>
              <select name="field">
                {settableFields.map((field) => (
                  <option value={field} selected={typed.act === 'set' && typed.field === field}>
                    {voice.words.project.fields[field] ?? field}
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              <span>{words.value}</span>
              <textarea name="value" rows={3} maxlength={5_000}>
                {typed.act === 'set' ? typed.value : ''}
              </textarea>
            </label>
            <Reason label={words.reason} required typed={reasonOf('set')} />
          </Deciding>
          <Deciding
            voice={voice}
            at={at}
            act="endorse"
            title={words.endorse}
            about={words.endorseAbout}
            button={words.endorseButton}
            open={typed.act === 'endorse'}
          >
            <label class="field">
              <span>{words.partner}</span>
              <select name="source">
                {partnersFor(voice, rooms, project.sources).map(([id, name]) => (
                  <option value={id} selected={typed.act === 'endorse' && typed.source === id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <Reason label={words.reason} required typed={reasonOf('endorse')} />
          </Deciding>
          {withdrawn ? (
            <Deciding
              voice={voice}
              at={at}
              act="unhide"
              title={words.unhide}
              about={words.unhideAbout}
              button={words.unhideButton}
            />
          ) : (
            <Deciding
              voice={voice}
              at={at}
              act="hide"
              title={words.hide}
              about={words.hideAbout}
              button={words.hideButton}
              open={typed.act === 'hide'}
            >
              <Reason label={words.reasonFree} typed={reasonOf('hide')} />
            </Deciding>
          )}
          <section aria-labelledby="decisions">
            <h2 id="decisions">{words.history}</h2>
            {history.length === 0 ? (
              <p class="quiet">{words.none}</p>
            ) : (
              <Decisions voice={voice} rooms={rooms} decisions={history} undoAt={undoAt} />
            )}
          </section>
        </div>
      </div>
    </Page>
  );
};

interface DecisionsProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  decisions: readonly ToldDecision[];
  undoAt: string;
}

const Decisions: FC<DecisionsProps> = ({ decisions, ...rest }) =>
  decisions.length === 0 ? null : (
    <ul class="decisions">
      {decisions.map((decision) => (
        <DecisionSaid {...rest} decision={decision} />
      ))}
    </ul>
  );

interface FieldRowProps {
  voice: Voice;
  at: string;
  found: ProjectDesk;
  field: (typeof choosableFields)[number];
  tellerOf(sheet: Sheet): string;
  /** The reason that was given with a choice which was refused. */
  typed: string | undefined;
}

/** Nothing where neither the page nor a sheet says anything. */
const FieldRow: FC<FieldRowProps> = ({ voice, at, found, field, tellerOf, typed }) => {
  const { words } = voice;
  const own = words.curation.project;
  const { project, sheets } = found;
  const shown = sayValue(voice, project, field);
  const living = sheets.filter(({ live }) => live).map(({ sheet }) => ({ sheet, says: sayValue(voice, sheet, field) }));
  const { rule, sheets: givers = [] } = project.provenance[field] ?? {};
  if (shown === '' && rule === undefined && living.every(({ says }) => says === '')) return null;
  const name = words.project.fields[field] ?? field;
  const chosen = (sheet: Sheet): boolean => rule === 'decision' && givers.includes(sheet.id);
  return (
    <section class="row">
      <h3>
        <span class="field-name">{name}</span>
        {rule !== undefined && <span class="mark">{words.project.rules[rule] ?? rule}</span>}
      </h3>
      <p>{shown === '' ? <span class="quiet">{own.saysNothing}</span> : voice.set(shown)}</p>
      {(living.length > 1 || rule === 'set') && (
        <details open={typed !== undefined}>
          <summary>{own.says}</summary>
          <form method="post" action={at}>
            <input type="hidden" name="act" value="choose" />
            <input type="hidden" name="field" value={field} />
            <ul class="decisions">
              {living.map(({ sheet, says }) => (
                <li class="decision">
                  <div>
                    <p class="which">{tellerOf(sheet)}</p>
                    <p>{says === '' ? <span class="quiet">{own.saysNothing}</span> : voice.set(says)}</p>
                  </div>
                  {says !== '' &&
                    (chosen(sheet) ? (
                      <span class="flag">{own.chosen}</span>
                    ) : (
                      <button
                        class="button soft"
                        type="submit"
                        name="sheet"
                        value={sheet.id}
                        aria-label={own.chooseOf(name, tellerOf(sheet))}
                      >
                        {own.choose}
                      </button>
                    ))}
                </li>
              ))}
            </ul>
            <Reason label={own.reasonFree} typed={typed} />
          </form>
        </details>
      )}
    </section>
  );
};

interface DecidingProps {
  voice: Voice;
  at: string;
  act: 'set' | 'endorse' | 'hide' | 'unhide';
  title: string;
  about: string;
  button: string;
  /** It was sent and refused. */
  open?: boolean;
  children?: Child;
}

const Deciding: FC<DecidingProps> = ({ voice, at, act, title, about, button, open = false, children }) => (
  <details class="asked act" open={open}>
    <summary>
      <h2>{title}</h2>
    </summary>
    <p class="quiet">{voice.set(about)}</p>
    <form method="post" action={at} class="deciding">
      <input type="hidden" name="act" value={act} />
      {children}
      <button class="button" type="submit">
        {button}
      </button>
    </form>
  </details>
);

const Reason: FC<{ label: string; required?: boolean; typed?: string | undefined }> = ({ label, required, typed }) => (
  <label class="verdict-reason">
    <span>{label}</span>
    <input type="text" name="reason" maxlength={500} autocomplete="off" required={required} value={typed} />
  </label>
);

/** Those who tell of the project first; then all others by name. */
function partnersFor(
  voice: Voice,
  { sources }: Pick<Rooms, 'sources'>,
  telling: readonly string[],
): (readonly [string, string])[] {
  const named = [...sources].map(([id, { name }]) => [id, voice.set(name[voice.language])] as const);
  const rank = (id: string): number => (telling.includes(id) ? 0 : 1);
  return named.sort(([a, x], [b, y]) => rank(a) - rank(b) || x.localeCompare(y, voice.language));
}
