/** `/themes`, `/lieux` and a page for each of their concepts. */
import type { Handler } from 'hono';
import type { FacetName } from '#model/criteria.ts';
import { type VocabularyName, vocabularies } from '#model/vocabulary.ts';
import { ConceptPage } from '../pages/concept.tsx';
import { ConceptsPage } from '../pages/concepts.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { only } from '../search/address.ts';
import { askPortrait } from '../search/portrait.ts';
import { contextOf, type Desk, page } from '../site.ts';

/** The vocabularies whose concepts have pages: the first part of their addresses, and the facet they are. */
export const conceptKinds = {
  themes: { vocabulary: 'themes', facet: 'theme' },
  lieux: { vocabulary: 'place-kinds', facet: 'placeKind' },
} as const satisfies Record<string, { vocabulary: VocabularyName; facet: FacetName }>;
export type ConceptKind = keyof typeof conceptKinds;

export const conceptsRoute =
  (desk: Desk, kind: ConceptKind): Handler =>
  async (c) => {
    const { vocabulary, facet } = conceptKinds[kind];
    const { counts } = await desk.whole();
    return page(
      c,
      desk,
      <ConceptsPage
        context={contextOf(desk)}
        kind={kind}
        concepts={vocabularies[vocabulary].concepts}
        counts={counts[facet]}
      />,
    );
  };

export const conceptRoute =
  (desk: Desk, kind: ConceptKind): Handler =>
  async (c) => {
    const { rooms, country } = desk;
    const { vocabulary, facet } = conceptKinds[kind];
    const concept = vocabularies[vocabulary].byId.get(c.req.param('id') ?? '');
    if (concept === undefined)
      return page(c, desk, <TroublePage context={contextOf(desk)} kind="notFound" path="/" q="" />, 404);
    const [portrait, whole] = await Promise.all([
      askPortrait({ ...rooms, country }, only(facet, concept.id)),
      desk.whole(),
    ]);
    return page(
      c,
      desk,
      <ConceptPage
        context={contextOf(desk)}
        rooms={rooms}
        kind={kind}
        facet={facet}
        vocabulary={vocabularies[vocabulary]}
        concept={concept}
        portrait={portrait}
        whole={whole}
      />,
    );
  };
