/** Who tells of a project: each partner's sheet with its date, link and licence; then field by field. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import { licences } from '#model/source.ts';
import type { Rooms } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { Apart } from '../view/apart.tsx';
import { letterOf, sealOf } from '../view/seal.ts';
import type { Tellers } from '../view/teller.tsx';

interface TellingsProps {
  voice: Voice;
  rooms: Pick<Rooms, 'sources'>;
  project: Project;
  tellers: Tellers;
  /** Its public address and when it last changed; undefined for a page that is not online. */
  cited: { address: string; updatedAt: Date } | undefined;
}

export const ProjectTellings: FC<TellingsProps> = ({ voice, rooms, project, tellers, cited }) => {
  const { words } = voice;
  const count = project.sources.length;
  return (
    <section class="chapter later">
      <h2>{words.project.told(count, voice.number(count))}</h2>
      <ol class="tellings">
        {project.sources.map((id, rank) => {
          const source = rooms.sources.get(id);
          const tellings = project.tellings.filter((telling) => telling.source === id);
          return (
            <li id={`raconte-${rank + 1}`} tabindex={-1}>
              <span class={`seal seal-${sealOf(id)}`} aria-hidden="true">
                {count > 1 ? rank + 1 : letterOf(tellers.name(rank))}
              </span>
              <div>
                <h3>
                  {source?.listed ? (
                    <a href={voice.path(`/partenaires/${id}`)}>{tellers.name(rank)}</a>
                  ) : (
                    tellers.name(rank)
                  )}
                  {source?.demonstration && (
                    <>
                      {' '}
                      <span class="flag">{words.demonstration.short}</span>
                    </>
                  )}
                </h3>
                {source !== undefined && <p class="quiet">{voice.set(source.organisation.name)}</p>}
                {tellings.map((telling) => (
                  <Telling voice={voice} project={project} telling={telling} name={tellers.name(rank)} />
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      <FieldTable voice={voice} project={project} tellers={tellers} />
      {cited !== undefined && (
        <>
          <h3 class="minor">{words.project.cite}</h3>
          <p class="citation">
            {words.project.citation(
              voice.set(project.title),
              voice.list(project.sources.map((_, rank) => tellers.name(rank))),
              voice.day(cited.updatedAt.toISOString()),
              cited.address,
            )}
          </p>
        </>
      )}
    </section>
  );
};

const Telling: FC<{ voice: Voice; project: Project; telling: Project['tellings'][number]; name: string }> = (props) => {
  const { voice, project, telling, name } = props;
  const { words } = voice;
  const licence = licences[telling.licence as keyof typeof licences];
  return (
    <p class="telling">
      {telling.title !== project.title && (
        <>
          <span>{words.project.toldTitle(voice.set(telling.title))}</span>
          <Apart />
        </>
      )}
      {telling.updatedAt !== undefined && (
        <>
          <span>{words.project.toldOn(voice.day(telling.updatedAt))}</span>
          <Apart />
        </>
      )}
      <span>
        {telling.attribution}
        {', '}
        {licence?.url ? (
          <a href={licence.url} rel="license noopener">
            {licence.name}
          </a>
        ) : (
          (licence?.name ?? telling.licence)
        )}
      </span>
      {telling.url !== undefined && (
        <a href={telling.url} rel="external noopener" aria-label={words.project.originalOf(name)}>
          {words.project.original}
        </a>
      )}
    </p>
  );
};

/** With several tellers only: with one, everything comes from it. */
const FieldTable: FC<{ voice: Voice; project: Project; tellers: Tellers }> = ({ voice, project, tellers }) => {
  const { words } = voice;
  const fields = Object.keys(project.provenance).filter((field) => tellers.of(field).length > 0);
  if (fields.length === 0) return null;
  return (
    <details class="fields">
      <summary>{words.project.provenance}</summary>
      <table>
        <caption class="unseen">{words.project.provenance}</caption>
        <thead>
          <tr>
            <th scope="col">{words.project.provenanceField}</th>
            <th scope="col">{words.project.provenanceFrom}</th>
            <th scope="col">{words.project.provenanceRule}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => {
            const rule = project.provenance[field]!.rule;
            return (
              <tr>
                <th scope="row">{words.project.fields[field] ?? field}</th>
                <td>{voice.list(tellers.of(field).map(tellers.name))}</td>
                <td>{words.project.rules[rule] ?? rule}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
};
