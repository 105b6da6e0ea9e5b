/** `/vocabulaires/{name}/{id}`: a concept's stable address. It leads people to its page or its projects, programs to its vocabulary. */
import type { Handler } from 'hono';
import { facetNames, facets } from '#model/criteria.ts';
import { vocabularies, vocabularyNames } from '#model/vocabulary.ts';
import { only, searchPath } from '../search/address.ts';
import type { Desk } from '../site.ts';
import { conceptKinds } from './concepts.tsx';

const asSkos = { 'text/turtle': 'ttl', 'application/ld+json': 'jsonld' } as const;

export const vocabularyRoute =
  ({ voice }: Desk): Handler =>
  (c) => {
    const name = vocabularyNames.find((known) => known === c.req.param('name'));
    const id = c.req.param('id');
    if (name === undefined || (id !== undefined && !vocabularies[name].byId.has(id))) return c.notFound();
    const accept = c.req.header('Accept') ?? '';
    const wanted = Object.entries(asSkos).find(([type]) => accept.includes(type));
    c.header('Vary', 'Accept');
    const facet = facetNames.find((one) => facets[one].vocabulary === name);
    if (wanted !== undefined || id === undefined || facet === undefined)
      return c.redirect(`/api/v1/vocabularies/${name}${wanted === undefined ? '' : `.${wanted[1]}`}`, 303);
    const pages = Object.entries(conceptKinds).find(([, kind]) => kind.vocabulary === name);
    return c.redirect(pages === undefined ? searchPath(voice, only(facet, id)) : voice.path(`/${pages[0]}/${id}`), 303);
  };
