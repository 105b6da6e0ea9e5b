/** Where one tries an embedded map: what to show, how, and the code to copy. A form; with script, shown as one chooses. */
import type { FC } from 'hono/jsx';
import { type Criteria, facets, writeCriteria } from '#model/criteria.ts';
import type { Territory } from '#model/territory.ts';
import { type Concept, type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import { componentCode, frameCode } from '../embed/code.ts';
import { aspects, type Looks, looksParameters, shownParts, writeLooks } from '../embed/looks.ts';
import { framePath } from '../embed/view.tsx';
import type { Rooms } from '../rooms.ts';
import { shownCriteria } from '../search/criteria-shown.ts';
import { fullName, placeParameters } from '../search/place.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { SearchBox } from '../view/search-box.tsx';

interface TryProps {
  context: PageContext;
  rooms: Rooms;
  criteria: Criteria;
  looks: Looks;
  total: number;
  /** What a screen reader says of the frame. */
  title: string;
  /** What was typed as a place and is none, or several. */
  misread: { text: string; choices: readonly Territory[] } | undefined;
}

const path = '/embarquer/essayer';

export const EmbedTryPage: FC<TryProps> = ({ context, rooms, criteria, looks, total, title, misread }) => {
  const { voice, baseUrl } = context;
  const says = voice.words.embed.try;
  const [place] = criteria.territories;
  const shown = place === undefined ? undefined : rooms.territories.territory(place);
  // What has a field of its own here; every other criterion is carried along, and told.
  const { theme: [theme] = [], placeKind: [placeKind] = [], ...rest } = criteria.chosen;
  const others: Criteria = { ...criteria, q: '', chosen: rest, territories: criteria.territories.slice(1) };
  const coded = { voice, baseUrl, criteria, looks, title };
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{ title: says.title, description: says.lead, path }}
    >
      <div class="band">
        <article class="plain try">
          <h1>{says.title}</h1>
          <p class="lead">{says.lead}</p>
          <carrefour-essai>
            <form action={voice.path(path)} method="get">
              <fieldset>
                <legend>{says.what}</legend>
                <label>
                  {says.q}
                  <input type="search" name="q" value={criteria.q} maxlength={300} />
                </label>
                <div class="hinted">
                  <label>
                    {says.where}
                    <input
                      type="text"
                      name={placeParameters.where}
                      value={misread?.text ?? shown?.name ?? ''}
                      autocomplete="off"
                      maxlength={100}
                      aria-describedby="ou-aide"
                    />
                  </label>
                  <small id="ou-aide">{says.whereHint}</small>
                </div>
                {shown !== undefined && <input type="hidden" name={placeParameters.shown} value={shown.id} />}
                {shown !== undefined && <input type="hidden" name="territoire" value={shown.id} />}
                {misread !== undefined && (
                  <Misread voice={voice} rooms={rooms} misread={misread} criteria={criteria} looks={looks} />
                )}
                <Choice voice={voice} label={says.theme} facet="theme" vocabulary="themes" value={theme} />
                <Choice
                  voice={voice}
                  label={says.placeKind}
                  facet="placeKind"
                  vocabulary="place-kinds"
                  value={placeKind}
                />
                {[...writeCriteria(others)].map(([name, value]) => (
                  <input type="hidden" name={name} value={value} />
                ))}
                {shownCriteria(voice, rooms, others).length > 0 && (
                  <p class="quiet">
                    {says.others} {voice.list(shownCriteria(voice, rooms, others).map(({ label }) => label))}.{' '}
                    <a href={voice.path(path)}>{says.drop}</a>
                  </p>
                )}
              </fieldset>
              <fieldset>
                <legend>{says.looks}</legend>
                <Options
                  label={says.parts.label}
                  name={looksParameters.parts}
                  chosen={looks.parts}
                  options={shownParts.map((id) => [id, says.parts[id]])}
                />
                <Options
                  label={says.aspect.label}
                  name={looksParameters.aspect}
                  chosen={looks.aspect}
                  options={aspects.map((id) => [id, says.aspect[id]])}
                />
                <div class="hinted">
                  <label>
                    {says.accent}
                    <input
                      type="text"
                      name={looksParameters.accent}
                      value={looks.accent ?? ''}
                      pattern="#?[0-9a-fA-F]{6}"
                      maxlength={7}
                      spellcheck={false}
                      autocomplete="off"
                      aria-describedby="couleur-aide"
                    />
                  </label>
                  <small id="couleur-aide">{says.accentHint}</small>
                </div>
                <label>
                  {says.height}
                  <input
                    type="number"
                    name={looksParameters.height}
                    value={looks.height}
                    min={280}
                    max={1600}
                    step={10}
                  />
                </label>
              </fieldset>
              <button class="button" type="submit">
                {says.show}
              </button>
            </form>
            <p class="unseen" aria-live="polite" />
            <div id="resultat">
              <h2>{says.result}</h2>
              <p>{says.found(total, voice.number(total))}</p>
              <iframe
                src={framePath(voice, criteria, writeLooks(looks))}
                title={`${says.preview} : ${title}`}
                height={looks.height}
                loading="lazy"
              />
              <Code
                id="code-composant"
                title={says.component}
                lead={says.componentLead}
                voice={voice}
                code={componentCode(coded)}
              />
              <Code id="code-cadre" title={says.frame} lead={says.frameLead} voice={voice} code={frameCode(coded)} />
              <p class="quiet">{says.terms}</p>
            </div>
          </carrefour-essai>
        </article>
      </div>
    </Page>
  );
};

