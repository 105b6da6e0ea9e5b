/** The form in which a project is told: one page, in sections; works without a script, saves as it goes with one. */
import type { Child, FC } from 'hono/jsx';
import type { Contribution } from '#connect/contributions/contribution.ts';
import { keptDays } from '#connect/contributions/drafts.ts';
import { type Telling, type TellingField, tellingLimits } from '#model/telling.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Notice } from './account-frame.tsx';
import { type Advice, ContributeHints } from './contribute-hints.tsx';

export const tellPath = '/contribuer/projet';

/** Makes it the account's, by a press: an address that is opened makes nothing of anybody's. */
export const Adopt: FC<{ context: PageContext; id: string }> = ({ context: { voice }, id }) => {
  const { lead, submit } = voice.words.contribute.adopt;
  return (
    <form method="post" action={voice.path(`${tellPath}/${id}/adopter`)} class="note">
      <p>{lead}</p>
      <button class="button soft" type="submit">
        {submit}
      </button>
    </form>
  );
};

interface Props {
  context: PageContext;
  telling: Telling;
  /** Undefined before it was saved once. */
  contribution: Contribution | undefined;
  stamp: string;
  advice: Advice | undefined;
  said?: string | undefined;
  refused?: string | undefined;
  /** What was begun before and can be gone on with. */
  resume?: string | undefined;
  /** It was begun without an account, and whoever looks has one. */
  adoptable?: boolean;
}

export const ContributeFormPage: FC<Props> = (props) => {
  const { context, telling, contribution, stamp, advice, said, refused, resume, adoptable = false } = props;
  const { voice } = context;
  const words = voice.words.contribute;
  const path = contribution === undefined ? tellPath : `${tellPath}/${contribution.id}`;
  const text = (name: TellingField, more: TextProps = {}) => (
    <TextField context={context} name={name} telling={telling} {...more} />
  );
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: tellPath, unlisted: true }}>
      <div class="band">
        <div class="tell">
          <header>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </header>
          {refused !== undefined && <Notice trouble>{refused}</Notice>}
          {said !== undefined && <Notice>{said}</Notice>}
          {adoptable && contribution !== undefined && <Adopt context={context} id={contribution.id} />}
          {resume !== undefined && (
            <p>
              <a class="button soft" href={voice.path(`${tellPath}/${resume}`)}>
                {words.goOn}
              </a>
            </p>
          )}
          <carrefour-recit says-failed={words.savingFailed} says-later={words.savingLater}>
            <form method="post" action={voice.path(path)} enctype="multipart/form-data" class="tell-form" id="recit">
              <input type="hidden" name="stamp" value={stamp} />
              <input type="hidden" name="work" value="" />
              <div class="tell-fields">
                <Section title={words.sections.project}>
                  {text('title', { required: true, hint: words.fields.titleHint, most: tellingLimits.title })}
                  {text('summary', { hint: words.fields.summaryHint, most: tellingLimits.summary, rows: 2 })}
                  {text('body', { hint: words.fields.bodyHint, most: tellingLimits.text, rows: 8 })}
                </Section>
                <Section title={words.sections.place} hint={words.fields.placeHint}>
                  {text('address', { most: tellingLimits.line, fills: 'street-address' })}
                  <div class="pair">
                    {text('postcode', { most: 10, fills: 'postal-code' })}
                    {text('city', { most: tellingLimits.line, fills: 'address-level2' })}
                  </div>
                </Section>
                <Section title={words.sections.about}>
                  <Choices context={context} name="themes" telling={telling} hint={words.fields.themesHint} />
                  <Choices context={context} name="audiences" telling={telling} />
                  <div class="pair">
                    <Select context={context} name="stage" vocabulary="stages" telling={telling} />
                    {text('startYear', { most: 4, mode: 'numeric' })}
                  </div>
                </Section>
                <Section title={words.sections.more}>
                  {text('holder', { hint: words.fields.holderHint, most: tellingLimits.line, fills: 'organization' })}
                  <Select context={context} name="holderKind" vocabulary="holder-kinds" telling={telling} />
                  {text('website', { most: tellingLimits.url, mode: 'url', fills: 'url' })}
                  {text('otherLink', { most: tellingLimits.url, mode: 'url' })}
                  {text('contact', { hint: words.fields.contactHint, most: 254, mode: 'email' })}
                  {text('results', { most: tellingLimits.text, rows: 3 })}
                  {text('needed', { most: tellingLimits.text, rows: 3 })}
                </Section>
                <Section title={words.sections.pictures}>
                  {contribution !== undefined && contribution.pictures.length > 0 && (
                    <ul class="tell-pictures">
                      {contribution.pictures.map(({ id, width, height, alt }) => (
                        <li>
                          <img
                            src={`/contribuer/images/${id}.webp`}
                            width={width}
                            height={height}
                            alt={alt}
                            loading="lazy"
                          />
                          <button class="button soft" type="submit" name="retirer" value={id}>
                            {words.removePicture}
                          </button>
                        </li>
                      ))}
                    </ul>
                  )}
                  <div class="field">
                    <label for="images">{words.fields.pictures}</label>
                    <input
                      id="images"
                      name="images"
                      type="file"
                      accept="image/jpeg,image/png,image/webp,image/gif"
                      multiple
                      aria-describedby="images-hint"
                    />
                    <p class="quiet" id="images-hint">
                      {words.fields.picturesHint}
                    </p>
                  </div>
                  <div class="field">
                    <label for="pictureAlt">{words.fields.pictureAlt}</label>
                    <input id="pictureAlt" name="pictureAlt" type="text" maxlength={200} autocomplete="off" />
                  </div>
                </Section>
                <Section title={words.sections.licence}>
                  {text('attribution', { hint: words.fields.attributionHint, most: 120 })}
                  <label class="tick">
                    <input id="licence" type="checkbox" name="licence" value="oui" checked={telling.licence} />{' '}
                    <span>
                      {words.fields.licence}{' '}
                      <a href="https://www.etalab.gouv.fr/licence-ouverte-open-licence/" rel="external noopener">
                        Licence Ouverte 2.0
                      </a>
                    </span>
                  </label>
                </Section>
                {/* For programs that fill in whatever they find. */}
                <div class="trap" aria-hidden="true">
                  <label>
                    {voice.words.forms.trap}
                    <input type="text" name="adresse2" tabindex={-1} autocomplete="off" />
                  </label>
                </div>
                <div class="tell-acts">
                  <button class="button soft" type="submit" name="act" value="enregistrer">
                    {words.save}
                  </button>
                  <button class="button" type="submit" name="act" value="apercu">
                    {words.preview}
                  </button>
                </div>
                <p class="quiet">{words.keptFor(keptDays.draft)}</p>
              </div>
              <ContributeHints context={context} contribution={contribution} telling={telling} advice={advice} />
            </form>
          </carrefour-recit>
        </div>
      </div>
    </Page>
  );
};

