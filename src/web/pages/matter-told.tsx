/** One matter of the queue as a curator reads it: what was written, as it was, and why it may be unwanted. */
import type { FC } from 'hono/jsx';
import type { Fact } from '#model/matter.ts';
import type { Manifest } from '#model/source.ts';
import type { Voice } from '../text/language.ts';
import { momentOf } from '../view/run-told.tsx';
import { mattersPath, type ShownMatter } from './curation-matters.tsx';
import { catalogueName } from './curation-runs.tsx';

interface ToldProps {
  voice: Voice;
  sources: ReadonlyMap<string, Manifest>;
  shown: ShownMatter;
}

export const MatterTold: FC<ToldProps> = ({ voice, sources, shown: { matter, facts, wholeAt, aboutTheSame } }) => {
  const words = voice.words.matters;
  return (
    <section class="asked" aria-labelledby="affaire">
      <p class="quiet">
        <b>{words.kinds[matter.kind] ?? matter.kind}</b> · {words.states[matter.state]} ·{' '}
        {words.from(momentOf(voice, matter.createdAt))} · {words.language[matter.language]}
        {matter.source !== null && ` · ${catalogueName(voice, sources, matter.source)}`}
      </p>
      <h2 id="affaire">{matter.title}</h2>
      {matter.suspicions.length > 0 && (
        <div class={matter.suspect ? 'reasons suspicions' : 'reasons'}>
          <h3>{words.suspect}</h3>
          <ul>
            {matter.suspicions.map(({ reason, found }) => (
              <li>
                {words.suspicions[reason]}
                {found !== undefined && ` ${words.found(found)}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl class="facts">
        {facts.map((fact) => (
          <div>
            <dt>{words.facts[fact.name] ?? fact.name}</dt>
            <dd lang={matter.language}>
              <FactSaid voice={voice} fact={fact} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="side-links">
        {wholeAt !== undefined && <a href={voice.path(wholeAt)}>{words.seeWhole}</a>}
        {matter.project !== null && <a href={voice.path(`/projets/${matter.project}`)}>{words.seePage}</a>}
      </p>
      {aboutTheSame.total > 0 && <AboutTheSame voice={voice} {...aboutTheSame} />}
    </section>
  );
};

/** Enough to see which of many says something else. */
const excerpt = (text: string): string => (text.length > 300 ? `${text.slice(0, 300).trimEnd()}…` : text);

const AboutTheSame: FC<{ voice: Voice } & ShownMatter['aboutTheSame']> = ({ voice, matters, total }) => {
  const words = voice.words.matters;
  const more = total - matters.length;
  return (
    <details class="about-the-same" open={total < 10}>
      <summary>{words.aboutTheSame(total, voice.number(total))}</summary>
      <ul class="matter-rows">
        {matters.map(({ id, kind, facts, language }) => (
          <li>
            <a href={voice.path(`${mattersPath}/${id}`)}>
              {facts.find(({ name }) => name === 'report')?.value ?? words.kinds[kind] ?? kind}
            </a>
            {facts
              .filter(({ name }) => name === 'reason')
              .map(({ value }) => (
                <p class="said" lang={language}>
                  {excerpt(value)}
                </p>
              ))}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{words.moreAboutTheSame(more, voice.number(more))}</p>}
    </details>
  );
};

const FactSaid: FC<{ voice: Voice; fact: Fact }> = ({ voice, fact: { value, former, url, picture } }) => {
  const href = url === undefined ? undefined : addressOf(voice, url);
  if (picture !== undefined && href !== undefined) return <PictureShown voice={voice} href={href} picture={picture} />;
  return (
    <>
      {former !== undefined && (
        <>
          <del>
            <span class="unseen">{voice.words.matters.former} </span>
            {former}
          </del>{' '}
        </>
      )}
      {href === undefined ? (
        <span class="said">{value}</span>
      ) : (
        <a href={href} rel={href.startsWith('/') ? undefined : 'external noopener nofollow ugc'}>
          {value}
        </a>
      )}
    </>
  );
};

/** One of ours, small, with its size and what it is said to show; the link leads to the whole of it. */
const PictureShown: FC<{ voice: Voice; href: string; picture: NonNullable<Fact['picture']> }> = (props) => {
  const { voice, href, picture } = props;
  const { width, height, alt } = picture;
  const words = voice.words.matters;
  const share = Math.min(1, 480 / Math.max(width, height));
  return (
    <figure class="matter-picture">
      <a href={href}>
        <img
          src={`${href}?petite`}
          width={Math.round(width * share)}
          height={Math.round(height * share)}
          alt={alt === '' ? words.pictureWithoutAlt : alt}
          loading="lazy"
        />
      </a>
      <figcaption class="quiet">
        {words.pictureSize(voice.number(width), voice.number(height))} ·{' '}
        {alt === '' ? words.pictureWithoutAlt : words.pictureAlt(alt)}
      </figcaption>
    </figure>
  );
};

/** Of this site, or of the web: anything else (`javascript:`) is no address. */
function addressOf(voice: Voice, url: string): string | undefined {
  if (/^\/(?![/\\])/.test(url)) return voice.path(url);
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined;
}
