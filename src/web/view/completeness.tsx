/** How complete a project's sheet is, and what is missing, in words. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Voice } from '../text/language.ts';

type Missing = keyof Voice['words']['project']['missing'];

export function missingFrom(project: Project): Missing[] {
  const has: Record<Missing, boolean> = {
    summary: project.summary !== '',
    body: project.body !== '',
    themes: project.themes.length > 0,
    audiences: project.audiences.length > 0,
    holder: project.holder !== undefined,
    sites: project.sites.some((site) => site.point !== undefined) || project.area !== undefined,
    when: project.startYear !== undefined,
    stage: project.stage !== undefined,
    results: project.results !== '',
    links: project.links.length > 0 || project.contacts.some((contact) => contact.published),
  };
  return (Object.keys(has) as Missing[]).filter((field) => !has[field]);
}

const steps = 10;

export const Completeness: FC<{ voice: Voice; project: Project }> = ({ voice, project }) => {
  const { words } = voice;
  const filled = Math.round(project.quality * steps);
  const percent = new Intl.NumberFormat(voice.language === 'fr' ? 'fr-FR' : 'en-GB', { style: 'percent' });
  const missing = missingFrom(project).map((field) => words.project.missing[field]);
  return (
    <div class="meter">
      <svg viewBox="0 0 200 8" role="img" aria-label={words.project.qualityOf(percent.format(project.quality))}>
        {Array.from({ length: steps }, (_, step) => (
          <rect class={step < filled ? 'on' : 'off'} x={step * 20.3} width="17" height="8" rx="4" />
        ))}
      </svg>
      <p class="quiet">
        {missing.length === 0 ? words.project.qualityWhole : words.project.qualityMissing(voice.list(missing))}
      </p>
    </div>
  );
};
