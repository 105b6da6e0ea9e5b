/** Every theme, or every kind of place, with its count and what is narrower. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Concept } from '#model/vocabulary.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Lively, PortraitHead } from '../view/portrait.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { faceOfTheme, texture } from '../view/texture.ts';

interface ConceptsProps {
  context: PageContext;
  kind: 'themes' | 'lieux';
  concepts: readonly Concept[];
  counts: ReadonlyMap<string, number>;
}

export const ConceptsPage: FC<ConceptsProps> = ({ context, kind, concepts, counts }) => {
  const { voice } = context;
  const words = voice.words.concepts[kind];
  const counted = ({ id, label }: Concept) => ({
    href: voice.path(`/${kind}/${id}`),
    name: label[voice.language],
    count: counts.get(id) ?? 0,
  });
  const widest = concepts.filter(({ broader }) => broader === undefined);
  const flat = widest.length === concepts.length;
  const byName = (a: Concept, b: Concept) =>
    a.label[voice.language].localeCompare(b.label[voice.language], voice.language);
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{ title: words.title, description: words.lead, path: `/${kind}` }}
    >
      <div class="band">
        <PortraitHead>
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
        </PortraitHead>
      </div>
      <section class="band part" aria-label={words.title}>
        {flat ? (
          <Lively voice={voice} items={[...concepts].sort(byName).map(counted)} />
        ) : (
          <ul class="regions families">
            {widest.map((concept) => {
              const { href, name, count } = counted(concept);
              const face = faceOfTheme(concept.id);
              return (
                <li>
                  <div class={`face ink-${face.ink}`}>{raw(texture(concept.id, face, 320, 72))}</div>
                  <h2>
                    <a href={href}>{voice.set(name)}</a>{' '}
                    <small class="quiet">{voice.words.count.projects(count, voice.number(count))}</small>
                  </h2>
                  <Lively voice={voice} items={concepts.filter(({ broader }) => broader === concept.id).map(counted)} />
                </li>
              );
            })}
          </ul>
        )}
      </section>
    </Page>
  );
};
