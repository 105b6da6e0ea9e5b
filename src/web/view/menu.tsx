/** The menu of narrow screens: a fold of the header, which opens without script. */
import type { FC } from 'hono/jsx';
import type { Voice } from '../text/language.ts';
import { CloseIcon, MenuIcon } from './icons.tsx';

interface MenuProps {
  voice: Voice;
  other: Voice;
  /** Where one is, without the language's prefix. */
  path: string;
  /** Whether people can sign in here. */
  accounts: boolean;
  /** Whether a project can be told here. */
  telling: boolean;
}

/** Of a link of the menu, on the page at `path`: whether it is this page, or the part of the site that holds it. */
export function currentOf(link: string, path: string): 'page' | 'true' | undefined {
  const at = path.replace(/\?.*$/, '');
  return at === link ? 'page' : at.startsWith(`${link}/`) ? 'true' : undefined;
}

export const Menu: FC<MenuProps> = ({ voice, other, path, accounts, telling }) => {
  const { words } = voice;
  const links: [path: string, name: string][] = [
    ['/recherche', words.nav.explore],
    ['/themes', words.nav.themes],
    ['/territoires', words.about.nav.territories],
    ['/lieux', words.about.nav.places],
    ['/partenaires', words.nav.partners],
    ['/observatoire', words.observatory.title],
    ...(accounts
      ? ([
          ['/carnets', words.collections.nav],
          ['/communautes', words.communities.nav],
        ] satisfies [string, string][])
      : []),
    ['/a-propos', words.about.nav.about],
    telling ? ['/contribuer/projet', words.contribute.add] : ['/contribuer', words.about.nav.contribute],
  ];
  return (
    <carrefour-menu class="menu">
      <details>
        <summary>
          <span class="hint">
            <MenuIcon />
          </span>
          <span class="shut">
            <CloseIcon />
          </span>
          {words.nav.menu}
        </summary>
        <nav aria-label={words.nav.menuLabel}>
          <ul>
            {links.map(([to, name]) => (
              <li>
                <a href={voice.path(to)} aria-current={currentOf(to, path)}>
                  {name}
                </a>
              </li>
            ))}
            {accounts && (
              <li>
                <a href={voice.path('/compte')} rel="nofollow">
                  {words.account.link}
                </a>
              </li>
            )}
            <li>
              <a href={other.path(path)} lang={other.language} hreflang={other.language}>
                {words.otherLanguage.long}
              </a>
            </li>
          </ul>
        </nav>
      </details>
    </carrefour-menu>
  );
};