const Section: FC<{ title: string; hint?: string; children?: Child }> = ({ title, hint, children }) => (
  <fieldset>
    <legend>{title}</legend>
    {hint !== undefined && <p class="quiet">{hint}</p>}
    {children}
  </fieldset>
);

interface TextProps {
  required?: boolean;
  hint?: string;
  most?: number;
  /** A field of several lines. */
  rows?: number;
  mode?: 'numeric' | 'url' | 'email';
  fills?: string;
}

const TextField: FC<TextProps & { context: PageContext; name: TellingField; telling: Telling }> = (props) => {
  const { context, name, telling, required, hint, most, rows, mode, fills } = props;
  const labels = context.voice.words.contribute.fields as Record<string, string>;
  const given = {
    id: name,
    name,
    maxlength: most,
    required,
    autocomplete: fills ?? 'off',
    'aria-describedby': hint === undefined ? undefined : `${name}-hint`,
  };
  const value = String(telling[name]);
  return (
    <div class="field">
      <label for={name}>{labels[name]}</label>
      {rows === undefined ? (
        <input {...given} type="text" inputmode={mode} value={value} />
      ) : (
        <textarea {...given} rows={rows}>
          {value}
        </textarea>
      )}
      {hint !== undefined && (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
};

interface ChoiceProps {
  context: PageContext;
  telling: Telling;
}

const Choices: FC<ChoiceProps & { name: 'themes' | 'audiences'; hint?: string }> = (props) => {
  const { context, name, telling, hint } = props;
  const { voice } = context;
  const concepts = vocabularies[name].concepts.filter(
    ({ id, broader }) => broader === undefined || telling[name].includes(id),
  );
  return (
    <fieldset class="choices-of">
      <legend>{voice.words.contribute.fields[name]}</legend>
      {hint !== undefined && <p class="quiet">{hint}</p>}
      <ul>
        {concepts.map(({ id, label }) => (
          <li>
            <label class="tick">
              <input type="checkbox" name={name} value={id} checked={telling[name].includes(id)} />{' '}
              <span>{voice.set(label[voice.language])}</span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
};

interface SelectProps extends ChoiceProps {
  name: 'stage' | 'holderKind';
  vocabulary: 'stages' | 'holder-kinds';
}

const Select: FC<SelectProps> = ({ context, name, vocabulary, telling }) => {
  const { voice } = context;
  const words = voice.words.contribute;
  return (
    <div class="field">
      <label for={name}>{words.fields[name]}</label>
      <select id={name} name={name}>
        <option value="">{words.fields.stageNone}</option>
        {vocabularies[vocabulary].concepts.map(({ id, label }) => (
          <option value={id} selected={telling[name] === id}>
            {voice.set(label[voice.language])}
          </option>
        ))}
      </select>
    </div>
  );
};
