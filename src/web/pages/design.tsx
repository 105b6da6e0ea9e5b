/** `/design`: the design system, shown with its own tokens and its own components. Nothing here is a copy. */
import { readFileSync } from 'node:fs';
import type { Child, FC } from 'hono/jsx';
import type { Rooms } from '../rooms.ts';
import type { Results } from '../search/ask.ts';
import type { Whole } from '../search/whole.ts';
import { contrast, hexOf, type Oklch, readMeasures, readTokens } from '../styles/contrast.ts';
import { type Pair, shapePairs, textPairs } from '../styles/pairs.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { SearchBox } from '../view/search-box.tsx';
import { DesignComponents } from './design-components.tsx';

export interface DesignProps {
  context: PageContext;
  rooms: Rooms;
  /** Everything: the projects, counts and map that the components are shown with. */
  results: Results;
  whole: Whole;
}

const css = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
const light = readTokens(css, 'light');
const dark = readTokens(css, 'dark');
const measures = readMeasures(css);

export const DesignPage: FC<DesignProps> = (props) => {
  const { context } = props;
  const { voice } = context;
  const { design } = voice.words;
  const foundations = [design.colours, design.contrast, design.type, design.space, design.shape];
  return (
    <Page
      context={context}
      box={<SearchBox voice={voice} />}
      head={{ title: design.title, description: design.lead, path: '/design' }}
    >
      <div class="band">
        <article class="design">
          <h1>{design.title}</h1>
          <p class="lead">{design.lead}</p>
          <nav aria-label={design.contents}>
            <ul class="chips">
              {foundations.map(({ title }, n) => (
                <li>
                  <a class="chip" href={`#base-${n}`}>
                    {title}
                  </a>
                </li>
              ))}
              <li>
                <a class="chip" href="#composants">
                  {design.components}
                </a>
              </li>
            </ul>
          </nav>
          <Base at={0} {...design.colours}>
            <Colours voice={voice} />
          </Base>
          <Base at={1} {...design.contrast}>
            <Contrasts voice={voice} title={design.contrast.texts} pairs={textPairs} />
            <Contrasts voice={voice} title={design.contrast.shapes} pairs={shapePairs} />
          </Base>
          <Base at={2} {...design.type}>
            <ul class="steps">
              {named('step-').map(([name, value]) => (
                <li>
                  <p class={`size-${name}`}>{design.type.sample}</p>
                  <Measure name={name} value={value} />
                </li>
              ))}
            </ul>
          </Base>
          <Base at={3} {...design.space}>
            <ul class="steps">
              {named('space-').map(([name, value]) => (
                <li>
                  <div class={`gap size-${name}`} />
                  <Measure name={name} value={value} />
                </li>
              ))}
            </ul>
          </Base>
          <Base at={4} {...design.shape}>
            <ul class="shapes">
              {(['radius', 'radius-small', 'quick'] as const).map((name) => (
                <li>
                  <div class={`shape size-${name}`} />
                  <Measure name={name} value={measures.get(name) ?? ''} />
                  <span class="quiet">
                    {
                      {
                        radius: design.shape.radius,
                        'radius-small': design.shape.radiusSmall,
                        quick: design.shape.quick,
                      }[name]
                    }
                  </span>
                </li>
              ))}
            </ul>
          </Base>
          <h2 id="composants">{design.components}</h2>
          <DesignComponents {...props} />
        </article>
      </div>
    </Page>
  );
};

const named = (prefix: string) => [...measures].filter(([name]) => name.startsWith(prefix));

const Base: FC<{ at: number; title: string; lead: string; children?: Child }> = ({ at, title, lead, children }) => (
  <section aria-labelledby={`base-${at}`}>
    <h2 id={`base-${at}`}>{title}</h2>
    <p class="use">{lead}</p>
    {children}
  </section>
);

const Measure: FC<{ name: string; value: string }> = ({ name, value }) => (
  <p class="quiet">
    <code>--{name}</code> <span class="num">{value}</span>
  </p>
);

const Colours: FC<{ voice: Voice }> = ({ voice }) => {
  const { colours } = voice.words.design;
  return (
    <ul class="colours">
      {[...light].map(([name, value]) => (
        <li>
          <svg viewBox="0 0 120 60" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect width="60" height="60" fill={hexOf(value)} />
            <rect x="60" width="60" height="60" fill={hexOf(dark.get(name) ?? value)} />
          </svg>
          <code>--{name}</code>
          <dl class="quiet num">
            <dt>{colours.light}</dt>
            <dd>{value.join(' ')}</dd>
            <dt>{colours.dark}</dt>
            <dd>{(dark.get(name) ?? value).join(' ')}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
};

const Contrasts: FC<{ voice: Voice; title: string; pairs: readonly Pair[] }> = ({ voice, title, pairs }) => {
  const { design } = voice.words;
  const shown = (theme: ReadonlyMap<string, Oklch>, [front, ground]: Pair) => {
    const [one, other] = [theme.get(front)!, theme.get(ground)!];
    return (
      <td>
        <svg viewBox="0 0 56 30" aria-hidden="true" focusable="false">
          <rect width="56" height="30" rx="6" fill={hexOf(other)} />
          {pairs === textPairs ? (
            <text x="28" y="21" text-anchor="middle" fill={hexOf(one)}>
              Abc
            </text>
          ) : (
            <rect x="12" y="8" width="32" height="14" rx="4" fill="none" stroke={hexOf(one)} stroke-width="3" />
          )}
        </svg>
        <span class="num">{voice.decimal(contrast(one, other))}</span>
      </td>
    );
  };
  return (
    <table class="contrasts">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{design.contrast.pair}</th>
          <th scope="col">{design.colours.light}</th>
          <th scope="col">{design.colours.dark}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr>
            <th scope="row">{design.contrast.on(pair[0], pair[1])}</th>
            {shown(light, pair)}
            {shown(dark, pair)}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
