/** One project: what, for whom, what came of it, where, since when, who tells of it, and others like it. */
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { Introductions } from '#connect/introductions/introductions.ts';
import type { Related } from '#match/related.ts';
import type { Relation } from '#match/relations.ts';
import { type Project, projectPath } from '#model/project.ts';
import { labelOf } from '#model/vocabulary.ts';
import { openPart } from '#publish/exportable.ts';
import type { Neighbours as NeighboursFound } from '#search/understand/similar.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { Apart } from '../view/apart.tsx';
import { isInvented, keepPath, kindOf, placeOf } from '../view/card.tsx';
import { Completeness } from '../view/completeness.tsx';
import { KeepIcon, MailIcon, OutIcon } from '../view/icons.tsx';
import { Neighbours } from '../view/neighbours.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { projectData } from '../view/project-data.ts';
import { SearchBox } from '../view/search-box.tsx';
import { SeenWhole } from '../view/seen.tsx';
import { Share } from '../view/share.tsx';
import { SaidBy, type Tellers, tellersOf } from '../view/teller.tsx';
import { faceOfTheme } from '../view/texture.ts';
import { claimPath } from './claim.tsx';
import { correctPath } from './correct.tsx';
import { deskPath } from './curation-pairs.tsx';
import { askPath } from './introduction-ask.tsx';
import { ProjectBrief } from './project-brief.tsx';
import { ProjectCorrections } from './project-corrections.tsx';
import { ProjectEndorsements } from './project-endorsements.tsx';
import { type Held, ProjectHolders } from './project-holders.tsx';
import { ProjectLinks } from './project-links.tsx';
import { ProjectPlaces } from './project-places.tsx';
import { ProjectTellings } from './project-tellings.tsx';
import { ProjectRelations, relationsPath } from './relations.tsx';
import { reportPath } from './report.tsx';

export interface ProjectPageProps {
  context: PageContext;
  rooms: Rooms;
  project: Project;
  /** The project's own HTML, cleaned once more. */
  body: string;
  updatedAt: Date;
  neighbours: NeighboursFound;
  related: readonly Related[];
  /** Not online yet: what stands above the page that its author alone sees. */
  preview?: Child;
  /** Whether one can write to the holder; undefined where nobody can write to anybody. */
  contact: Awaited<ReturnType<Introductions['reach']>> | undefined;
  /** What inspired it and who took it up. */
  relations: readonly Relation[];
  held: Held;
}

/** Characters above which a title is set smaller. */
const longTitle = 36;

