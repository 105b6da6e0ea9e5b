/** Which partners have declared projects in a territory, and which have none there: no data is not “nothing”. */
import type { FC } from 'hono/jsx';
import type { Rooms } from '../rooms.ts';
import { changed, searchPath } from '../search/address.ts';
import type { Portrait } from '../search/portrait.ts';
import { mapOf, type Whole } from '../search/whole.ts';
import type { Voice } from '../text/language.ts';
import { CountList, Part } from '../view/portrait.tsx';

interface CoverageProps {
  voice: Voice;
  rooms: Rooms;
  portrait: Portrait;
  whole: Whole;
}

export const TerritoryCoverage: FC<CoverageProps> = ({ voice, rooms, portrait, whole }) => {
  const { covered } = voice.words.places;
  const here = mapOf(portrait.answer.facets.partner);
  // Catalogues with projects somewhere: one that has none yet says nothing of any place.
  const sources = [...rooms.sources.values()].filter(({ id, listed }) => listed && whole.counts.partner.has(id));
  const telling = sources.filter(({ id }) => (here.get(id) ?? 0) > 0);
  const silent = sources.filter((source) => !telling.includes(source));
  if (sources.length === 0) return null;
  return (
    <Part id="qui" title={covered.title}>
      <p>{covered.lead(telling.length, voice.number(telling.length), voice.number(sources.length))}</p>
      {telling.length > 0 && (
        <CountList
          voice={voice}
          items={telling
            .map((source) => ({
              href: searchPath(voice, changed(portrait.criteria, { chosen: { partner: [source.id] } })),
              name: source.name[voice.language],
              count: here.get(source.id) ?? 0,
              ...(source.demonstration ? { note: voice.words.demonstration.short } : {}),
            }))
            .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'fr'))}
        />
      )}
      {silent.length > 0 && (
        <details class="fields">
          <summary>{covered.silent(silent.length, voice.number(silent.length))}</summary>
          <p class="quiet">{covered.silentMeans}</p>
          <p>{voice.list(silent.map(({ name }) => voice.set(name[voice.language])))}</p>
        </details>
      )}
    </Part>
  );
};
