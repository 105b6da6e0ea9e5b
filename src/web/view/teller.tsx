/** Who says it: small numbered seals beside a field, each leading to the partner's telling lower on the page. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';

/** The partners that tell of a project, numbered in order of arrival. */
export interface Tellers {
  /** Ranks (from 0) of the sources of a field; empty when nothing is known of it or there is only one teller. */
  of(field: string): number[];
  name(rank: number): string;
}

export function tellersOf(voice: Voice, rooms: Pick<Rooms, 'sources'>, project: Project): Tellers {
  const sourceOfSheet = new Map(project.tellings.map((telling) => [telling.sheet, telling.source]));
  return {
    of(field) {
      if (project.sources.length < 2) return [];
      const sheets = project.provenance[field]?.sheets ?? [];
      const ranks = sheets.map((sheet) => project.sources.indexOf(sourceOfSheet.get(sheet) ?? ''));
      return [...new Set(ranks.filter((rank) => rank >= 0))].sort((a, b) => a - b);
    },
    name(rank) {
      const id = project.sources[rank] ?? '';
      const source = rooms.sources.get(id);
      return source === undefined ? id : voice.set(source.name[voice.language]);
    },
  };
}

export const SaidBy: FC<{ voice: Voice; tellers: Tellers; field: string }> = ({ voice, tellers, field }) => {
  const ranks = tellers.of(field);
  if (ranks.length === 0) return null;
  const names = voice.words.project.saidBy(voice.list(ranks.map(tellers.name)));
  return (
    <span class="said-by" title={names}>
      {ranks.map((rank) => (
        <a href={`#raconte-${rank + 1}`} aria-label={`${rank + 1}, ${voice.words.project.saidBy(tellers.name(rank))}`}>
          {rank + 1}
        </a>
      ))}
    </span>
  );
};
