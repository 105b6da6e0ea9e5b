/** A project as a mail shows it: its title, where it is, its first words, who tells it. Nothing that a licence keeps here. */
import type { LetterItem } from '#connect/mail/letter.ts';
import { type Project, projectPath } from '#model/project.ts';
import type { Manifest } from '#model/source.ts';
import type { Territory } from '#model/territory.ts';
import { exportablePart } from '#publish/exportable.ts';

interface NewsItemRooms {
  baseUrl: string;
  sources: ReadonlyMap<string, Manifest>;
  territories: { territory(id: string): Territory | undefined };
}

/** Characters of the summary: three lines on a phone. */
const longest = 160;

export const newsItem =
  ({ baseUrl, sources, territories }: NewsItemRooms) =>
  (project: Project, language: 'fr' | 'en'): LetterItem => {
    const part = exportablePart(project, sources);
    const [site] = part?.sites ?? [];
    const departement = site?.territories.find((id) => id.startsWith('departement-'));
    const place = [site?.city, departement && territories.territory(departement)?.name];
    const names = project.sources.map((id) => sources.get(id)?.name[language] ?? id);
    const by = language === 'fr' ? 'raconté par' : 'told by';
    return {
      title: (part ?? project).title,
      url: `${baseUrl}${language === 'fr' ? '' : '/en'}/projets/${projectPath(project)}`,
      kicker: [...new Set(place.filter(Boolean))].join(', ') || undefined,
      text: shortened(part?.summary ?? '') || undefined,
      note: names.length === 0 ? undefined : `${by} ${names.join(', ')}`,
    };
  };

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2)).trimEnd()}…`;
}
