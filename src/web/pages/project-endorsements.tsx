/** Partners who vouch for a project: why, who, when. Nothing where nobody does. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';

interface EndorsementsProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  project: Project;
}

export const ProjectEndorsements: FC<EndorsementsProps> = ({ voice, rooms, project: { endorsements = [] } }) => {
  const words = voice.words.curation.endorsed;
  if (endorsements.length === 0) return null;
  return (
    <section class="chapter mark-sun">
      <h2>{words.title(endorsements.length)}</h2>
      {endorsements.map(({ source, reason, at }) => {
        const known = rooms.sources.get(source);
        const name = known === undefined ? source : voice.set(known.organisation.name);
        return (
          <figure class="endorsement">
            <blockquote>
              <p>{voice.set(reason)}</p>
            </blockquote>
            <figcaption class="quiet">{words.by(name, voice.day(at))}</figcaption>
          </figure>
        );
      })}
    </section>
  );
};
