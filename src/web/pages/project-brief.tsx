/** A project in brief: themes, for whom, who runs it, when, how to join, each with who says so. */
import type { Child, FC } from 'hono/jsx';
import { type FacetName, noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import type { Organisation } from '#model/sheet.ts';
import { labelOf, type VocabularyName } from '#model/vocabulary.ts';
import { changed, only, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';
import { Apart } from '../view/apart.tsx';
import { SaidBy, type Tellers } from '../view/teller.tsx';

export const ProjectBrief: FC<{ voice: Voice; project: Project; tellers: Tellers; when: string }> = (props) => {
  const { voice, project, tellers, when } = props;
  const { words } = voice;
  const pictured = project.images.some(({ copy }) => copy !== undefined);
  const line = (title: string, field: string, content: Child) => (
    <div>
      <dt>
        {title} <SaidBy voice={voice} tellers={tellers} field={field} />
      </dt>
      <dd>{content}</dd>
    </div>
  );
  const concepts = (values: readonly string[], vocabulary: VocabularyName, facet: FacetName) => (
    <ul class="tags">
      {values.map((value) => (
        <li>
          <a class="tag" href={searchPath(voice, only(facet, value))}>
            {voice.set(labelOf(vocabulary, value, voice.language))}
          </a>
        </li>
      ))}
    </ul>
  );
  const organisations = (list: readonly Organisation[]) => (
    <ul>
      {list.map((organisation) => (
        <li>
          <OrganisationName voice={voice} organisation={organisation} />
        </li>
      ))}
    </ul>
  );
  const contacts = project.contacts.filter((contact) => contact.published);
  return (
    <dl>
      {project.themes.length > 0 && line(words.project.themes, 'themes', concepts(project.themes, 'themes', 'theme'))}
      {project.audiences.length > 0 &&
        line(words.project.audiences, 'audiences', concepts(project.audiences, 'audiences', 'audience'))}
      {project.approaches.length > 0 &&
        line(words.project.approaches, 'approaches', concepts(project.approaches, 'approaches', 'approach'))}
      {project.placeKinds.length > 0 &&
        line(words.project.placeKinds, 'placeKinds', concepts(project.placeKinds, 'place-kinds', 'placeKind'))}
      {project.holder !== undefined &&
        line(words.project.holder, 'holder', <OrganisationName voice={voice} organisation={project.holder} full />)}
      {when !== '' && line(words.project.when, 'startYear', when)}
      {project.partners.length > 0 && line(words.project.partners, 'partners', organisations(project.partners))}
      {project.funders.length > 0 && line(words.project.funders, 'funders', organisations(project.funders))}
      {project.sdgs.length > 0 && line(words.project.sdgs, 'sdgs', concepts(project.sdgs, 'sdgs', 'sdg'))}
      {contacts.length > 0 &&
        line(
          words.project.contacts,
          'contacts',
          <ul>
            {contacts.map(({ kind, value }) => (
              <li>
                <a
                  href={
                    kind === 'mail'
                      ? `mailto:${value}`
                      : kind === 'phone'
                        ? `tel:${value.replace(/[^\d+]/g, '')}`
                        : value
                  }
                >
                  {kind === 'form' ? words.project.contactKinds.form : value}
                </a>
              </li>
            ))}
          </ul>,
        )}
      {project.links.length > 0 &&
        line(
          words.project.links,
          'links',
          <ul>
            {project.links.map((link) => (
              <li>
                <a href={link.url} rel="external noopener">
                  {link.label ? voice.set(link.label) : hostOf(link.url)}
                </a>
              </li>
            ))}
          </ul>,
        )}
      {project.images.length > 0 &&
        line(
          pictured ? words.project.pictures : words.project.picture,
          'images',
          <ul class={pictured ? 'pictures' : undefined}>
            {project.images.slice(0, 4).map((image) => (
              <li>
                <a href={image.url} rel="external noopener">
                  {image.copy !== undefined && (
                    <img src={`${image.copy}?petite`} width="120" height="90" alt="" loading="lazy" decoding="async" />
                  )}
                  {image.alt === '' ? hostOf(image.url) : voice.set(image.alt)}
                </a>
                {image.credit && <span class="quiet"> {words.project.credit(image.credit)}</span>}
              </li>
            ))}
          </ul>,
        )}
      {project.tags.length > 0 &&
        line(
          words.project.tags,
          'tags',
          <ul class="tags">
            {project.tags.slice(0, 12).map((tag) => (
              <li>
                <a class="tag" href={searchPath(voice, changed(noCriteria, { q: tag }))}>
                  {voice.set(tag)}
                </a>
              </li>
            ))}
          </ul>,
        )}
    </dl>
  );
};

const OrganisationName: FC<{ voice: Voice; organisation: Organisation; full?: boolean }> = ({
  voice,
  organisation,
  full,
}) => {
  const { identifiers } = voice.words.project;
  const known = (['siret', 'siren', 'rna'] as const).find((key) => organisation[key] !== undefined);
  const details = [
    organisation.kind && voice.set(labelOf('holder-kinds', organisation.kind, voice.language)),
    known && `${identifiers[known]} ${organisation[known]}`,
  ].filter(Boolean);
  return (
    <>
      {organisation.url === undefined ? (
        voice.set(organisation.name)
      ) : (
        <a href={organisation.url} rel="external noopener">
          {voice.set(organisation.name)}
        </a>
      )}
      {full && details.length > 0 && (
        <>
          <Apart />
          <span class="quiet under">{details.join(' · ')}</span>
        </>
      )}
    </>
  );
};

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '');
  } catch {
    return url;
  }
}
