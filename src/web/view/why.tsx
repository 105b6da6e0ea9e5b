/** A text with the words of the search shown in it. */
import type { FC } from 'hono/jsx';
import type { Project } from '#model/project.ts';
import type { Highlighter, Piece } from '#search/analysis/highlight.ts';
import { textOfHtml } from '#search/document.ts';
import type { Voice } from '../text/language.ts';

/** Characters of an excerpt. */
const excerptLength = 180;

/** The stretches of a text as they are, those that answer in `<mark>`: for the eyes alone, since a mark that is said breaks the sentence before and after each word. */
export const Marked: FC<{ pieces: readonly Piece[] }> = ({ pieces }) => (
  <>{pieces.map(({ text, hit }) => (hit ? <mark role="none">{text}</mark> : text))}</>
);

/** A text of a project in this language's typography, with the words of the search shown. */
export const Text: FC<{ voice: Voice; text: string; words: Highlighter | undefined }> = ({ voice, text, words }) =>
  words === undefined ? voice.set(text) : <Marked pieces={words.mark(voice.set(text))} />;

/** Where the project says the words that its title and its summary don't say; undefined when these say them all. */
export function excerptOf(voice: Voice, project: Project, words: Highlighter): Piece[] | undefined {
  const shown = new Set([...words.said(project.title), ...words.said(project.summary)]);
  const missing = new Set(words.words.filter((word) => !shown.has(word)));
  if (missing.size === 0) return undefined;
  const { body, results, needed, lessons, holder, partners, tags } = project;
  const organisations = [holder, ...partners].flatMap((one) => (one === undefined ? [] : [one.name]));
  const texts = [textOfHtml(body), results, needed, lessons, organisations.join(', '), tags.join(', ')];
  return words.excerpt(
    texts.filter((text) => text !== '').map((text) => voice.set(text)),
    missing,
    excerptLength,
  );
}
