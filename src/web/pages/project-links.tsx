/** Projects linked to this one that are not it: at one address, on one web site, of one holder. */
import type { FC } from 'hono/jsx';
import type { Related } from '#match/related.ts';
import { projectPath } from '#model/project.ts';
import type { Voice } from '../text/language.ts';

export const ProjectLinks: FC<{ voice: Voice; related: readonly Related[] }> = ({ voice, related }) => {
  const { words } = voice;
  if (related.length === 0) return null;
  return (
    <section class="chapter later" aria-labelledby="liens">
      <h2 id="liens">{words.project.related}</h2>
      <p class="quiet">{words.project.relatedNote}</p>
      <ul class="bullets">
        {related.map((other) => (
          <li>
            <a href={voice.path(`/projets/${projectPath(other)}`)}>{voice.set(other.title)}</a>{' '}
            <span class="quiet">({other.why.map((kind) => words.project.relatedBy[kind]).join(', ')})</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
