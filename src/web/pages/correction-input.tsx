/** The input in which a correction is typed: by the kind of its field, holding what stands today. */
import type { Child, FC } from 'hono/jsx';
import { type CorrectedField, longestText } from '#model/correction.ts';
import type { Project } from '#model/project.ts';
import { labelOf, vocabularies } from '#model/vocabulary.ts';
import { asTyped, type Typed } from '../routes/read-correction.ts';
import type { Voice } from '../text/language.ts';

interface Props {
  voice: Voice;
  project: Project;
  field: CorrectedField;
  /** As it was sent, when something was wrong. */
  typed: Typed | undefined;
}

const long: ReadonlySet<CorrectedField> = new Set(['summary', 'body', 'results', 'needed', 'lessons', 'other']);

export const CorrectionInput: FC<Props> = ({ voice, project, field, typed }) => {
  const words = voice.words.corrections.form;
  const sent = [typed?.valeur ?? []].flat().filter((one): one is string => typeof one === 'string');
  const value = typed === undefined ? heldBy(project, field) : (sent[0] ?? '');
  if (field === 'sites') return <PlaceInput voice={voice} project={project} typed={typed} />;
  if (field === 'themes' || field === 'audiences')
    return <Concepts voice={voice} field={field} chosen={typed === undefined ? project[field] : sent} />;
  if (field === 'stage')
    return (
      <Labelled label={words.proposed}>
        <select id="valeur" name="valeur" required>
          <option value="">{words.noStage}</option>
          {vocabularies.stages.concepts.map(({ id }) => (
            <option value={id} selected={id === value}>
              {voice.set(labelOf('stages', id, voice.language))}
            </option>
          ))}
        </select>
      </Labelled>
    );
  if (long.has(field))
    return (
      <Labelled label={words.proposed}>
        <textarea id="valeur" name="valeur" required maxlength={longestText[field]} rows={field === 'body' ? 14 : 5}>
          {value}
        </textarea>
      </Labelled>
    );
  const year = field === 'startYear' || field === 'endYear';
  const web = field === 'links' || field === 'images';
  const hint = year ? words.yearHint : web ? words.linkHint : undefined;
  return (
    <Labelled label={words.proposed} hint={hint}>
      <input
        id="valeur"
        name="valeur"
        required
        type={web ? 'url' : 'text'}
        inputmode={year ? 'numeric' : web ? 'url' : undefined}
        maxlength={year ? 4 : web ? 2_000 : (longestText[field] ?? 200)}
        value={value}
        aria-describedby={hint === undefined ? undefined : 'valeur-aide'}
      />
    </Labelled>
  );
};

/** What the input holds at first: what is said, to be changed where it is wrong. */
function heldBy(project: Project, field: CorrectedField): string {
  switch (field) {
    case 'body':
      return asTyped(project.body);
    case 'links':
      return project.links[0]?.url ?? '';
    case 'holder':
      return project.holder?.name ?? '';
    case 'title':
    case 'summary':
    case 'results':
    case 'needed':
    case 'lessons':
    case 'stage':
      return project[field] ?? '';
    case 'startYear':
    case 'endYear':
      return project[field]?.toString() ?? '';
    default:
      return '';
  }
}

const Labelled: FC<{ label: string; hint?: string | undefined; children?: Child }> = ({ label, hint, children }) => (
  <div class="field">
    <label for="valeur">{label}</label>
    {children}
    {hint !== undefined && (
      <p class="quiet" id="valeur-aide">
        {hint}
      </p>
    )}
  </div>
);

const Concepts: FC<{ voice: Voice; field: 'themes' | 'audiences'; chosen: readonly string[] }> = (props) => {
  const { voice, field, chosen } = props;
  return (
    <fieldset class="concepts">
      <legend>{voice.words.corrections.form.proposed}</legend>
      {vocabularies[field].concepts.map(({ id, broader }) => (
        <label class={broader === undefined ? 'pick' : 'pick narrower'}>
          <input type="checkbox" name="valeur" value={id} checked={chosen.includes(id)} />
          <span>{voice.set(labelOf(field, id, voice.language))}</span>
        </label>
      ))}
    </fieldset>
  );
};

const PlaceInput: FC<Pick<Props, 'voice' | 'project' | 'typed'>> = ({ voice, project, typed }) => {
  const words = voice.words.corrections.form;
  const [site] = project.sites;
  const held = (name: string, stands: string | undefined): string =>
    typed === undefined ? (stands ?? '') : typeof typed[name] === 'string' ? String(typed[name]) : '';
  const inputs = [
    ['adresse', words.address, held('adresse', site?.address), 200, 'off'],
    ['code_postal', words.postcode, held('code_postal', site?.postcode), 5, 'off'],
    ['commune', words.city, held('commune', site?.city), 100, 'off'],
  ] as const;
  return (
    <fieldset class="field">
      <legend>{words.proposed}</legend>
      {inputs.map(([name, label, value, most, complete]) => (
        <div class="field">
          <label for={name}>{label}</label>
          <input
            id={name}
            name={name}
            value={value}
            maxlength={most}
            autocomplete={complete}
            required={name === 'commune'}
            inputmode={name === 'code_postal' ? 'numeric' : undefined}
          />
        </div>
      ))}
      {project.sites.length > 1 && <p class="quiet">{words.placeHint}</p>}
    </fieldset>
  );
};
