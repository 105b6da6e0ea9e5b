/** How to reuse what is here, and on which terms, catalogue by catalogue. */
import type { FC } from 'hono/jsx';
import { licences } from '#model/source.ts';
import type { Rooms } from '../rooms.ts';
import type { Whole } from '../search/whole.ts';
import type { PageContext } from '../view/page.tsx';
import { CountList } from '../view/portrait.tsx';
import { Sections, TextFrame, TextSection } from './standing.tsx';

export const OpenDataPage: FC<{ context: PageContext; rooms: Rooms; whole: Whole }> = ({ context, rooms, whole }) => {
  const { voice } = context;
  const { openData } = voice.words.about;
  const sources = [...rooms.sources.values()]
    .filter(({ id, listed }) => listed && whole.counts.partner.has(id))
    .sort((a, b) => a.name[voice.language].localeCompare(b.name[voice.language], 'fr'));
  return (
    <TextFrame context={context} title={openData.title} lead={openData.lead} path="/donnees-ouvertes">
      <Sections sections={openData.sections} />
      <TextSection title={voice.words.embed.try.title}>
        <p>{voice.words.embed.try.lead}</p>
        <p>
          <a href={voice.path('/embarquer/essayer')}>{voice.words.embed.link}</a> ·{' '}
          <a href={voice.path('/observatoire')}>{voice.words.observatory.link}</a>
        </p>
      </TextSection>
      {sources.length > 0 && (
        <TextSection title={openData.licences}>
          <CountList
            voice={voice}
            items={sources.map(({ id, name, licence }) => ({
              href: voice.path(`/partenaires/${id}`),
              name: name[voice.language],
              note: licences[licence].name,
              count: whole.counts.partner.get(id) ?? 0,
            }))}
          />
        </TextSection>
      )}
    </TextFrame>
  );
};
