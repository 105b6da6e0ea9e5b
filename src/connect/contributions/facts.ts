/** What curators are shown of a contribution: each field as it was written, where it lies, what it resembles. */
import type { Fact } from '#model/matter.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Telling } from '#model/telling.ts';
import { labelOf, type VocabularyName } from '#model/vocabulary.ts';
import type { Contribution } from './contribution.ts';
import type { Like } from './send.ts';

interface Shown {
  contribution: Contribution;
  sheet: Sheet;
  likes: readonly Like[];
}

export function factsOf({ contribution, sheet, likes }: Shown): Fact[] {
  const { draft, accepted, language, pictures, tellsOf } = contribution;
  const labels = (name: VocabularyName, ids: readonly string[]) =>
    ids.map((id) => labelOf(name, id, language)).join(', ');
  const says: [name: string, of: (telling: Telling) => string][] = [
    ['summary', ({ summary }) => summary],
    ['body', ({ body }) => body],
    ['themes', ({ themes }) => labels('themes', themes)],
    ['audiences', ({ audiences }) => labels('audiences', audiences)],
    ['stage', ({ stage }) => (stage === '' ? '' : labelOf('stages', stage, language))],
    ['startYear', ({ startYear }) => startYear],
    ['holder', ({ holder }) => holder],
    ['place', ({ address, postcode, city }) => [address, postcode, city].filter(Boolean).join(', ')],
    ['contact', ({ contact }) => contact],
    ['results', ({ results }) => results],
    ['needed', ({ needed }) => needed],
    ['attribution', ({ attribution }) => attribution],
  ];
  const facts: Fact[] = likes.map(({ title, city, path }) => ({
    name: 'duplicate',
    value: city === '' ? title : `${title} (${city})`,
    url: path,
  }));
  if (tellsOf !== null) facts.unshift({ name: 'tellsOf', value: tellsOf, url: `/projets/${tellsOf}` });
  for (const [name, of] of says) {
    const value = of(draft);
    const former = accepted === null ? undefined : of(accepted);
    if (value !== '' || (former ?? '') !== '')
      facts.push({ name, value, ...(former !== undefined && former !== value && { former }) });
  }
  // Found from the text where its author named none.
  if (draft.themes.length === 0 && sheet.themes.length > 0)
    facts.push({ name: 'themes', value: labels('themes', sheet.themes) });
  for (const url of [draft.website, draft.otherLink]) if (url !== '') facts.push({ name: 'links', value: url, url });
  for (const { id, alt, width, height } of pictures)
    facts.push({
      name: 'pictures',
      value: alt === '' ? `${id.slice(0, 6)}.webp` : alt,
      url: `/contribuer/images/${id}.webp`,
      picture: { width, height, alt },
    });
  return facts;
}
