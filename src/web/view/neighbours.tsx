/** Under a project: those like it, what else happens there, and who does the same in a place of the same size. */
import type { FC } from 'hono/jsx';
import { noCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { type Neighbours as Found, sizeOf } from '#search/understand/similar.ts';
import type { Rooms } from '../rooms.ts';
import { changed, only, searchPath } from '../search/address.ts';
import type { Voice } from '../text/language.ts';
import { Card } from './card.tsx';
import { ArrowIcon } from './icons.tsx';

interface NeighboursProps {
  voice: Voice;
  rooms: Rooms;
  project: Project;
  found: Found;
}

export const Neighbours: FC<NeighboursProps> = ({ voice, rooms, project, found }) => {
  const { words } = voice;
  const { similar, here, elsewhere } = found;
  const [theme] = project.themes;
  const departement = project.sites
    .flatMap(({ territories }) => territories)
    .find((id) => id.startsWith('departement-'));
  const size = sizeOf({ territory: (id) => rooms.territories.territory(id) }, project);
  const row = (id: string, title: string, projects: readonly Project[], more?: { href: string; label: string }) =>
    projects.length === 0 ? null : (
      <section class="band part similar later far" aria-labelledby={id}>
        <div class="part-head">
          <h2 id={id}>{title}</h2>
          {more !== undefined && (
            <a class="go" href={more.href}>
              {more.label}
              <ArrowIcon />
            </a>
          )}
        </div>
        <ul class="cards across">
          {projects.map((other) => (
            <li>
              <Card voice={voice} rooms={rooms} project={other} upright />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {row('similaires', words.project.similar, similar, {
        href: searchPath(voice, theme === undefined ? only('kind', project.kind) : only('theme', theme)),
        label: words.project.similarAll,
      })}
      {row(
        'ici',
        words.project.alsoHere,
        here,
        departement === undefined
          ? undefined
          : {
              href: searchPath(voice, changed(noCriteria, { territories: [departement] })),
              label: words.project.alsoHereAll(rooms.territories.territory(departement)?.name ?? departement),
            },
      )}
      {size !== undefined && row('ailleurs', words.project.elsewhere[size]!, elsewhere)}
    </>
  );
};
