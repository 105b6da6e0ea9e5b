/** `/projets/:path/carte.png` and `/carte.png`: the pictures that go with links where they are shared. */
import type { Context, Handler } from 'hono';
import { sha256 } from '#lib/hash.ts';
import { type Project, projectPath, readProjectPath } from '#model/project.ts';
import { labelOf } from '#model/vocabulary.ts';
import { openPart } from '#publish/exportable.ts';
import { dayCache } from '../headers.ts';
import type { Rooms } from '../rooms.ts';
import type { Desk } from '../site.ts';
import type { Voice } from '../text/language.ts';
import { isInvented, kindOf, placeOf } from '../view/card.tsx';
import { type CardWords, paintCard } from '../view/social-card.ts';
import { faceOfTheme } from '../view/texture.ts';

/** How many painted cards are kept: about 10 MB. A card is painted in a tenth of a second. */
const most = 250;
/** Counted in the ETag: raise it when the drawing changes. */
const drawing = 1;

export interface KeptCards {
  /** The card of a mark, painted when it is not kept; asked for twice at once, it is painted once. */
  card(mark: string, words: CardWords): Promise<Uint8Array<ArrayBuffer>>;
}

/** The last cards asked for. */
export function keptCards(): KeptCards {
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    card(mark, words) {
      const painted = kept.get(mark) ?? paintCard(words);
      // Set again, so that the first of the map is the one asked for longest ago.
      kept.delete(mark);
      kept.set(mark, painted);
      painted.catch(() => kept.delete(mark));
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return painted;
    },
  };
}

export const projectCardRoute =
  (desk: Desk, cards: KeptCards): Handler =>
  async (c) => {
    const { rooms, voice } = desk;
    const asked = c.req.param('path') ?? '';
    const id = readProjectPath(asked);
    const found = id === undefined ? undefined : await rooms.projects.find(id);
    if (found?.is === 'moved') return c.redirect(voice.path(`/projets/${found.to}/carte.png`), 301);
    if (found?.is !== 'here') return c.notFound();
    const right = projectPath(found.project);
    if (asked !== right) return c.redirect(voice.path(`/projets/${right}/carte.png`), 301);
    return answer(c, cards, wordsOf(voice, rooms, found.project));
  };

export const siteCardRoute =
  ({ voice }: Desk, cards: KeptCards): Handler =>
  (c) => {
    const { words } = voice;
    return answer(c, cards, {
      id: 'carrefour',
      face: { hand: 'contours', ink: 'violet' },
      title: words.home.title,
      kicker: words.picture.verbs,
      themes: '',
      told: [],
      flag: '',
      name: words.siteNameLines,
    });
  };

async function answer(c: Context, cards: KeptCards, words: CardWords) {
  const mark = `"${sha256(JSON.stringify([drawing, words])).slice(0, 20)}"`;
  const headers = { ETag: mark, 'Cache-Control': dayCache, 'Content-Type': 'image/png' };
  if (c.req.header('If-None-Match')?.includes(mark)) return c.body(null, 304, headers);
  return c.body(await cards.card(mark, words), 200, headers);
}

/** The picture is shown on other sites: of a closed catalogue's project it bears the title, and who tells of it. */
function wordsOf(voice: Voice, rooms: Pick<Rooms, 'sources' | 'territories'>, whole: Project): CardWords {
  const { words } = voice;
  const project = openPart(whole, rooms.sources);
  const names = project.sources.flatMap((source) => rooms.sources.get(source)?.name[voice.language] ?? []);
  return {
    id: project.id,
    face: faceOfTheme(project.themes[0]),
    title: voice.set(whole.title),
    kicker: [kindOf(voice, project), placeOf(voice, rooms.territories, project)].filter(Boolean).join('\u00a0· '),
    themes: project.themes
      .slice(0, 2)
      .map((theme) => voice.set(labelOf('themes', theme, voice.language)))
      .join('\u00a0· '),
    told: [
      ...(names.length === 0 ? [] : [words.picture.toldBy(voice.list(names.map((name) => voice.set(name))))]),
      words.picture.toldByCount(project.sources.length, voice.number(project.sources.length)),
    ],
    flag: isInvented(rooms, project) ? words.demonstration.card : '',
    name: words.siteNameLines,
  };
}
