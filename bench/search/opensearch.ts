/** Our search in a cluster of OpenSearch: the same port, the same answers. */
import type { SearchDocument } from '#search/engine.ts';
import { openTestIndex } from '#search/opensearch/testing.ts';
import type { Contender } from './measure.ts';

export function opensearch(urls: readonly string[]) {
  return async (documents: readonly SearchDocument[]): Promise<Contender> => {
    const engine = await openTestIndex({ urls });
    await engine.apply({ put: documents, remove: [] });
    return {
      name: 'opensearch',
      inProcess: false,
      lacks: '',
      ask: (criteria, facets, map) => engine.search({ criteria, facets, ...(map && { maps: [map], nearby: 6 }) }),
      close: () => engine.close(),
    };
  };
}
