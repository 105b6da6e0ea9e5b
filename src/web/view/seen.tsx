/** What a project is seen by: its picture, where we hold a drawing of it; else the texture drawn from its id and theme. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Voice } from '../text/language.ts';
import type { Tellers } from './teller.tsx';
import { faceOfTheme, texture } from './texture.ts';

interface SeenProps {
  project: Project;
  /** Of the texture, in pixels; a picture fills the same frame. */
  size: readonly [width: number, height: number];
}

const pictureOf = ({ images }: Project) => images.find(({ copy }) => copy !== undefined);

/** Beside the title that says it all: a picture says nothing more to who cannot see it. Inside a `.face`. */
export const Seen: FC<SeenProps> = ({ project, size: [width, height] }) => {
  const picture = pictureOf(project);
  if (picture === undefined) return <>{raw(texture(project.id, faceOfTheme(project.themes[0]), width, height))}</>;
  const src = `${picture.copy}?petite`;
  return <img src={src} width={width} height={height} alt="" loading="lazy" decoding="async" />;
};

/** Of the partners that give the pictures; of the one who tells all, when there is one. */
function namesOf(tellers: Tellers): string[] {
  const ranks = tellers.of('images');
  return (ranks.length === 0 ? [0] : ranks).map(tellers.name);
}

/** On the project's own page: what it shows is told, and whose it is. */
export const SeenWhole: FC<SeenProps & { voice: Voice; tellers: Tellers }> = ({ voice, project, tellers, size }) => {
  const face = `face ink-${faceOfTheme(project.themes[0]).ink}`;
  const picture = pictureOf(project);
  if (picture === undefined)
    return (
      <div class={face}>
        <Seen project={project} size={size} />
      </div>
    );
  const [width, height] = size;
  return (
    <figure class={face}>
      <img src={picture.copy} width={width} height={height} alt={voice.set(picture.alt)} decoding="async" />
      <figcaption>{voice.words.project.credit(picture.credit ?? voice.list(namesOf(tellers)))}</figcaption>
    </figure>
  );
};
