/** A page of plain text in sections; and the legal notice, with what the operator has filled in. */
import type { Child, FC } from 'hono/jsx';
import type { Rooms } from '../rooms.ts';
import type { Section } from '../text/fr-about.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { SearchBox } from '../view/search-box.tsx';

interface TextProps {
  context: PageContext;
  rooms: Pick<Rooms, 'operator'>;
}

interface FrameProps {
  context: PageContext;
  title: string;
  lead: string;
  path: string;
  children?: Child;
}

export const TextFrame: FC<FrameProps> = ({ context, title, lead, path, children }) => (
  <Page context={context} box={<SearchBox voice={context.voice} />} head={{ title, description: lead, path }}>
    <div class="band">
      <article class="plain standing">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {children}
      </article>
    </div>
  </Page>
);

/** On wide screens the title stands beside what it is about. */
export const TextSection: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <section>
    <h2>{title}</h2>
    <div>{children}</div>
  </section>
);

interface StandingProps extends TextProps {
  words: 'about' | 'contribute' | 'privacy';
  path: string;
}

export const StandingPage: FC<StandingProps> = ({ context, rooms, words, path }) => {
  const text = context.voice.words.about[words];
  return (
    <TextFrame context={context} title={text.title} lead={text.lead} path={path}>
      {words === 'contribute' && context.telling && (
        <p>
          <a class="button" href={context.voice.path('/contribuer/projet')}>
            {context.voice.words.contribute.add}
          </a>
        </p>
      )}
      {'elsewhere' in text && (
        <TextSection title={text.elsewhere.title}>
          <p>{context.tiles === undefined ? text.elsewhere.nothing : text.elsewhere.tiles(context.tiles)}</p>
        </TextSection>
      )}
      <Sections sections={text.sections} />
      {'contact' in text && (
        <TextSection title={text.contact}>
          <p>
            <Contact voice={context.voice} mail={rooms.operator.contact} />
          </p>
        </TextSection>
      )}
    </TextFrame>
  );
};

export const MentionsPage: FC<TextProps> = ({ context, rooms }) => {
  const { voice } = context;
  const { mentions, notGiven } = voice.words.about;
  const { operator } = rooms;
  const said = (text: string | undefined) => (text === undefined ? <i>{notGiven}</i> : voice.set(text));
  const facts: [title: string, content: Child][] = [
    [mentions.facts.publisher, said(operator.publisher)],
    [mentions.facts.address, said(operator.address)],
    [mentions.facts.director, said(operator.director)],
    [mentions.facts.contact, <Contact voice={voice} mail={operator.contact} />],
    [mentions.facts.host, said(operator.host)],
    [
      mentions.facts.source,
      operator.sourceCode === undefined ? (
        <i>{notGiven}</i>
      ) : (
        <a href={operator.sourceCode} rel="external noopener">
          {operator.sourceCode}
        </a>
      ),
    ],
  ];
  return (
    <TextFrame context={context} title={mentions.title} lead={mentions.lead} path="/mentions-legales">
      <dl class="terms">
        {facts.map(([title, content]) => (
          <div>
            <dt>{title}</dt>
            <dd>{content}</dd>
          </div>
        ))}
      </dl>
      <Sections sections={mentions.sections} />
    </TextFrame>
  );
};

export const Contact: FC<{ voice: Voice; mail: string | undefined }> = ({ voice, mail }) =>
  mail === undefined ? <i>{voice.words.about.notGiven}</i> : <a href={`mailto:${mail}`}>{mail}</a>;

/** Lists of a dictionary may have become objects with numbered keys. */
const listOf = <T,>(list: readonly T[] | undefined): T[] => Object.values(list ?? []);

export const Sections: FC<{ sections: readonly Section[] }> = ({ sections }) => (
  <>
    {listOf(sections).map(({ title, paragraphs, items, links }) => (
      <TextSection title={title}>
        {listOf(paragraphs).map((text) => (
          <p>{text}</p>
        ))}
        {items !== undefined && (
          <ul class="bullets">
            {listOf(items).map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        )}
        {links !== undefined && (
          <ul class="ways">
            {listOf(links).map(({ label, href }) => (
              <li>
                <a href={href}>{label}</a>
                {href.startsWith('/') && <code>{href}</code>}
              </li>
            ))}
          </ul>
        )}
      </TextSection>
    ))}
  </>
);