export const ProjectPage: FC<ProjectPageProps> = (props) => {
  const { context, rooms, project, body, updatedAt, neighbours, related, contact, relations, held, preview } = props;
  const { voice, baseUrl } = context;
  const { words } = voice;
  const face = faceOfTheme(project.themes[0]);
  const tellers = tellersOf(voice, rooms, project);
  const path = `/projets/${projectPath(project)}`;
  const url = baseUrl + voice.path(path);
  const title = voice.set(project.title);
  const tongue = project.language === voice.language ? undefined : project.language;
  const when = period(voice, project);
  const kickerOf = (said: Project) =>
    [kindOf(voice, said), placeOf(voice, rooms.territories, said), period(voice, said)].filter(Boolean);
  const kicker = kickerOf(project);
  // What other sites show of a link: of closed catalogues no more than the title.
  const shared = openPart(project, rooms.sources);
  const site = project.links[0];
  return (
    <Page
      context={context}
      at="project"
      box={<SearchBox voice={voice} />}
      head={{
        title,
        description: shared.summary || kickerOf(shared).join(', '),
        path,
        type: 'article',
        embeddable: preview === undefined,
        unlisted: preview !== undefined,
        desk: preview !== undefined,
        picture: { path: `${path}/carte.png`, alt: [title, ...kickerOf(shared)].join(', ') },
        data: preview === undefined ? projectData(voice, rooms, project, url) : undefined,
      }}
    >
      {preview}
      <article>
        <header class={`hero tint-${face.ink}`}>
          <div class="hero-text">
            <p class="kicker">
              {kicker.join('\u00a0· ')}
              {project.stage !== undefined && (
                <>
                  <Apart />
                  <span class={`stage stage-${project.stage}`}>
                    {voice.set(labelOf('stages', project.stage, voice.language))}
                  </span>
                </>
              )}
            </p>
            <h1 class={title.length > longTitle ? 'long' : undefined} lang={tongue}>
              {title}
            </h1>
            {project.summary !== '' && (
              <p class="sum">
                <span lang={tongue}>{voice.set(project.summary)}</span>{' '}
                <SaidBy voice={voice} tellers={tellers} field="summary" />
              </p>
            )}
            {isInvented(rooms, project) && (
              <p>
                <span class="flag">{words.demonstration.project}</span>
              </p>
            )}
            <ul class="acts" aria-label={words.project.actions}>
              {site !== undefined && (
                <li>
                  <a class="button" href={site.url} rel="external noopener">
                    <OutIcon />
                    {site.label === undefined || /site/i.test(site.label) ? words.project.visit : voice.set(site.label)}
                  </a>
                </li>
              )}
              {contact?.is === 'reachable' && (
                <li>
                  <a class="button soft" href={voice.path(askPath(project))} rel="nofollow">
                    <MailIcon />
                    {words.introductions.write}
                  </a>
                </li>
              )}
              {rooms.collections !== undefined && preview === undefined && (
                <li>
                  <a class="button soft" href={voice.path(keepPath(project.id))} rel="nofollow">
                    <KeepIcon />
                    {words.collections.keep}
                  </a>
                </li>
              )}
              <Share voice={voice} title={title} url={url} scripted={context.assets.script !== undefined} />
            </ul>
            {contact !== undefined && (
              <p class="quiet contact-said">
                {contact.is === 'nobody'
                  ? words.introductions.nobody[contact.why]
                  : words.introductions.lately[contact.lately]}
              </p>
            )}
          </div>
          <SeenWhole voice={voice} project={project} tellers={tellers} size={[440, 320]} />
        </header>
        <div class="band">
          <div class="story">
            <div class="tale">
              {body !== '' && (
                <Part voice={voice} title={words.project.what} tellers={tellers} field="body">
                  <div class="prose" lang={tongue}>
                    {raw(body)}
                  </div>
                </Part>
              )}
              <TextPart
                voice={voice}
                title={words.project.results}
                text={project.results}
                lang={tongue}
                tellers={tellers}
                field="results"
                mark="sun"
              />
              <TextPart
                voice={voice}
                title={words.project.needed}
                text={project.needed}
                lang={tongue}
                tellers={tellers}
                field="needed"
                mark="water"
              />
              <Others
                voice={voice}
                title={words.project.takenUp}
                items={project.takenUpBy}
                tellers={tellers}
                field="takenUpBy"
              />
              <Others
                voice={voice}
                title={words.project.inspired}
                items={project.inspiredBy}
                tellers={tellers}
                field="inspiredBy"
              />
              <TextPart
                voice={voice}
                title={words.project.lessons}
                text={project.lessons}
                lang={tongue}
                tellers={tellers}
                field="lessons"
                mark="clay"
              />
              <ProjectHolders voice={voice} held={held} />
              <ProjectRelations voice={voice} relations={relations} />
              <ProjectPlaces
                voice={voice}
                rooms={rooms}
                country={context.country}
                ground={context.assets.ground}
                project={project}
                tellers={tellers}
              />
              <ProjectEndorsements voice={voice} rooms={rooms} project={project} />
              <ProjectCorrections voice={voice} rooms={rooms} project={project} />
              <ProjectTellings
                voice={voice}
                rooms={rooms}
                project={project}
                tellers={tellers}
                cited={preview === undefined ? { address: url, updatedAt } : undefined}
              />
              <ProjectLinks voice={voice} related={related} />
            </div>
            <aside class="brief" aria-labelledby="bref">
              <h2 id="bref">{words.project.brief}</h2>
              <ProjectBrief voice={voice} project={project} tellers={tellers} when={when} />
              <div class="brief-end">
                <h3>{words.project.quality}</h3>
                <Completeness voice={voice} project={project} />
                <p class="quiet">{words.project.updated(voice.day(updatedAt.toISOString()))}</p>
                {rooms.corrections !== undefined && preview === undefined && (
                  <p>
                    <a class="button soft" href={voice.path(correctPath(project))} rel="nofollow">
                      {words.corrections.link}
                    </a>
                  </p>
                )}
                {rooms.claims !== undefined && preview === undefined && (
                  <ul class="quiet own-ways">
                    <li>
                      <a href={voice.path(claimPath(project))} rel="nofollow">
                        {words.holders.shown.claim}
                      </a>
                    </li>
                    <li>
                      <a href={voice.path(relationsPath(project))} rel="nofollow">
                        {words.holders.relations.link}
                      </a>
                    </li>
                    {rooms.reports !== undefined && (
                      <li>
                        <a href={voice.path(reportPath(project))} rel="nofollow">
                          {words.holders.report.link}
                        </a>
                      </li>
                    )}
                  </ul>
                )}
                {context.accounts && preview === undefined && (
                  <p class="quiet for-curators">
                    <a href={voice.path(deskPath(project.id))} rel="nofollow">
                      {words.curation.project.link}
                    </a>
                  </p>
                )}
              </div>
            </aside>
          </div>
        </div>
      </article>
      <Neighbours voice={voice} rooms={rooms} project={project} found={neighbours} />
    </Page>
  );
};

function period(voice: Voice, { startYear, endYear }: Project): string {
  const { project } = voice.words;
  if (startYear !== undefined && endYear !== undefined) return project.between(startYear, endYear);
  if (startYear !== undefined) return project.since(startYear);
  return endYear === undefined ? '' : project.until(endYear);
}

interface PartProps {
  voice: Voice;
  title: string;
  tellers: Tellers;
  field: string;
  mark?: 'sun' | 'water' | 'clay';
  children?: Child;
}

const Part: FC<PartProps> = ({ voice, title, tellers, field, mark, children }) => (
  <section class={mark === undefined ? 'chapter' : `chapter mark-${mark}`}>
    <div class="chapter-head">
      <h2>{title}</h2> <SaidBy voice={voice} tellers={tellers} field={field} />
    </div>
    {children}
  </section>
);

const TextPart: FC<PartProps & { text: string; lang: string | undefined }> = ({ text, lang, ...part }) =>
  text === '' ? null : (
    <Part {...part}>
      {text.split(/\n+/).map((line) => (
        <p lang={lang}>{part.voice.set(line)}</p>
      ))}
    </Part>
  );

const Others: FC<PartProps & { items: Project['takenUpBy'] }> = ({ items, ...part }) =>
  items.length === 0 ? null : (
    <Part {...part}>
      <ul class="bullets">
        {items.map((item) => (
          <li>
            {'url' in item && item.url !== undefined ? (
              <a href={item.url} rel="external noopener">
                {part.voice.set(item.label ?? item.url)}
              </a>
            ) : (
              part.voice.set(item.label ?? '')
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
