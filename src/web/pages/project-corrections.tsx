/** What partners have corrected of their sheets since readers told them: which field, who, when. Nothing where none. */
import type { FC } from 'hono/jsx';
import { correctionLetters } from '#connect/corrections/letters.ts';
import { isCorrectedField } from '#model/correction.ts';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';

interface Props {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  project: Project;
}

export const ProjectCorrections: FC<Props> = ({ voice, rooms, project: { corrections = [] } }) => {
  const words = voice.words.corrections.shown;
  if (corrections.length === 0) return null;
  const { fields } = correctionLetters[voice.language];
  return (
    <section class="chapter mark-water">
      <h2>{words.title}</h2>
      <ul class="bullets">
        {corrections.map(({ field, source, at }) => (
          <li>
            {words.by(
              isCorrectedField(field) ? fields[field] : field,
              voice.set(rooms.sources.get(source)?.organisation.name ?? source),
              voice.day(at),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