interface ChoiceProps {
  voice: Voice;
  label: string;
  facet: 'theme' | 'placeKind';
  vocabulary: VocabularyName;
  value: string | undefined;
}

/** A concept that has narrower ones heads their group. */
const Choice: FC<ChoiceProps> = ({ voice, label, facet, vocabulary, value }) => {
  const { concepts } = vocabularies[vocabulary];
  const option = (concept: Concept) => (
    <option value={concept.id} selected={concept.id === value}>
      {voice.set(concept.label[voice.language])}
    </option>
  );
  return (
    <label>
      {label}
      <select name={facets[facet].parameter}>
        <option value="">{voice.words.embed.try.any}</option>
        {concepts
          .filter(({ broader }) => broader === undefined)
          .map((concept) => {
            const narrower = concepts.filter(({ broader }) => broader === concept.id);
            return narrower.length === 0 ? (
              option(concept)
            ) : (
              <optgroup label={voice.set(concept.label[voice.language])}>
                {option(concept)}
                {narrower.map(option)}
              </optgroup>
            );
          })}
      </select>
    </label>
  );
};

interface OptionsProps {
  label: string;
  name: string;
  chosen: string;
  options: [id: string, label: string][];
}

const Options: FC<OptionsProps> = ({ label, name, chosen, options }) => (
  <label>
    {label}
    <select name={name}>
      {options.map(([id, text]) => (
        <option value={id} selected={id === chosen}>
          {text}
        </option>
      ))}
    </select>
  </label>
);

const Misread: FC<
  Pick<TryProps, 'rooms' | 'criteria' | 'looks'> & { voice: Voice; misread: NonNullable<TryProps['misread']> }
> = (props) => {
  const { voice, rooms, criteria, looks, misread } = props;
  const says = voice.words.embed.try;
  const hrefOf = (territory: Territory) => {
    const search = new URLSearchParams([
      ...writeCriteria({ ...criteria, territories: [territory.id] }),
      ...writeLooks(looks),
    ]);
    return `${voice.path(path)}?${search}`;
  };
  if (misread.choices.length === 0) return <p class="note">{says.unknown(misread.text)}</p>;
  return (
    <div class="note">
      <p>{says.several(misread.text)}</p>
      <ul class="chips">
        {misread.choices.map((territory) => (
          <li>
            <a class="chip" href={hrefOf(territory)}>
              {fullName(territory, rooms.territories)} <small>{voice.words.places.level[territory.level]}</small>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Code: FC<{ id: string; title: string; lead: string; voice: Voice; code: string }> = ({
  id,
  title,
  lead,
  voice,
  code,
}) => (
  <section>
    <h3>{title}</h3>
    <p>{lead}</p>
    <pre class="code">
      <code id={id}>{code}</code>
    </pre>
    <button class="button soft" type="button" data-copies={id} data-copied={voice.words.embed.try.copied} hidden>
      {voice.words.embed.try.copy}
    </button>
  </section>
);
