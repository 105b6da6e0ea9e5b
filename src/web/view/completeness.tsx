/** How complete a project's sheet is, and what is missing, in words. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Voice } from '../text/language.ts';

type Missing = keyof Voice['words']['project']['missing'];

/** Characters from which a description tells enough. */
const long = 300;

function missingFrom(project: Project): Missing[] {
  const has: Record<Missing, boolean> = {
    body: project.summary.length + project.body.length >= long,
    themes: project.themes.length > 0,
    audiences: project.audiences.length > 0,
    sites: project.sites.some((site) => site.point !== undefined) || project.area !== undefined,
    when: project.startYear !== undefined,
    results: project.results !== '' || project.lessons !== '' || project.needed !== '',
    contacts: project.contacts.some((contact) => contact.published),
    links: project.links.length > 0,
    images: project.images.length > 0,
  };
  return (Object.keys(has) as Missing[]).filter((field) => !has[field]);
}

const steps = 10;

export const Completeness: FC<{ voice: Voice; project: Project }> = ({ voice, project }) => {
  const { words } = voice;
  const percent = new Intl.NumberFormat(voice.language === 'fr' ? 'fr-FR' : 'en-GB', { style: 'percent' });
  const missing = missingFrom(project).map((field) => words.project.missing[field]);
  // The last step is kept for the sheet that lacks nothing.
  const filled = Math.min(Math.round(project.quality * steps), missing.length > 0 ? steps - 1 : steps);
  return (
    <div class="meter">
      <svg viewBox="0 0 200 8" role="img" aria-label={words.project.qualityOf(percent.format(project.quality))}>
        {Array.from({ length: steps }, (_, step) => (
          <rect class={step < filled ? 'on' : 'off'} x={step * 20.3} width="17" height="8" rx="4" />
        ))}
      </svg>
      <p class="quiet">
        {missing.length > 0
          ? words.project.qualityMissing(voice.list(missing))
          : filled === steps && words.project.qualityWhole}
      </p>
    </div>
  );
};
